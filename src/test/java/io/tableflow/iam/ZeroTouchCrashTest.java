package io.tableflow.iam;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.localconfluent.ConfluentFault;
import io.tableflow.iam.localconfluent.ConfluentPrincipals;
import io.tableflow.iam.localconfluent.ConfluentRequest.Operation;
import io.tableflow.iam.localconfluent.IamPrincipals;
import io.tableflow.iam.localconfluent.LocalConfluent;
import io.tableflow.iam.localconfluent.LocalIntegration;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.AwsUser;
import io.tableflow.iam.testing.Cluster;
import io.tableflow.iam.testing.CrashPoints;
import io.tableflow.iam.testing.ExpectedTrusts;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.TestDatabase;
import io.tableflow.iam.testing.TestSample;
import io.tableflow.iam.testing.ZeroTouchFixture;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Nodes die before and after each call, of AWS and of Confluent Cloud, and before and after each commit, from the request to an
 * environment that Confluent can use, and from its deletion to nothing. Each environment has one integration in the end, or none, and
 * nobody else was ever let in.
 */
class ZeroTouchCrashTest {

    private static final int MOMENTS = 8;

    private static final String[] ROOM_FOR_ALL = {
        "tableflow.workflow.concurrency=120",
        "tableflow.aws.max-concurrent-calls=120",
        "spring.datasource.hikari.maximum-pool-size=200",
        "spring.datasource.hikari.minimum-idle=10"
    };

    @AutoClose
    private final LocalAws aws = LocalAws.start();

    @AutoClose
    private final LocalConfluent confluent = LocalConfluent.start();

    private final CrashPoints crashPoints = new CrashPoints();

    @SuppressWarnings("NullAway.Init")
    private volatile ApiClient engineer;

    /** An environment, and the moment at which its node dies. */
    private record Crash(String environment, String moment) {}

    @BeforeEach
    void principalsExist() {
        aws.host(ConfluentPrincipals.ACCOUNT);
        confluent.principals(new IamPrincipals(aws.endpoint()));
    }

    @AfterEach
    void nobodyWasLetInWhoShouldNot() {
        ExpectedTrusts.assertNeverWide(aws);
    }

