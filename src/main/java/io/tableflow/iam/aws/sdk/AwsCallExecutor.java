package io.tableflow.iam.aws.sdk;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.SpanKind;
import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.AwsException.Kind;
import io.tableflow.iam.aws.AwsWrite;
import io.tableflow.iam.common.TraceContext;
import io.tableflow.iam.outbound.AdaptiveConcurrencyLimiter;
import io.tableflow.iam.outbound.NoPermitException;
import io.tableflow.iam.outbound.TransactionGuard;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.model.IamRequest;
import software.amazon.awssdk.services.iam.model.IamResponse;

/**
 * What is true of every call to one account: it is outside any database transaction, it needs a permit of the account's
 * {@link AdaptiveConcurrencyLimiter}, it is measured as {@code tableflow.aws.calls} by operation and outcome, and it fails
 * with {@link AwsException}.
 */
final class AwsCallExecutor {

    private final MeterRegistry meters;
    private final AdaptiveConcurrencyLimiter limiter;
    private final @Nullable Runnable forgetSession;
    private final WriteRecorder recorder;

    AwsCallExecutor(MeterRegistry meters, AdaptiveConcurrencyLimiter limiter) {
        this(meters, limiter, null, new WriteRecorder(() -> {}, write -> {}));
    }

    private AwsCallExecutor(
            MeterRegistry meters,
            AdaptiveConcurrencyLimiter limiter,
            @Nullable Runnable forgetSession,
            WriteRecorder recorder) {
        this.meters = meters;
        this.limiter = limiter;
        this.forgetSession = forgetSession;
        this.recorder = recorder;
    }

    /** The same, with a session that is forgotten when AWS does not take it any more: the next call begins another. */
    AwsCallExecutor renewing(Runnable forgetSession) {
        return new AwsCallExecutor(meters, limiter, forgetSession, recorder);
    }

    /** The same; every call that writes is announced right before, and reported as soon as it has ended, whatever its outcome. */
    AwsCallExecutor recording(Runnable beforeEach, Consumer<AwsWrite> writes) {
        return new AwsCallExecutor(meters, limiter, forgetSession, new WriteRecorder(beforeEach, writes));
    }

    /** A call that changes something in IAM. */
    <Q extends IamRequest, A extends IamResponse> A write(Q request, Function<Q, A> call) {
        return write(request, call, answer -> answer);
    }

    /** A call that changes something in IAM, and whose answer is read. */
    <Q extends IamRequest, A extends IamResponse, T> T write(Q request, Function<Q, A> call, Function<A, T> reader) {
        String operation = request.getClass().getSimpleName().replaceAll("Request$", "");
        return call(operation, () -> reader.apply(recorder.call(operation, request, call)));
    }

    /** A call that changes nothing. */
    <T> T read(String operation, Supplier<T> call) {
        return call(operation, call);
    }

    private <T> T call(String operation, Supplier<T> call) {
        TransactionGuard.requireNoTransaction(operation);
        try (AdaptiveConcurrencyLimiter.Permit permit = limiter.acquire()) {
            return TraceContext.span(
                    operation,
                    SpanKind.CLIENT,
                    Map.of("rpc.system", "aws-api", "rpc.method", operation),
                    null,
                    () -> measured(operation, permit, call));
        } catch (NoPermitException heldBack) {
            throw heldBack(operation);
        }
    }

    /** How many there may be at once at present. */
    int limit() {
        return limiter.limit();
    }

    private <T> T measured(String operation, AdaptiveConcurrencyLimiter.Permit permit, Supplier<T> call) {
        Timer.Sample sample = Timer.start(meters);
        String outcome = "error";
        try {
            T answer = call.get();
            outcome = "success";
            return answer;
        } catch (SdkException e) {
            AwsException failure = AwsExceptionMapper.failure(operation, e, forgetSession != null);
            if (forgetSession != null && AwsExceptionMapper.isRefusedSession(failure, e)) {
                forgetSession.run();
                failure = AwsExceptionMapper.refusedSession(failure);
            }
            outcome = failure.kind().name().toLowerCase(Locale.ROOT);
            TraceContext.attribute("error.type", outcome);
            if (failure.kind() == Kind.THROTTLED) {
                permit.throttled(AwsExceptionMapper.retryAfter(e));
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
        String message = operation + " was held back: AWS throttles the account or is slow, so that " + limiter.limit()
                + " calls at most are made at once, and it was not this one's turn yet.";
        return new AwsException(Kind.HELD_BACK, operation, null, null, message, null);
    }

    /** A call that may find nothing. */
    <T> Optional<T> find(String operation, Supplier<T> call) {
        try {
            return Optional.of(read(operation, call));
        } catch (AwsException failure) {
            if (failure.kind() == Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw failure;
        }
    }
}
