package io.tableflow.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.ExpectedTrusts;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.ServiceProcess;
import io.tableflow.iam.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A process that the operating system stops in the middle of an attempt, and that goes on after another has taken its work. */
class FrozenProcessTest {

    private static final String NAME = "frozen-process";
    private static final String ROLE = NAME + "-confluent-role";
    private static final String FIRST = "arn:aws:iam::851725421142:role/cspi-first";
    private static final String SECOND = "arn:aws:iam::851725421142:role/cspi-second";
    private static final String THIRD = "arn:aws:iam::851725421142:role/cspi-third";
    private static final String[] SETTINGS = {
        "db-scheduler.heartbeat-interval=1s", "tableflow.aws.call-timeout=3s", "tableflow.drift.interval=1d"
    };

    @AutoClose
    private final LocalAws aws = LocalAws.start();

    private final TestDatabase database = TestDatabase.create();

    @BeforeEach
    void whereSignalsAre() {
        assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "there is no kill to send SIGSTOP with");
        assumeTrue(Files.isDirectory(Path.of("/proc/self/task")), "there is no /proc to see a process stopped in");
    }

    @Test
    void aProcessThatWakesAfterItHasReadTheRoleDoesNotLetInWhomARotationHasShutOut() throws InterruptedException {
        CountDownLatch read = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        try (ServiceProcess first = ServiceProcess.start(database, aws, SETTINGS)) {
            ApiClient engineer = new ApiClient(first.uri());
            engineer.post("/environments", "{\"name\":\"" + NAME + "\"}");
            callBack(engineer, FIRST, "first");
            engineer.awaitState(NAME, "ACTIVE");

            aws.faults().on("GetRole", ROLE).once(Fault.after(() -> {
                read.countDown();
                await(stopped);
            }));
            callBack(engineer, SECOND, "second");
            assertThat(read.await(30, TimeUnit.SECONDS)).isTrue();
            first.suspend();
            stopped.countDown();

            try (Node second = Node.start(database, aws, SETTINGS)) {
                ApiClient other = new ApiClient(second.uri());
                awaitTrusted(other, SECOND);
                callBack(other, THIRD, "third");
                awaitTrusted(other, THIRD);
                Instant rotated = Instant.now();

                first.resume();

                Awaitility.await("the process that was stopped being at work again")
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> engineer.get("/environments/" + NAME).status() == 200);
                awaitOutcomeOfItsAttempt();
                awaitTrusted(other, THIRD);
                assertThat(aws.trustDocuments())
                        .filteredOn(
                                it -> it.roleArn().endsWith(ROLE) && it.since().isAfter(rotated))
                        .extracting(it -> ExpectedTrusts.parse(it.document()))
                        .allSatisfy(it -> assertThat(it).isEqualTo(ExpectedTrusts.exactly(THIRD, "third")));
                assertThat(ExpectedTrusts.parse(aws.trust(Node.ACCOUNT, ROLE).orElseThrow()))
                        .isEqualTo(ExpectedTrusts.exactly(THIRD, "third"));
            }
        }
    }

    /** The attempt that was stopped has ended: it has written to the trail, or it never will, since its call has timed out. */
    private void awaitOutcomeOfItsAttempt() {
        Instant until = Instant.now().plusSeconds(5);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> Instant.now().isAfter(until) && aws.underWay() == 0);
    }

    private static void awaitTrusted(ApiClient engineer, String principal) {
        Awaitility.await(principal + " being trusted")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    ApiClient.Answer now = engineer.get("/environments/" + NAME);
                    return now.at("/state").equals("ACTIVE")
                            && now.at("/trusted/iamRoleArn").equals(principal);
                });
    }

    private static void callBack(ApiClient engineer, String principal, String externalId) {
        String document =
                ConfluentPipeline.document(NAME, principal, externalId).replace("cspi-42o61", "cspi-" + externalId);
        assertThat(new ConfluentPipeline(engineer)
                        .deliver("msg_" + externalId, document)
                        .status())
                .isEqualTo(202);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }
}
