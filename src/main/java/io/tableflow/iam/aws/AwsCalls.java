package io.tableflow.iam.aws;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tableflow.iam.aws.AwsFailure.Kind;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What is true of every call to AWS: it is outside any database transaction, it is measured as {@code tableflow.aws.calls}
 * by operation and outcome, and it fails with {@link AwsFailure}.
 */
final class AwsCalls {

    private final MeterRegistry meters;

    AwsCalls(MeterRegistry meters) {
        this.meters = meters;
    }

    <T> T call(String operation, Supplier<T> call) {
        refuseInTransaction(operation);
        Timer.Sample sample = Timer.start(meters);
        String outcome = "error";
        try {
            T answer = call.get();
            outcome = "success";
            return answer;
        } catch (SdkException e) {
            AwsFailure failure = AwsErrors.failure(operation, e);
            outcome = failure.kind().name().toLowerCase(Locale.ROOT);
            throw failure;
        } finally {
            sample.stop(Timer.builder("tableflow.aws.calls")
                    .description("Calls to AWS, by operation and outcome")
                    .tag("operation", operation)
                    .tag("outcome", outcome)
                    .register(meters));
        }
    }

    /** A call that may find nothing. */
    <T> Optional<T> find(String operation, Supplier<T> call) {
        try {
            return Optional.of(call(operation, call));
        } catch (AwsFailure failure) {
            if (failure.kind() == Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    /**
     * A transaction that waits for AWS holds a connection and locks for as long, and can be rolled back where AWS cannot.
     *
     * @throws IllegalStateException inside a transaction
     */
    static void refuseInTransaction(String operation) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException(
                    operation + " must not be called inside a database transaction: call AWS first, then store.");
        }
    }
}
