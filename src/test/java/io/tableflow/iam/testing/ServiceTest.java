package io.tableflow.iam.testing;

import io.tableflow.iam.localaws.LocalAws;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.json.JsonMapper;

/**
 * A test against the whole service over HTTP. All of them share one node, database and IAM in this JVM, so each test
 * names environments of its own.
 */
public abstract class ServiceTest {

    private static final LocalAws AWS = LocalAws.start();
    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final Node NODE =
            Node.start(DATABASE, AWS, List.of(SettableTime.class), SettableTime.NO_HEARTBEATS, Node.PATIENT);

    protected ApiClient engineer = new ApiClient(NODE.uri());
    protected ConfluentPipeline confluent = new ConfluentPipeline(engineer, NODE.bean(SettableClock.class));

    /** No test inherits another's misbehaviour. */
    @BeforeEach
    void clearFaults() {
        AWS.faults().clear();
    }

    /** Whatever they were about. */
    @AfterAll
    static void tellsNoSecret() {
        SecretScanner.assertNoneIn(DATABASE);
    }

    /** Whatever a test was about. */
    @AfterEach
    void noTrustWasEverWide() {
        ExpectedTrusts.assertNeverWide(AWS);
    }

    /** The time of the service, which other tests may have set ahead. */
    protected static Instant now() {
        return NODE.bean(SettableClock.class).instant();
    }

    /** Lets so much time pass for the service, at once. */
    protected static void pass(Duration time) {
        NODE.bean(SettableClock.class).pass(time);
    }

    /** Waits until it is so, while time passes quickly for the service. */
    protected static void awaitAsTimePasses(String what, Callable<Boolean> condition) {
        NODE.awaitAsTimePasses(what, condition);
    }

    /** Waits until an environment is in that state, while time passes quickly for the service. */
    protected final void awaitStateAsTimePasses(String name, String state) {
        awaitAsTimePasses(
                name + " becoming " + state,
                () -> engineer.get("/environments/" + name).at("/state").equals(state));
    }

    /** Waits until an environment is gone, while time passes quickly for the service. */
    protected final void awaitGoneAsTimePasses(String name) {
        awaitAsTimePasses(
                name + " being gone",
                () -> engineer.get("/environments/" + name).status() == 404);
    }

    /** The IAM that the service talks to. */
    protected static LocalAws aws() {
        return AWS;
    }

    /** The running service. */
    protected static Node node() {
        return NODE;
    }

    /** The service's own account, seen by a person. */
    protected static AwsUser ourselves() {
        return AwsUser.ofAccount(AWS.endpoint(), Node.ACCOUNT);
    }

    /** An environment that waits for Confluent. */
    protected final void provisioned(String name) {
        engineer.post("/environments", "{\"name\":\"" + name + "\"}");
        engineer.awaitState(name, "AWAITING_INTEGRATION");
    }

    /** An environment that Confluent can use. */
    protected final void active(String name) {
        provisioned(name);
        confluent.callBack(name);
        engineer.awaitState(name, "ACTIVE");
    }

    /** What the audit trail holds of an environment's events of a type: their details, oldest first. */
    protected static List<Map<String, String>> events(String environment, String type) {
        return DATABASE.client()
                .sql("select details from audit_event where environment = ? and type = ? order by id")
                .param(environment)
                .param(type)
                .query((row, nth) -> details(row.getString("details")))
                .list();
    }

    private static Map<String, String> details(String json) {
        return JsonMapper.shared()
                .readTree(json)
                .propertyStream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, field -> field.getValue().asString()));
    }
}
