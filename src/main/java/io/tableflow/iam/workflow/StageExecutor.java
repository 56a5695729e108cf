package io.tableflow.iam.workflow;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.tableflow.iam.common.TraceContext;
import io.tableflow.iam.workflow.StageAttempt.Begun;
import io.tableflow.iam.workflow.StageAttempt.Outcome;
import io.tableflow.iam.workflow.event.StepAttempted;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Makes the attempts of a stage, at the same time if there are several. Its threads are used again, and are no virtual
 * ones: the AWS SDK and others keep in each thread what is expensive to make, such as the factory of their XML parsers.
 */
@Component
class StageExecutor implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StageExecutor.class);

    /** There are never more than attempts under way, which {@code tableflow.workflow.concurrency} limits. */
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("workflow-step-", 0).factory());

    private final ApplicationEventPublisher events;

    StageExecutor(ApplicationEventPublisher events) {
        this.events = events;
    }

    /** Returns once all attempts have ended; their outcomes are in the order of the steps. */
    List<Outcome> execute(StageAttempt stage) {
        List<Begun> steps = stage.steps();
        Map<String, String> logged = MDC.getCopyOfContextMap();
        Context trace = TraceContext.capture();
        String link = stage.workflow().traceLink();
        List<CompletableFuture<Outcome>> others = steps.stream()
                .skip(1)
                .map(step -> CompletableFuture.supplyAsync(() -> execute(step, link, logged, trace), threads))
                .toList();
        Outcome first = execute(steps.getFirst(), link);
        return Stream.concat(Stream.of(first), others.stream().map(StageExecutor::result))
                .toList();
    }

    private Outcome execute(Begun step, @Nullable String link, Map<String, String> logged, Context trace) {
        MDC.setContextMap(logged);
        try (TraceContext.Resumed ignored = TraceContext.resume(trace)) {
            return execute(step, link);
        }
    }

    private Outcome execute(Begun step, @Nullable String link) {
        long begun = System.nanoTime();
        Outcome outcome = TraceContext.span(
                "step " + step.context().stepName(),
                SpanKind.INTERNAL,
                Map.of("tableflow.subject", step.context().subject().name()),
                link,
                () -> attemptAndReport(step));
        events.publishEvent(new StepAttempted(
                outcome.context().stepName(), outcome.result(), Duration.ofNanos(System.nanoTime() - begun)));
        return outcome;
    }

    /** The span of a step that did not succeed says what came of it. */
    private static Outcome attemptAndReport(Begun step) {
        Outcome outcome = attempt(step);
        if (!outcome.goesOn()) {
            TraceContext.failed(outcome.result().getClass().getSimpleName());
        }
        return outcome;
    }

    private static Outcome attempt(Begun step) {
        AttemptContext context = step.context();
        try {
            return new Outcome(context, step.attempt().execute());
        } catch (AttemptExpiredException expired) {
            log.warn("{}, of {}: it is attempted again", expired.getMessage(), context.subject());
            return new Outcome(
                    context,
                    StepResult.retry(WorkflowProblem.passing(
                            "attempt-expired",
                            "The attempt took so long that another node could have taken over. AWS is slow, or the"
                                    + " process was suspended. Nothing more was changed; it is attempted again.")));
        } catch (RuntimeException unexpected) {
            log.error(
                    "Step {} of {} failed unexpectedly",
                    context.stepName(),
                    context.subject().name(),
                    unexpected);
            return new Outcome(
                    context,
                    StepResult.retry(WorkflowProblem.passing(
                            "internal-error",
                            "The step failed unexpectedly ("
                                    + unexpected.getClass().getSimpleName()
                                    + "); the log of the service has the details.")));
        }
    }

    /** An {@link Error} of an attempt ends the workflow's run, as it would in the runner's own thread. */
    private static Outcome result(CompletableFuture<Outcome> attempt) {
        try {
            return attempt.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            throw failed;
        }
    }

    /** Attempts that are under way are not waited for: db-scheduler has done so. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
