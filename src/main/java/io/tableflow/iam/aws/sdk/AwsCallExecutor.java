package io.tableflow.iam.aws.sdk;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.AwsException.Kind;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What is true of every call to one account: it is outside any database transaction, it waits for its turn in the
 * account's {@linkplain AdaptiveConcurrencyLimiter pace}, it is measured as {@code tableflow.aws.calls} by operation and outcome, and it
 * fails with {@link AwsException}.
 */
final class AwsCallExecutor {

    private final MeterRegistry meters;
    private final AdaptiveConcurrencyLimiter pace;
    private final @Nullable Runnable forgetSession;

    AwsCallExecutor(MeterRegistry meters, AdaptiveConcurrencyLimiter pace) {
        this(meters, pace, null);
    }

    private AwsCallExecutor(MeterRegistry meters, AdaptiveConcurrencyLimiter pace, @Nullable Runnable forgetSession) {
        this.meters = meters;
        this.pace = pace;
        this.forgetSession = forgetSession;
    }

    /** The same, with a session that is forgotten when AWS does not take it any more: the next call begins another. */
    AwsCallExecutor renewing(Runnable forgetSession) {
        return new AwsCallExecutor(meters, pace, forgetSession);
    }

    <T> T call(String operation, Supplier<T> call) {
        refuseInTransaction(operation);
        try (AdaptiveConcurrencyLimiter.Turn turn = pace.begin()) {
            return measured(operation, turn, call);
        } catch (AdaptiveConcurrencyLimiter.HeldBackException heldBack) {
            throw heldBack(operation);
        }
    }

    /** How many there may be at once at present. */
    int limit() {
        return pace.limit();
    }

    private <T> T measured(String operation, AdaptiveConcurrencyLimiter.Turn turn, Supplier<T> call) {
        Timer.Sample sample = Timer.start(meters);
        String outcome = "error";
        try {
            T answer = call.get();
            outcome = "success";
            return answer;
        } catch (SdkException e) {
            AwsException failure = AwsExceptionMapper.failure(operation, e);
            if (forgetSession != null && AwsExceptionMapper.isRefusedSession(failure, e)) {
                forgetSession.run();
                failure = AwsExceptionMapper.refusedSession(failure);
            }
            outcome = failure.kind().name().toLowerCase(Locale.ROOT);
            if (failure.kind() == Kind.THROTTLED) {
                turn.throttled();
            }
            throw failure;
        } finally {
            sample.stop(Timer.builder("tableflow.aws.calls")
                    .description("Calls to AWS, by operation and outcome")
                    .tag("operation", operation)
                    .tag("outcome", outcome)
                    .register(meters));
        }
    }

    private AwsException heldBack(String operation) {
        String message = operation + " was held back: AWS throttles the account or is slow, so that " + pace.limit()
                + " calls at most are made at once, and it was not this one's turn yet.";
        return new AwsException(Kind.HELD_BACK, operation, null, null, message, null);
    }

    /** A call that may find nothing. */
    <T> Optional<T> find(String operation, Supplier<T> call) {
        try {
            return Optional.of(call(operation, call));
        } catch (AwsException failure) {
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
