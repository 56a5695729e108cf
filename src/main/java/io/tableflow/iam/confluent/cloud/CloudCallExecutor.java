package io.tableflow.iam.confluent.cloud;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.SpanKind;
import io.tableflow.iam.common.TraceContext;
import io.tableflow.iam.confluent.cloud.ConfluentCloudException.Kind;
import io.tableflow.iam.outbound.AdaptiveConcurrencyLimiter;
import io.tableflow.iam.outbound.NoPermitException;
import io.tableflow.iam.outbound.TransactionGuard;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.web.client.RestClientException;

/**
 * What is true of every call to Confluent Cloud: it is outside any database transaction, it needs a permit of the
 * {@link AdaptiveConcurrencyLimiter}, it is measured as {@code tableflow.confluent.calls} by operation and outcome, it is made
 * once, and it fails with {@link ConfluentCloudException}.
 */
final class CloudCallExecutor {

    private final CloudHttp http;
    private final CloudFailures failures;
    private final MeterRegistry meters;
    private final AdaptiveConcurrencyLimiter limiter;
    private final Runnable beforeEachWrite;
    private final Consumer<CloudWrite> writes;

    CloudCallExecutor(
            CloudHttp http, CloudFailures failures, MeterRegistry meters, AdaptiveConcurrencyLimiter limiter) {
        this(http, failures, meters, limiter, () -> {}, write -> {});
    }

    private CloudCallExecutor(
            CloudHttp http,
            CloudFailures failures,
            MeterRegistry meters,
            AdaptiveConcurrencyLimiter limiter,
            Runnable beforeEachWrite,
            Consumer<CloudWrite> writes) {
        this.http = http;
        this.failures = failures;
        this.meters = meters;
        this.limiter = limiter;
        this.beforeEachWrite = beforeEachWrite;
        this.writes = writes;
    }

    /** The same; every call that writes is announced right before, and reported as soon as it has ended, whatever its outcome. */
    CloudCallExecutor recording(Runnable beforeEach, Consumer<CloudWrite> reported) {
        return new CloudCallExecutor(http, failures, meters, limiter, beforeEach, reported);
    }

    /** A call that changes something: its answer, of any 2xx, whose body may be missing. */
    CloudAnswer write(CloudRequest request) {
        return limited(request, () -> {
            beforeEachWrite.run();
            CloudAnswer answer;
            try {
                answer = http.send(request);
            } catch (RuntimeException unanswered) {
                writes.accept(
                        new CloudWrite(request.method(), request.path(), request.confluentEnvironment(), null, null));
                throw unanswered;
            }
            writes.accept(new CloudWrite(
                    request.method(),
                    request.path(),
                    request.confluentEnvironment(),
                    answer.status(),
                    answer.requestId()));
            return answer;
        });
    }

    /** A call that changes nothing: its answer, of any 2xx, with a whole body. */
    CloudAnswer read(CloudRequest request) {
        return limited(request, () -> http.send(request));
    }

    private CloudAnswer limited(CloudRequest request, Supplier<CloudAnswer> call) {
        TransactionGuard.requireNoTransaction(request.operation());
        try (AdaptiveConcurrencyLimiter.Permit permit = limiter.acquire()) {
            return TraceContext.span(
                    request.operation(),
                    SpanKind.CLIENT,
                    Map.of("http.request.method", request.method(), "server.address", "confluent-cloud"),
                    null,
                    () -> measured(request, permit, call));
        } catch (NoPermitException heldBack) {
            throw failures.heldBack(request, limiter.limit());
        }
    }

    private CloudAnswer measured(
            CloudRequest request, AdaptiveConcurrencyLimiter.Permit permit, Supplier<CloudAnswer> call) {
        Timer.Sample sample = Timer.start(meters);
        String outcome = "error";
        try {
            CloudAnswer answer = call.get();
            TraceContext.attribute("http.response.status_code", answer.status());
            if (!answer.isSuccess()) {
                throw failures.refused(request, answer);
            }
            outcome = "success";
            return answer;
        } catch (RestClientException unanswered) {
            outcome = outcomeOf(Kind.NO_ANSWER);
            throw failures.unanswered(request, unanswered);
        } catch (ConfluentCloudException failure) {
            outcome = outcomeOf(failure.kind());
            if (failure.kind() == Kind.THROTTLED) {
                permit.throttled(failure.retryAfter());
            }
            throw failure;
        } finally {
            if (!outcome.equals("success")) {
                TraceContext.attribute("error.type", outcome);
            }
            sample.stop(Timer.builder("tableflow.confluent.calls")
                    .description("Calls to Confluent Cloud, by operation and outcome")
                    .tag("operation", request.operation())
                    .tag("outcome", outcome)
                    .register(meters));
        }
    }

    private static String outcomeOf(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
