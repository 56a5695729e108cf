package io.tableflow.iam;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.CallListener;
import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.localaws.RecordedCall;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.AwsUser;
import io.tableflow.iam.testing.Cluster;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.ExpectedTrusts;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.RestartablePostgres;
import io.tableflow.iam.testing.ServiceProcess;
import io.tableflow.iam.testing.TestDatabase;
import io.tableflow.iam.testing.TestSample;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Any number of nodes share one PostgreSQL. Any of them, and PostgreSQL itself, may stop at any moment. */
class ReplicasTest {

    @AutoClose
    private final LocalAws aws = LocalAws.start();

    @AfterEach
    void noTrustWasEverWide() {
        ExpectedTrusts.assertNeverWide(aws);
    }

    @Test
    void noTwoNodesWorkOnOneEnvironmentAtTheSameTime() {
        OneAtATime oneAtATime = new OneAtATime();
        aws.watch(oneAtATime);
        aws.faults().onAny().always(Fault.delay(Duration.ofMillis(5)));
        // A node that the machine has no time for is not to count as dead: that is another promise.
        try (Cluster nodes = Cluster.of(3, aws, "db-scheduler.heartbeat-interval=5s")) {
            List<String> names = names(TestSample.size(20, 40));

            names.parallelStream().forEach(name -> {
                create(nodes.client(), name);
                callBack(nodes.client(), name);
                callBack(nodes.client(), name);
            });
            names.forEach(name -> nodes.client().awaitState(name, "ACTIVE"));

            assertThat(oneAtATime.broken).isEmpty();
            assertThat(nodes.database()
                            .sql(
                                    "select max((step ->> 'attempts')::int) from workflow, jsonb_array_elements(steps) step")
                            .query(Integer.class)
                            .single())
                    .as("attempts at a step, where nothing goes wrong")
                    .isEqualTo(1);
        }
    }

    @Test
    void theWorkOfAProcessThatIsKilledGoesOnWithinAMinute() {
        TestDatabase database = TestDatabase.create();
        aws.faults().onAny().always(Fault.delay(Duration.ofMillis(100)));
        try (ServiceProcess first = ServiceProcess.start(database, aws);
                Node second = Node.start(database, aws)) {
            List<String> names = names(24);
            ApiClient survivor = new ApiClient(second.uri());
            names.parallelStream().forEach(name -> {
                create(name.endsWith("1") ? survivor : new ApiClient(first.uri()), name);
                callBack(survivor, name);
            });
            awaitPickedBy(database, nodes -> nodes == 2);

            first.kill();
            Instant killed = Instant.now();

            names.forEach(name -> survivor.awaitState(name, "ACTIVE"));
            assertThat(Duration.between(killed, Instant.now())).isLessThan(Duration.ofMinutes(1));
            assertThat(ourselves().roles()).hasSize(names.size());
            assertThat(ourselves().policies()).hasSize(2 * names.size());
        }
    }

    @Test
    void aNodeThatIsToldToStopFinishesItsCallsAndLeavesTheRestToTheOthersAtOnce() {
        TestDatabase database = TestDatabase.create();
        List<String> names = names(8);
        try (ServiceProcess first = ServiceProcess.start(database, aws)) {
            aws.faults().onMutations().always(Fault.delay(Duration.ofSeconds(3)));
            names.forEach(name -> create(new ApiClient(first.uri()), name));
            awaitCalls(names.size());

            assertThat(first.terminate()).isLessThan(Duration.ofSeconds(25));
        }

        assertThat(database.client()
                        .sql("select count(*) from scheduled_tasks where picked and task_name = 'workflow'")
                        .query(Integer.class)
                        .single())
                .as("leases that were not given up")
                .isZero();
        aws.faults().clear();
        try (Node second = Node.start(database, aws)) {
            names.forEach(name -> new ApiClient(second.uri()).awaitState(name, "AWAITING_INTEGRATION"));
            assertThat(database.client()
                            .sql(
                                    "select max((step ->> 'attempts')::int) from workflow, jsonb_array_elements(steps) step")
                            .query(Integer.class)
                            .single())
                    .as("attempts at a step: none had to be repeated")
                    .isEqualTo(1);
        }
    }

