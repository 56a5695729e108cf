package io.tableflow.iam.compliance;

import io.tableflow.iam.drift.DriftSweep;
import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.AwsUser;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.SettableClock;
import io.tableflow.iam.testing.SettableTime;
import io.tableflow.iam.testing.StaticToken;
import io.tableflow.iam.testing.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A service that finds drift when it is told to, and repairs none, so that what is broken stays so. */
final class JudgedService {

    static final LocalAws AWS = LocalAws.start();
    static final TestDatabase DATABASE = TestDatabase.create();

    static final StaticToken COLLEAGUE =
            new StaticToken("colleague", "token-of-a-colleague", "environments:read,environments:write", "");
    private static final StaticToken LIMITED =
            new StaticToken("limited", "token-of-few", "environments:read,environments:write", "limited-*");
    private static final Node NODE = start();

    private JudgedService() {}

    /** Another service on the same database, with settings of its own. */
    static Node start(String... more) {
        List<String> settings = new ArrayList<>(StaticToken.settings(StaticToken.OPERATOR, COLLEAGUE, LIMITED));
        settings.addAll(List.of(
                SettableTime.NO_HEARTBEATS,
                Node.PATIENT,
                "tableflow.drift.interval=20m",
                "tableflow.drift.repair=false"));
        settings.addAll(List.of(more));
        return Node.start(DATABASE, AWS, List.of(SettableTime.class), settings.toArray(String[]::new));
    }

    static Node node() {
        return NODE;
    }

    static ApiClient operator() {
        return new ApiClient(NODE.uri());
    }

    static ApiClient limited() {
        return operator().withToken(LIMITED.token());
    }

    static SettableClock clock() {
        return NODE.bean(SettableClock.class);
    }

    static Instant now() {
        return clock().instant();
    }

    static AwsUser ourselves() {
        return AwsUser.ofAccount(AWS.endpoint(), Node.ACCOUNT);
    }

    /** Creates environments by these requests, and has Confluent call back for each. */
    static void active(List<String> names, List<String> requests) {
        ConfluentPipeline confluent = new ConfluentPipeline(operator(), clock());
        requests.forEach(request -> operator().post("/environments", request));
        names.forEach(name -> operator().awaitState(name, "AWAITING_INTEGRATION"));
        names.forEach(confluent::callBack);
        names.forEach(name -> operator().awaitState(name, "ACTIVE"));
    }

    static void active(String name) {
        active(List.of(name), List.of("{\"name\": \"" + name + "\"}"));
    }

    static void sweep() {
        NODE.bean(DriftSweep.class).run(() -> false);
    }

    /** The ids of the rules of which that became, by the catalogue. */
    static List<String> rules(ApiClient.Answer report, String status) {
        return results(report)
                .filter(rule -> rule.endsWith(" " + status))
                .map(rule -> rule.split(" ", 2)[0])
                .toList();
    }

    private static Stream<String> results(ApiClient.Answer report) {
        return report.json()
                .path("rules")
                .valueStream()
                .map(rule ->
                        rule.path("id").asString() + " " + rule.path("status").asString());
    }
}
