package io.tableflow.iam.testing;

import io.tableflow.iam.confluent.polling.IntegrationPoll;
import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.localconfluent.ConfluentPrincipals;
import io.tableflow.iam.localconfluent.IamPrincipals;
import io.tableflow.iam.localconfluent.LocalConfluent;
import io.tableflow.iam.localconfluent.LocalIntegration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import tools.jackson.databind.json.JsonMapper;

/**
 * One node with a Confluent Cloud and an IAM of its own, which knows Confluent's principals. The node polls only when a test asks for
 * it.
 */
public final class ZeroTouchFixture implements AutoCloseable {

    /** The Confluent environment of the tests. */
    public static final String ENV = "env-abc12";

    public final LocalAws aws = LocalAws.start();
    public final LocalConfluent confluent = LocalConfluent.start();
    public final IamPrincipals principals = new IamPrincipals(aws.endpoint());
    public final TestDatabase database = TestDatabase.create();
    public final Node node;
    public final ApiClient engineer;

    private ZeroTouchFixture(String... properties) {
        aws.host(ConfluentPrincipals.ACCOUNT);
        confluent.principals(principals);
        List<String> all = new ArrayList<>(List.of(settings(confluent, properties)));
        all.addFirst(SettableTime.NO_HEARTBEATS);
        node = Node.start(database, aws, List.of(SettableTime.class), all.toArray(String[]::new));
        engineer = new ApiClient(node.uri());
    }

    /** Starts all of it. */
    public static ZeroTouchFixture start(String... properties) {
        return new ZeroTouchFixture(properties);
    }

    /** The settings of a node that uses that Confluent Cloud, and these. */
    public static String[] settings(LocalConfluent confluent, String... properties) {
        List<String> all = new ArrayList<>(List.of(
                "tableflow.confluent.endpoint=" + confluent.endpoint(),
                "tableflow.confluent.api-key=" + LocalConfluent.KEY,
                "tableflow.confluent.api-secret=" + LocalConfluent.SECRET,
                "tableflow.confluent.poll-interval=1d"));
        all.addAll(List.of(properties));
        return all.toArray(String[]::new);
    }

    /** Asks for an environment whose integration the service makes. */
    public ApiClient.Answer request(String name) {
        return engineer.post("/environments", body(name));
    }

    /** The body of such a request. */
    public static String body(String name, String... more) {
        return "{\"name\":\"" + name + "\",\"confluent\":{\"environmentId\":\"" + ENV + "\"}"
                + Stream.of(more).map(it -> "," + it).collect(Collectors.joining()) + "}";
    }

    /** An environment that became ACTIVE by one request, and its integration. */
    public LocalIntegration active(String name) {
        request(name);
        engineer.awaitState(name, "ACTIVE");
        return integration(name);
    }

    /** The one integration of an environment's role. */
    public LocalIntegration integration(String name) {
        List<LocalIntegration> all = confluent.integrationsOf(name + "-confluent-role");
        if (all.size() != 1) {
            throw new AssertionError(name + " has " + all);
        }
        return all.getFirst();
    }

    /** The node looks at Confluent Cloud now, and not within the second in which something was made. */
    public void poll() {
        node.bean(SettableClock.class).pass(Duration.ofSeconds(1));
        node.bean(IntegrationPoll.class).run(() -> false);
    }

    /** The condition of an environment: its status and its reason, such as {@code True IntegrationKnown}; empty: it has none. */
    public String condition(String name, String type) {
        return engineer.get("/environments/" + name).condition(type);
    }

    /** The sentence of a condition. */
    public String message(String name, String type) {
        return engineer.get("/environments/" + name).conditionMessage(type);
    }

    /** Waits until a condition is so. */
    public void awaitCondition(String name, String type, String statusAndReason) {
        Awaitility.await(name + " " + type + " " + statusAndReason)
                .until(() -> condition(name, type).equals(statusAndReason));
    }

    /** What the audit trail holds of an environment's events of a type: their details, oldest first. */
    public List<Map<String, String>> events(String environment, String type) {
        return database.client()
                .sql("select details from audit_event where environment = ? and type = ? order by id")
                .param(environment)
                .param(type)
                .query((row, nth) -> JsonMapper.shared()
                        .readTree(row.getString("details"))
                        .propertyStream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, field -> field.getValue().asString())))
                .list();
    }

    /** Confluent's own principal of an integration. */
    public AwsUser principal(LocalIntegration integration) {
        return AwsUser.ofAccount(aws.endpoint(), ConfluentPrincipals.ACCOUNT).as(integration.principal());
    }

    /** The service's own account, seen by a person. */
    public AwsUser ourselves() {
        return AwsUser.ofAccount(aws.endpoint(), Node.ACCOUNT);
    }

    /** The ARN of an environment's role. */
    public static String role(String name) {
        return "arn:aws:iam::" + Node.ACCOUNT + ":role/" + name + "-confluent-role";
    }

    /** No test inherits what another has planned for Confluent; and whatever it was about, no trust was ever wide. */
    public void reset() {
        confluent.faults().clear();
        confluent.goneStatus(404);
        confluent.accept(LocalConfluent.KEY, LocalConfluent.SECRET);
        ExpectedTrusts.assertNeverWide(aws);
    }

    /** Whatever the tests were about, they told no secret. */
    @Override
    public void close() {
        SecretScanner.assertNoneIn(database);
        node.close();
        confluent.close();
        aws.close();
    }
}
