package io.tableflow.iam.drift;

import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.localaws.RecordedCall;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.AwsUser;
import io.tableflow.iam.testing.DriftScenario;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.SettableClock;
import io.tableflow.iam.testing.SettableTime;
import io.tableflow.iam.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.services.iam.IamClient;

/** A service that sweeps accounts when it is told to. */
abstract class AccountSweepTest {

    static final String[] WATCHED = {"environment", "drift", "audit_event", "workflow", "policy_revision"};

    final LocalAws aws = LocalAws.start();
    final TestDatabase database = TestDatabase.create();
    private @Nullable Node node;

    /** The service; started when it is first needed, unless the test has done so. */
    final Node node() {
        return node == null ? start("10s") : node;
    }

    final ApiClient engineer() {
        return new ApiClient(node().uri());
    }

    /** Starts the service with settings of a test's own. */
    final Node start(String accountTimeout, String... settings) {
        Node started = Node.start(
                database,
                aws,
                List.of(SettableTime.class),
                Stream.concat(
                                Stream.of(
                                        SettableTime.NO_HEARTBEATS,
                                        "tableflow.aws.provisioner-role-name=provisioner",
                                        "tableflow.aws.call-timeout=2s",
                                        "tableflow.drift.concurrency=3",
                                        "tableflow.drift.account-timeout=" + accountTimeout,
                                        "tableflow.drift.stale-after=25h"),
                                Stream.of(settings))
                        .toArray(String[]::new));
        node = started;
        return started;
    }

    @AfterEach
    void stop() {
        node().close();
        aws.close();
    }

    /** The calls that a sweep makes. */
    List<RecordedCall> callsOfSweep() {
        int before = aws.calls().size();
        sweep();
        return List.copyOf(aws.calls().subList(before, aws.calls().size()));
    }

    /** By a clock that is a little ahead: what has just been written is not covered. */
    void sweep() {
        SettableClock clock = node().bean(SettableClock.class);
        Duration ahead = Duration.between(Instant.now(), clock.instant());
        clock.ahead(ahead.plusSeconds(5));
        node().bean(DriftSweep.class).run(() -> false);
    }

    void provisioned(String name) {
        engineer().post("/environments", "{\"name\":\"" + name + "\"}");
        engineer().awaitState(name, "AWAITING_INTEGRATION");
    }

    void happens(DriftScenario scenario, String name) {
        try (IamClient iam = iam()) {
            scenario.happen(iam, name);
        }
    }

    IamClient iam() {
        return AwsUser.ofAccount(aws.endpoint(), Node.ACCOUNT).iam();
    }

    static String nameOf(DriftScenario scenario) {
        return scenario.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String inSync(String name) {
        return engineer().get("/environments/" + name).conditionStatus("InSync");
    }

    Instant checkedAt(String name) {
        return Instant.parse(engineer().get("/environments/" + name + "/drift").at("/checkedAt"));
    }

    /** What any write would change. */
    String rows() {
        return database.lastWrites(WATCHED);
    }
}