    @Test
    void whereverANodeDiesOneIntegrationIsMadeAndNoneIsLeft() {
        TestDatabase database = TestDatabase.create();
        try (Node first =
                Node.startCrashable(database, aws, crashPoints, ZeroTouchFixture.settings(confluent, ROOM_FOR_ALL))) {
            aws.watch(crashPoints);
            confluent.watch(crashPoints);
            engineer = new ApiClient(first.uri());
            List<Crash> creations = crashes("made-", creationMoments());
            List<Crash> deletions = crashes("gone-", deletionMoments());
            assertThat(creations).extracting(Crash::moment).anyMatch(it -> it.contains("CreateIntegration"));
            assertThat(deletions).extracting(Crash::moment).anyMatch(it -> it.contains("DeleteIntegration"));
            deletions.forEach(crash -> create(crash.environment));
            deletions.forEach(crash -> engineer.awaitState(crash.environment, "ACTIVE"));
            awaitNothingScheduled(database);
            Stream.concat(creations.stream(), deletions.stream())
                    .forEach(crash -> crashPoints.stopAt(crash.environment, crash.moment));

            creations.forEach(crash -> Thread.ofVirtual().start(() -> create(crash.environment)));
            deletions.forEach(crash -> Thread.ofVirtual().start(() -> delete(crash.environment)));
            Awaitility.await("each one stopped at its moment")
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(crashPoints.missing()).isEmpty());
            first.die();
            crashPoints.dead();

            try (Node second = Node.startCrashable(
                    database, aws, crashPoints, ZeroTouchFixture.settings(confluent, ROOM_FOR_ALL))) {
                engineer = new ApiClient(second.uri());
                creations.forEach(crash -> engineer.awaitState(crash.environment, "ACTIVE"));
                deletions.forEach(crash -> engineer.awaitGone(crash.environment));
                assertThat(creations)
                        .as(TestSample.description())
                        .allSatisfy(crash -> assertTrustsItsOneIntegration(crash.environment));
                assertThat(engineer.get("/events/verification").at("/valid")).isEqualTo("true");
                creations.forEach(crash -> delete(crash.environment));
                delete("undisturbed");
                creations.forEach(crash -> engineer.awaitGone(crash.environment));
                engineer.awaitGone("undisturbed");
                nothingIsLeft();
            }
        }
    }

    @Test
    void ofTwoNodesOneDiesWhileConfluentLosesAnswersFailsAndThrottles() {
        confluent.faults().on(Operation.CREATE_INTEGRATION).everyNth(3, ConfluentFault.LOSE_ANSWER);
        confluent.faults().on(Operation.CREATE_INTEGRATION).everyNth(5, ConfluentFault.status(500, "oops"));
        confluent.faults().on(Operation.LIST_INTEGRATIONS).everyNth(4, ConfluentFault.tooManyRequests(1));
        confluent.faults().on(Operation.DELETE_INTEGRATION).everyNth(3, ConfluentFault.LOSE_ANSWER);
        try (Cluster nodes = Cluster.of(2, aws, ZeroTouchFixture.settings(confluent))) {
            engineer = nodes.client();
            List<String> names = IntStream.range(0, TestSample.size(8, 60))
                    .mapToObj(i -> "cluster-" + i)
                    .toList();
            names.forEach(name -> assertThat(nodes.client()
                            .post("/environments", ZeroTouchFixture.body(name))
                            .status())
                    .isEqualTo(202));
            nodes.killOne();
            engineer = nodes.client();
            names.forEach(name -> engineer.awaitState(name, "ACTIVE"));
            assertThat(names).allSatisfy(this::assertTrustsItsOneIntegration);

            names.forEach(this::delete);
            names.forEach(engineer::awaitGone);
            nothingIsLeft();
        }
    }

    private List<String> creationMoments() {
        crashPoints.watch("undisturbed");
        create("undisturbed");
        engineer.awaitState("undisturbed", "ACTIVE");
        List<String> moments = crashPoints.moments("undisturbed");
        return sample(moments, "CreateIntegration");
    }

    private List<String> deletionMoments() {
        create("undisturbed-two");
        engineer.awaitState("undisturbed-two", "ACTIVE");
        crashPoints.watch("undisturbed-two");
        delete("undisturbed-two");
        engineer.awaitGone("undisturbed-two");
        return sample(crashPoints.moments("undisturbed-two"), "DeleteIntegration");
    }

    /** Some of all moments, and always those of the call that matters most. */
    private static List<String> sample(List<String> moments, String call) {
        assertThat(moments).as("two for each call and each commit").hasSizeGreaterThan(10);
        return Stream.concat(moments.stream().filter(it -> it.contains(call)), TestSample.of(moments, MOMENTS).stream())
                .distinct()
                .toList();
    }

    private static List<Crash> crashes(String prefix, List<String> moments) {
        return IntStream.range(0, moments.size())
                .mapToObj(i -> new Crash(prefix + i, moments.get(i)))
                .toList();
    }

    private void create(String name) {
        untilAccepted(() ->
                engineer.post("/environments", ZeroTouchFixture.body(name)).status() == 202);
    }

    private void delete(String name) {
        untilAccepted(() -> {
            int status = engineer.delete("/environments/" + name).status();
            return status == 202 || status == 404;
        });
    }

    /** Repeats the request, to any node, until it is answered, as a client does. */
    private static void untilAccepted(Callable<Boolean> request) {
        Awaitility.await("being accepted")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(100))
                .ignoreException(UncheckedIOException.class)
                .until(request);
    }

    private void assertTrustsItsOneIntegration(String name) {
        List<LocalIntegration> integrations = confluent.integrationsOf(name + "-confluent-role");
        assertThat(integrations).as(name).hasSize(1);
        assertThat(ExpectedTrusts.parse(ourselves().trust(name + "-confluent-role")))
                .as(name)
                .isEqualTo(ExpectedTrusts.exactly(
                        integrations.getFirst().principal(),
                        integrations.getFirst().externalId()));
    }

    private void nothingIsLeft() {
        assertThat(confluent.integrations()).isEmpty();
        assertThat(ourselves().roles()).isEmpty();
        assertThat(ourselves().policies()).isEmpty();
    }

    private static void awaitNothingScheduled(TestDatabase database) {
        Awaitility.await("the end of all that is scheduled")
                .atMost(Duration.ofSeconds(30))
                .until(() -> database.client()
                                .sql("select count(*) from scheduled_tasks where task_name = 'workflow'")
                                .query(Long.class)
                                .single()
                        == 0);
    }

    private AwsUser ourselves() {
        return AwsUser.ofAccount(aws.endpoint(), Node.ACCOUNT);
    }
}
