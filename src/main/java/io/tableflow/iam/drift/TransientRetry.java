package io.tableflow.iam.drift;

import io.tableflow.iam.aws.AwsException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

/**
 * Retries calls that fail for a transient reason, so that a sweep of many pages does not end because of one of them.
 */
final class TransientRetry {

    private final RetryTemplate retry;

    TransientRetry(BooleanSupplier stopping) {
        this.retry = new RetryTemplate(RetryPolicy.builder()
                .maxRetries(4)
                .delay(Duration.ofSeconds(1))
                .multiplier(2)
                .jitter(Duration.ofMillis(250))
                .predicate(failure -> isPassing(failure) && !stopping.getAsBoolean())
                .build());
    }

    private static boolean isPassing(Throwable failure) {
        return failure instanceof AwsException aws && aws.kind().isTransient();
    }

    <T> T call(Supplier<T> call) {
        try {
            return retry.execute(call::get);
        } catch (RetryException gaveUp) {
            if (gaveUp.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(gaveUp);
        }
    }
}