    @Test
    void nothingThatWasAcceptedIsLostWhenPostgresRestarts(@TempDir Path folder) {
        try (RestartablePostgres postgres = RestartablePostgres.in(folder.resolve("data"));
                Node node = Node.start(postgres.database(), aws)) {
            ApiClient engineer = new ApiClient(node.uri());
            List<String> names = names(TestSample.size(24, 60));
            Queue<String> accepted = new ConcurrentLinkedQueue<>();
            Thread client = Thread.ofVirtual()
                    .start(() -> names.forEach(name -> {
                        untilAccepted(() -> create(engineer, name));
                        accepted.add(name);
                        untilAccepted(() -> callBack(engineer, name));
                    }));

            for (int restarts = 1; restarts <= 2; restarts++) {
                int enough = names.size() / 4 * restarts;
                Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> accepted.size() >= enough);
                postgres.restart();
            }

            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !client.isAlive());
            names.forEach(name -> engineer.awaitState(name, "ACTIVE"));
            assertThat(ourselves().roles()).hasSize(names.size());
            assertThat(ourselves().policies()).hasSize(2 * names.size());
        }
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "replica-" + i).toList();
    }

    private static int create(ApiClient engineer, String name) {
        return engineer.post("/environments", "{\"name\":\"" + name + "\"}").status();
    }

    private static int callBack(ApiClient engineer, String name) {
        return new ConfluentPipeline(engineer).callBack(name).status();
    }

    private static void untilAccepted(Supplier<Integer> request) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .ignoreException(UncheckedIOException.class)
                .until(() -> request.get() == 202);
    }

    private static void awaitPickedBy(TestDatabase database, IntPredicate nodes) {
        Awaitility.await("work on the nodes")
                .pollInterval(Duration.ofMillis(20))
                .until(() -> nodes.test(database.client()
                        .sql("select count(distinct picked_by) from scheduled_tasks where picked")
                        .query(Integer.class)
                        .single()));
    }

    private void awaitCalls(int count) {
        Awaitility.await("calls to IAM")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> aws.calls().stream().filter(RecordedCall::mutating).count() >= count);
    }

    private AwsUser ourselves() {
        return AwsUser.ofAccount(aws.endpoint(), Node.ACCOUNT);
    }

    /** Records environments with two concurrent calls. */
    private static final class OneAtATime implements CallListener {

        /** The calls in progress of an environment: what one stage does to both policies is one operation. */
        private final Map<String, List<String>> underWay = new ConcurrentHashMap<>();

        private final Set<String> broken = ConcurrentHashMap.newKeySet();

        @Override
        public void before(String operation, List<String> resources) {
            resources.stream().map(OneAtATime::environment).distinct().forEach(environment -> {
                List<String> calls = underWay.merge(environment, List.of(operation), OneAtATime::both);
                if (calls.size() > 2 || calls.stream().distinct().count() > 1) {
                    broken.add(environment + ": " + calls);
                }
            });
        }

        @Override
        public void after(String operation, List<String> resources) {
            resources.stream()
                    .map(OneAtATime::environment)
                    .distinct()
                    .forEach(environment -> underWay.computeIfPresent(
                            environment, (name, calls) -> calls.size() == 1 ? null : calls.subList(1, calls.size())));
        }

        private static List<String> both(List<String> some, List<String> more) {
            return Stream.concat(some.stream(), more.stream()).toList();
        }

        private static String environment(String resource) {
            String name = resource.substring(resource.lastIndexOf('/') + 1);
            return name.substring(0, name.indexOf("-confluent-"));
        }
    }
}
