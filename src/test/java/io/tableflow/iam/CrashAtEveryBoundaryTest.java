package io.tableflow.iam;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.policy.document.PolicyRenderer;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.AwsUser;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.CrashPoints;
import io.tableflow.iam.testing.EnvironmentSnapshot;
import io.tableflow.iam.testing.ExpectedTrusts;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.TerraformModule;
import io.tableflow.iam.testing.TestDatabase;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * For each workflow: a node dies before and after each of its calls to AWS, and before and after each commit, from the
 * request that starts it to the end. Another node takes over, and nobody could tell afterwards.
 *
 * <p>The moments are found by watching one environment to which nothing happens. Then there is one environment for each
 * moment, all of them stand still at theirs, and then the node dies.
 */
class CrashAtEveryBoundaryTest {

    private static final String[] ROOM_FOR_ALL = {
        "tableflow.workflow.concurrency=120",
        "tableflow.aws.max-concurrent-calls=120",
        "spring.datasource.hikari.maximum-pool-size=200",
        "spring.datasource.hikari.minimum-idle=10"
    };

    @AutoClose
    private final LocalAws aws = LocalAws.start();

    private final TestDatabase database = TestDatabase.create();
    private final CrashPoints deaths = new CrashPoints();

    @SuppressWarnings("NullAway.Init")
    private volatile ApiClient engineer;

    /** A workflow, how it is asked for, and how its end is seen. */
    enum Phase {
        PROVISION("AWAITING_INTEGRATION"),
        UPDATE_TRUST("ACTIVE"),
        TEARDOWN(""),
        FORCED_TEARDOWN(""),
        ADOPT("ACTIVE");

        private final String end;

        Phase(String end) {
            this.end = end;
        }

        int ask(ApiClient engineer, String name) {
            return switch (this) {
                case PROVISION ->
                    engineer.post("/environments", "{\"name\":\"" + name + "\"}")
                            .status();
                case UPDATE_TRUST ->
                    new ConfluentPipeline(engineer)
                            .deliver(
                                    "msg_" + name,
                                    ConfluentPipeline.document(
                                            name, ConfluentPipeline.PRINCIPAL, ConfluentPipeline.EXTERNAL_ID))
                            .status();
                case TEARDOWN -> engineer.delete("/environments/" + name).status();
                case FORCED_TEARDOWN ->
                    engineer.delete("/environments/" + name + "?force=true").status();
                case ADOPT ->
                    engineer.post("/environments", "{\"name\":\"" + name + "\",\"adoptExisting\":true}")
                            .status();
            };
        }

        boolean isAccepted(int status) {
            return status == 202 || (isTeardown() && status == 404);
        }

        boolean isTeardown() {
            return this == TEARDOWN || this == FORCED_TEARDOWN;
        }
    }

