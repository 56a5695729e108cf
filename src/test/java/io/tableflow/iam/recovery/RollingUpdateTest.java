package io.tableflow.iam.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.AwsUser;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.ExpectedTrusts;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.ServiceJar;
import io.tableflow.iam.testing.ServiceProcess;
import io.tableflow.iam.testing.TestDatabase;
import io.tableflow.iam.testing.TestSample;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * A node of the version before is replaced by one of this version, as a Deployment with {@code maxUnavailable: 0} does it, while
 * requests and callbacks come: none is refused, and none is lost.
 *
 * <p>{@code -Dtest.version-before=old.jar} names the jar of that version. Without it, as long as none is released, both
 * processes are of this version, and it runs only with {@code -Pexhaustive}; {@link MigrationsTest} and {@code DatabaseOfTheVersionBeforeTest} hold what they can of it.
 */
class RollingUpdateTest {

    private static final String JAR_BEFORE = System.getProperty("test.version-before", "");

    @AutoClose
    private final LocalAws aws = LocalAws.start();

    @Test
    void noRequestIsRefusedAndNoneIsLost(TestReporter reporter) {
        assumeTrue(
                TestSample.isExhaustive() || !JAR_BEFORE.isEmpty(),
                "takes more than a minute: run it with -Pexhaustive, or with -Dtest.version-before");
        reporter.publishEntry("version before", JAR_BEFORE.isEmpty() ? "this one" : JAR_BEFORE);
        aws.faults().onAny().always(Fault.delay(Duration.ofMillis(20)));
        TestDatabase database = TestDatabase.createEmpty();
        List<String> accepted = new CopyOnWriteArrayList<>();
        try (Before before = Before.start(database, aws)) {
            AtomicReference<URI> loadBalancer = new AtomicReference<>(before.uri());
            AtomicBoolean isOver = new AtomicBoolean();
            CompletableFuture<Void> traffic =
                    CompletableFuture.runAsync(() -> send(database, loadBalancer, isOver, accepted));

            try (ServiceProcess after = ServiceProcess.start(database, aws)) {
                bothRun(database);
                loadBalancer.set(after.uri());
                theOldOneIsAskedNoMore(accepted, traffic);

                assertThat(before.terminate()).isLessThan(Duration.ofSeconds(25));
                isOver.set(true);
                traffic.join();

                ApiClient engineer = new ApiClient(after.uri());
                assertThat(accepted).hasSizeGreaterThan(5);
                accepted.forEach(name -> engineer.awaitState(name, "ACTIVE"));
                assertThat(AwsUser.ofAccount(aws.endpoint(), Node.ACCOUNT).roles())
                        .hasSize(accepted.size());
                assertThat(engineer.get("/events/verification")
                                .json()
                                .path("valid")
                                .asBoolean())
                        .as("the chain holds over both")
                        .isTrue();
            }
        }
        assertThat(attempts(database))
                .as("attempts at a step: none had to be repeated")
                .isEqualTo(1);
        ExpectedTrusts.assertNeverWide(aws);
    }

    /** One environment after the other, each with its callback; any answer but 202 is a failure. */
    private static void send(
            TestDatabase database, AtomicReference<URI> loadBalancer, AtomicBoolean isOver, List<String> accepted) {
        while (!isOver.get()) {
            awaitFewUnderWay(database);
            String name = "rolling-" + accepted.size();
            assertThat(new ApiClient(loadBalancer.get())
                            .post("/environments", "{\"name\":\"" + name + "\"}")
                            .status())
                    .isEqualTo(202);
            accepted.add(name);
            assertThat(new ConfluentPipeline(new ApiClient(loadBalancer.get()))
                            .callBack(name)
                            .status())
                    .isEqualTo(202);
        }
    }

    /** The nodes keep up with the requests: the test is about none being lost, not about how many there are. */
    private static void awaitFewUnderWay(TestDatabase database) {
        Awaitility.await("environments that are done")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> database.client()
                                .sql("select count(*) from environment where state <> 'ACTIVE'")
                                .query(Integer.class)
                                .single()
                        < 4);
    }

    /** Both nodes have worked at the same time. */
    private static void bothRun(TestDatabase database) {
        Awaitility.await("work on both nodes")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> database.client()
                                .sql("select count(distinct picked_by) from scheduled_tasks where picked")
                                .query(Integer.class)
                                .single()
                        == 2);
    }

    /** What {@code preStop} waits for in Kubernetes. */
    private static void theOldOneIsAskedNoMore(List<String> accepted, CompletableFuture<Void> traffic) {
        int soFar = accepted.size();
        Awaitility.await("requests to the new node")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> traffic.isDone() || accepted.size() >= soFar + 2);
    }

    private static int attempts(TestDatabase database) {
        return database.client()
                .sql("select max((step ->> 'attempts')::int) from workflow, jsonb_array_elements(steps) step")
                .query(Integer.class)
                .single();
    }

    /** The node that is replaced: of the version before, if there is its jar. */
    private record Before(AutoCloseable process, URI uri, Supplier<Duration> stop) implements AutoCloseable {

        static Before start(TestDatabase database, LocalAws aws) {
            if (JAR_BEFORE.isEmpty()) {
                ServiceProcess process = ServiceProcess.start(database, aws);
                return new Before(process, process.uri(), process::terminate);
            }
            ServiceJar jar = ServiceJar.start(
                    "version-before", JAR_BEFORE, database, aws.endpoint(), List.of("-Xmx400m"), List.of());
            return new Before(jar, jar.uri(), () -> {
                Instant asked = Instant.now();
                jar.close();
                return Duration.between(asked, Instant.now());
            });
        }

        /** SIGTERM; returns how long it took to end. */
        Duration terminate() {
            return stop.get();
        }

        @Override
        public void close() {
            try {
                process.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
