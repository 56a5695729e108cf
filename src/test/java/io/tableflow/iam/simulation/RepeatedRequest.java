package io.tableflow.iam.simulation;

import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.Cluster;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.awaitility.Awaitility;

/** A request that is repeated, to any node, until the answer is a success or a refusal, as a client does. */
final class RepeatedRequest {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    private RepeatedRequest() {}

    /** @param tries counts how often it was sent */
    static Answer send(Cluster cluster, String about, Function<ApiClient, Answer> request, AtomicInteger tries) {
        return Awaitility.await("an answer about " + about)
                .atMost(TIMEOUT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .ignoreException(UncheckedIOException.class)
                .until(
                        () -> {
                            tries.incrementAndGet();
                            return request.apply(cluster.client());
                        },
                        answer -> answer.status() < 500 && !answer.at("/code").equals("idempotency-key-in-flight"));
    }
}