    @ParameterizedTest
    @EnumSource
    void whateverANodeWasInTheMiddleOfEndsAsIfItHadNotDied(Phase phase) {
        try (Node first = Node.startCrashable(database, aws, deaths, ROOM_FOR_ALL)) {
            aws.watch(deaths);
            engineer = new ApiClient(first.uri());
            List<String> moments = momentsOf(phase);
            Map<String, String> undisturbed = leftovers("undisturbed");
            List<String> names = prepare(phase, moments);

            names.forEach(name -> Thread.ofVirtual().start(() -> askUntilAccepted(phase, name)));
            Awaitility.await("all standing still")
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(deaths.missing()).isEmpty());
            first.die();
            deaths.dead();

            try (Node second = Node.startCrashable(database, aws, deaths)) {
                engineer = new ApiClient(second.uri());
                names.forEach(name -> awaitEnd(phase, name));
                awaitNothingScheduled();
                assertThat(names)
                        .allSatisfy(name -> assertThat(leftovers(name))
                                .as(name + " died " + moments.get(names.indexOf(name)))
                                .isEqualTo(undisturbed));
                if (phase == Phase.ADOPT) {
                    assertNeverShut();
                }
                theTrailIsWholeAndSaysWhatWasLost();
                cleanUp(names);
            }
        }
    }

    /** Watches one environment through the phase. */
    private List<String> momentsOf(Phase phase) {
        bringTo(phase, List.of("undisturbed"));
        deaths.watch("undisturbed");
        askUntilAccepted(phase, "undisturbed");
        awaitEnd(phase, "undisturbed");
        awaitNothingScheduled();
        List<String> moments = deaths.moments("undisturbed");
        assertThat(moments).as("two for each call and each commit").hasSizeGreaterThan(10);
        return moments;
    }

    /** One environment for each moment. */
    private List<String> prepare(Phase phase, List<String> moments) {
        List<String> names =
                IntStream.range(0, moments.size()).mapToObj(i -> "death-" + i).toList();
        bringTo(phase, names);
        names.forEach(name -> deaths.stopAt(name, moments.get(names.indexOf(name))));
        return names;
    }

    private void bringTo(Phase phase, List<String> names) {
        if (phase == Phase.ADOPT) {
            names.forEach(this::terraform);
            return;
        }
        for (Phase earlier : Phase.values()) {
            if (earlier == phase || earlier.isTeardown()) {
                break;
            }
            names.forEach(name -> askUntilAccepted(earlier, name));
            names.forEach(name -> awaitEnd(earlier, name));
        }
        awaitNothingScheduled();
        if (phase == Phase.FORCED_TEARDOWN) {
            names.forEach(this::othersAttach);
        }
    }

    /** What the module made, in use; its trust lacks a statement, so that one call has to put it right. */
    private void terraform(String name) {
        TerraformModule module = new TerraformModule(ourselves());
        module.apply(name);
        module.updateTrust(name, """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "%s"},
                 "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "%s"}}}]}
                """.formatted(ConfluentPipeline.PRINCIPAL, ConfluentPipeline.EXTERNAL_ID));
    }

    private void assertNeverShut() {
        assertThat(aws.trustDocuments())
                .filteredOn(ExpectedTrusts.setByUs())
                .isNotEmpty()
                .allSatisfy(it -> assertThat(ExpectedTrusts.parse(it.document()))
                        .as(it.toString())
                        .isEqualTo(ExpectedTrusts.exactly(ConfluentPipeline.PRINCIPAL, ConfluentPipeline.EXTERNAL_ID)));
    }

    private void othersAttach(String name) {
        String role = name + "-confluent-role";
        try (IamClient iam = ourselves().iam()) {
            iam.attachRolePolicy(it -> it.roleName(role).policyArn("arn:aws:iam::aws:policy/ReadOnlyAccess"));
            iam.putRolePolicy(it -> it.roleName(role)
                    .policyName("inline")
                    .policyDocument(PolicyRenderer.s3("aws", name, List.of()).json()));
            iam.createUser(it -> it.userName(name + "-bob"));
            iam.attachUserPolicy(it -> it.userName(name + "-bob")
                    .policyArn("arn:aws:iam::123456789012:policy/" + name + "-confluent-tableflow-s3-permission"));
        }
    }

    /** As a client does who wants an answer: asks again, and whoever is there. */
    private void askUntilAccepted(Phase phase, String name) {
        Awaitility.await(phase + " of " + name + " being accepted")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(100))
                .ignoreException(UncheckedIOException.class)
                .until(() -> phase.isAccepted(phase.ask(engineer, name)));
    }

    private void awaitEnd(Phase phase, String name) {
        if (phase.isTeardown()) {
            engineer.awaitGone(name);
        } else {
            engineer.awaitState(name, phase.end);
        }
    }

    private void awaitNothingScheduled() {
        Awaitility.await("the end of all that is scheduled")
                .atMost(Duration.ofSeconds(30))
                .until(() -> database.client()
                                .sql("select count(*) from scheduled_tasks where task_name = 'workflow'")
                                .query(Long.class)
                                .single()
                        == 0);
    }

    private void theTrailIsWholeAndSaysWhatWasLost() {
        assertThat(engineer.get("/events/verification").at("/valid")).isEqualTo("true");
        assertThat(engineer.get("/events?type=ATTEMPT_LOST").json().at("/items"))
                .isNotEmpty();
    }

    private Map<String, String> leftovers(String environment) {
        return new EnvironmentSnapshot(ourselves(), database).of(environment);
    }

    private void cleanUp(List<String> names) {
        names.forEach(name -> engineer.delete("/environments/" + name));
        engineer.delete("/environments/undisturbed");
        names.forEach(engineer::awaitGone);
        engineer.awaitGone("undisturbed");
        assertThat(ourselves().roles()).isEmpty();
        assertThat(ourselves().policies()).isEmpty();
        ExpectedTrusts.assertNeverWide(aws);
    }

    private AwsUser ourselves() {
        return AwsUser.ofAccount(aws.endpoint(), Node.ACCOUNT);
    }
}
