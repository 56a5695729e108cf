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
import io.tableflow.iam.testing.TestSample;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * For each workflow, a node crashes before and after each of its calls to AWS, and before and after each commit, from
 * the request that starts it to its end. Another node continues it, and the result is the same as without a crash.
 *
 * <p>The moments are found by watching one environment without a crash. Then there is one environment for each moment;
 * each stops at its moment, and the node crashes. {@code verify} tries a {@linkplain TestSample sample} of each
 * workflow's moments, all in one crash; {@code -Pexhaustive} tries all of them, with one crash for each workflow.
 */
class CrashAtEveryBoundaryTest {

    private static final int MOMENTS_OF_A_WORKFLOW = 7;

    private static final String[] ROOM_FOR_ALL = {
        "tableflow.workflow.concurrency=120",
        "tableflow.aws.max-concurrent-calls=120",
        "spring.datasource.hikari.maximum-pool-size=200",
        "spring.datasource.hikari.minimum-idle=10"
    };

    @AutoClose
    private final LocalAws aws = LocalAws.start();

    private final TestDatabase database = TestDatabase.create();
    private final CrashPoints crashPoints = new CrashPoints();

    @SuppressWarnings("NullAway.Init")
    private volatile ApiClient engineer;

    /** A workflow, how it is started, and how its end is recognized. */
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

        /** The prefix of its environments' names. */
        String prefix() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-') + "-";
        }

        String undisturbed() {
            return prefix() + "undisturbed";
        }
    }

    /** An environment, and the moment of its workflow at which the node crashes. */
    private record Crash(Phase phase, String environment, String moment) {}

    /** The workflows that are in progress when a node crashes. */
    static Stream<List<Phase>> crashes() {
        List<Phase> all = List.of(Phase.values());
        return TestSample.isExhaustive() ? all.stream().map(List::of) : Stream.of(all);
    }

    @ParameterizedTest
    @MethodSource("crashes")
    void whatANodeWasInTheMiddleOfEndsAsIfItHadNotCrashed(List<Phase> phases) {
        try (Node first = Node.startCrashable(database, aws, crashPoints, ROOM_FOR_ALL)) {
            aws.watch(crashPoints);
            engineer = new ApiClient(first.uri());
            List<Crash> crashes = phases.stream()
                    .flatMap(phase -> crashesOf(phase, momentsOf(phase)))
                    .toList();
            Map<Phase, Map<String, String>> undisturbed = phases.stream()
                    .collect(Collectors.toMap(Function.identity(), phase -> snapshot(phase.undisturbed())));
            phases.forEach(phase -> prepare(phase, crashes));

            crashes.forEach(crash -> Thread.ofVirtual().start(() -> askUntilAccepted(crash.phase, crash.environment)));
            Awaitility.await("each one stopped at its moment")
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(crashPoints.missing()).isEmpty());
            first.die();
            crashPoints.dead();

            try (Node second = Node.startCrashable(database, aws, crashPoints)) {
                engineer = new ApiClient(second.uri());
                crashes.forEach(crash -> awaitEnd(crash.phase, crash.environment));
                awaitNothingScheduled();
                assertThat(crashes)
                        .as(TestSample.description())
                        .allSatisfy(crash -> assertThat(snapshot(crash.environment))
                                .as(crash.toString())
                                .isEqualTo(undisturbed.get(crash.phase)));
                assertNoAdoptedTrustWasEverShut(phases);
                theTrailIsWholeAndSaysWhatWasLost();
                cleanUp();
            }
        }
    }

    /** Watches one environment through the phase. */
    private List<String> momentsOf(Phase phase) {
        String name = phase.undisturbed();
        bringTo(phase, List.of(name));
        crashPoints.watch(name);
        askUntilAccepted(phase, name);
        awaitEnd(phase, name);
        awaitNothingScheduled();
        List<String> moments = crashPoints.moments(name);
        assertThat(moments).as("two for each call and each commit").hasSizeGreaterThan(10);
        return TestSample.of(moments, MOMENTS_OF_A_WORKFLOW);
    }

    /** One environment for each moment. */
    private static Stream<Crash> crashesOf(Phase phase, List<String> moments) {
        return IntStream.range(0, moments.size()).mapToObj(i -> new Crash(phase, phase.prefix() + i, moments.get(i)));
    }

    private void prepare(Phase phase, List<Crash> crashes) {
        List<Crash> ofPhase =
                crashes.stream().filter(crash -> crash.phase == phase).toList();
        bringTo(phase, ofPhase.stream().map(Crash::environment).toList());
        ofPhase.forEach(crash -> crashPoints.stopAt(crash.environment, crash.moment));
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

    /** What the Terraform module created, in use. Its trust lacks a statement, so that one call has to reconcile it. */
    private void terraform(String name) {
        TerraformModule module = new TerraformModule(ourselves());
        module.apply(name);
        module.updateTrust(name, """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "%s"},
                 "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "%s"}}}]}
                """.formatted(ConfluentPipeline.PRINCIPAL, ConfluentPipeline.EXTERNAL_ID));
    }

    private void assertNoAdoptedTrustWasEverShut(List<Phase> phases) {
        if (phases.contains(Phase.ADOPT)) {
            assertThat(aws.trustDocuments())
                    .filteredOn(ExpectedTrusts.setByUs())
                    .filteredOn(it -> it.roleArn().contains("role/" + Phase.ADOPT.prefix()))
                    .isNotEmpty()
                    .allSatisfy(it -> assertThat(ExpectedTrusts.parse(it.document()))
                            .as(it.toString())
                            .isEqualTo(ExpectedTrusts.exactly(
                                    ConfluentPipeline.PRINCIPAL, ConfluentPipeline.EXTERNAL_ID)));
        }
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

    /** Repeats the request, to any node, until it is answered, as a client does. */
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

    private Map<String, String> snapshot(String environment) {
        return new EnvironmentSnapshot(ourselves(), database).of(environment);
    }

    private void cleanUp() {
        List<String> names = database.client()
                .sql("select name from environment")
                .query((row, nth) -> row.getString("name"))
                .list();
        names.forEach(name -> engineer.delete("/environments/" + name));
        names.forEach(engineer::awaitGone);
        assertThat(ourselves().roles()).isEmpty();
        assertThat(ourselves().policies()).isEmpty();
        ExpectedTrusts.assertNeverWide(aws);
    }

    private AwsUser ourselves() {
        return AwsUser.ofAccount(aws.endpoint(), Node.ACCOUNT);
    }
}
