package io.tableflow.iam.aws;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tableflow.iam.aws.AwsFailure.Kind;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What is true of every call to one account: it is outside any database transaction, it waits for its turn in the
 * account's {@linkplain CallPace pace}, it is measured as {@code tableflow.aws.calls} by operation and outcome, and it
 * fails with {@link AwsFailure}.
 */
final class AwsCalls {

    private final MeterRegistry meters;
    private final CallPace pace;
    private final @Nullable Runnable forgetSession;

    AwsCalls(MeterRegistry meters, CallPace pace) {
        this(meters, pace, null);
    }

    private AwsCalls(MeterRegistry meters, CallPace pace, @Nullable Runnable forgetSession) {
        this.meters = meters;
        this.pace = pace;
        this.forgetSession = forgetSession;
    }

    /** The same, with a session that is forgotten when AWS does not take it any more: the next call begins another. */
    AwsCalls renewing(Runnable forgetSession) {
        return new AwsCalls(meters, pace, forgetSession);
    }

    <T> T call(String operation, Supplier<T> call) {
        refuseInTransaction(operation);
        try (CallPace.Turn turn = pace.begin()) {
            return measured(operation, turn, call);
        } catch (CallPace.HeldBackException heldBack) {
            throw heldBack(operation);
        }
    }

    /** How many there may be at once at present. */
    int limit() {
        return pace.limit();
    }

    private <T> T measured(String operation, CallPace.Turn turn, Supplier<T> call) {
        Timer.Sample sample = Timer.start(meters);
        String outcome = "error";
        try {
            T answer = call.get();
            outcome = "success";
            return answer;
        } catch (SdkException e) {
            AwsFailure failure = AwsErrors.failure(operation, e);
            if (forgetSession != null && AwsErrors.isRefusedSession(failure, e)) {
                forgetSession.run();
                failure = AwsErrors.refusedSession(failure);
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

    private AwsFailure heldBack(String operation) {
        String message = operation + " was held back: AWS throttles the account or is slow, so that " + pace.limit()
                + " calls at most are made at once, and it was not this one's turn yet.";
        return new AwsFailure(Kind.HELD_BACK, operation, null, null, message, null);
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
