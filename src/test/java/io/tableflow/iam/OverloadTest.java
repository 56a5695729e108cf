package io.tableflow.iam;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.AwsUser;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.ExpectedTrusts;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.TestDatabase;
import io.tableflow.iam.testing.TestSample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** More work than IAM can do, and an IAM that can hardly do any. */
class OverloadTest {

    @AutoClose
    private final LocalAws aws = LocalAws.start();

    @Test
    void manyEnvironmentsBecomeActiveByThemselvesWhileOneCallInThreeFails() {
        try (Node node = Node.start(TestDatabase.create(), aws)) {
            aws.faults()
                    .onAny()
                    .seeded(
                            TestSample.seed(),
                            1 / 3.0,
                            List.of(
                                    Fault.THROTTLE,
                                    Fault.SERVICE_FAILURE,
                                    Fault.UNAVAILABLE,
                                    Fault.CONCURRENT_MODIFICATION,
                                    Fault.DISCONNECT,
                                    Fault.LOSE_ANSWER,
                                    Fault.hiddenForReads(2)));
            ApiClient engineer = new ApiClient(node.uri());
            List<String> names = names(TestSample.size(40, 200));

            names.parallelStream().forEach(name -> {
                assertThat(create(engineer, name)).isEqualTo(202);
                assertThat(new ConfluentPipeline(engineer).callBack(name).status())
                        .isEqualTo(202);
            });

            awaitAllActive(engineer, names);
            aws.faults().clear();
            assertThat(ourselves().roles()).hasSize(names.size());
            assertThat(ourselves().policies()).hasSize(2 * names.size());
            ExpectedTrusts.assertNeverWide(aws);
        }
    }

    @Test
    void whatIamThrottlesIsSlowedDownAndTheApiStaysQuick() {
        aws.capacity(3);
        aws.faults().onAny().always(Fault.delay(Duration.ofMillis(20)));
        try (Node node = Node.start(
                TestDatabase.create(),
                aws,
                "tableflow.workflow.concurrency=32",
                "tableflow.aws.max-concurrent-calls=32",
                "tableflow.workflow.first-backoff=500ms",
                "tableflow.workflow.longest-backoff=5s")) {
            ApiClient engineer = new ApiClient(node.uri());
            List<String> names = names(TestSample.size(40, 60));
            List<Duration> answers = new ArrayList<>();

            for (String name : names) {
                answers.add(timed(() -> assertThat(create(engineer, name)).isEqualTo(202)));
                answers.add(timed(() -> assertThat(
                                new ConfluentPipeline(engineer).callBack(name).status())
                        .isEqualTo(202)));
            }
            awaitAllActive(engineer, names);

            assertThat(answers.stream().sorted().toList().get(answers.size() * 9 / 10))
                    .as("nine answers in ten")
                    .isLessThan(Duration.ofSeconds(1));
            long throttled = aws.calls().stream()
                    .filter(call -> call.outcome().equals("Throttling"))
                    .count();
            assertThat(throttled)
                    .as("throttled, of %d calls", aws.calls().size())
                    .isPositive()
                    .isLessThan(aws.calls().size() / 4);
        }
    }

    private static void awaitAllActive(ApiClient engineer, List<String> names) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofMillis(500))
                .until(
                        () -> engineer.get("/environments?limit=200&state=ACTIVE")
                                .json()
                                .at("/items")
                                .size(),
                        active -> active == names.size());
    }

    private static Duration timed(Runnable request) {
        long start = System.nanoTime();
        request.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static int create(ApiClient engineer, String name) {
        return engineer.post("/environments", "{\"name\":\"" + name + "\"}").status();
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "load-" + i).toList();
    }

    private AwsUser ourselves() {
        return AwsUser.ofAccount(aws.endpoint(), Node.ACCOUNT);
    }
}
