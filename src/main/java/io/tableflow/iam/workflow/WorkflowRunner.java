package io.tableflow.iam.workflow;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import io.opentelemetry.context.Context;
import io.tableflow.iam.common.TraceContext;
import io.tableflow.iam.workflow.StageAttempt.Outcome;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Drives one workflow as far as it goes: the attempts of a stage outside any transaction, then a short transaction that
 * stores their outcomes and begins the next stage, until the workflow ends or must wait. Dying anywhere in between is
 * harmless: the row says how far it came, and db-scheduler hands the task to another node once this one's heartbeat is
 * missed.
 */
@Component
class WorkflowRunner {

    private static final Logger log = LoggerFactory.getLogger(WorkflowRunner.class);

    private final WorkflowProgress progress;
    private final StageExecutor executor;
    private final WorkflowScheduler schedule;
    private final TransactionTemplate transaction;

    WorkflowRunner(
            WorkflowProgress progress,
            StageExecutor executor,
            WorkflowScheduler schedule,
            TransactionTemplate transaction) {
        this.progress = progress;
        this.executor = executor;
        this.schedule = schedule;
        this.transaction = transaction;
    }

    /**
     * Runs the workflow and says, as db-scheduler wants it, what is to become of its task. The row decides that, in the
     * transaction that changes the task and under the subject's lock: a wake-up or a retry that came while the task was
     * still executing is seen, so none is lost.
     *
     * @param stopping whether this node is about to stop: it then finishes the attempts that are in progress and leaves
     *     the rest to the others
     */
    CompletionHandler<Void> run(UUID workflowId, BooleanSupplier stopping) {
        try (MDC.MDCCloseable ignored = MDC.putCloseable("workflow", workflowId.toString())) {
            if (stopping.getAsBoolean()) {
                return complete(workflowId, () -> progress.begin(workflowId, false));
            }
            Continuation next = progress.begin(workflowId, true);
            while (next instanceof Continuation.Attempts(StageAttempt stage)) {
                try (TraceContext.Resumed ignoredTrace =
                        TraceContext.resume(stage.workflow().traceparent())) {
                    List<Outcome> outcomes = executor.execute(stage);
                    if (stage.pausesAfter(outcomes) || stopping.getAsBoolean()) {
                        return complete(workflowId, () -> progress.advance(stage, outcomes, false));
                    }
                    next = progress.advance(stage, outcomes, true);
                }
            }
            return complete(workflowId, () -> progress.begin(workflowId, false));
        }
    }

    private CompletionHandler<Void> complete(UUID workflowId, Supplier<Continuation> lastTransaction) {
        Context captured = TraceContext.capture();
        return (complete, operations) -> {
            try (MDC.MDCCloseable ignored = MDC.putCloseable("workflow", workflowId.toString());
                    TraceContext.Resumed ignoredTrace = TraceContext.resume(captured)) {
                transaction.executeWithoutResult(
                        status -> finish(workflowId, lastTransaction.get(), complete.getExecution()));
            } catch (RuntimeException failed) {
                log.error("The outcomes of workflow {} could not be stored; it is tried again", workflowId, failed);
                schedule.retry(
                        ExecutionComplete.failure(
                                complete.getExecution(), complete.getTimeDone(), complete.getTimeDone(), failed),
                        operations);
            }
        };
    }

    private void finish(UUID workflowId, Continuation next, Execution executed) {
        boolean isHeld = switch (next) {
            case Continuation.DueAt(var when) -> schedule.release(executed, when);
            case Continuation.Ended ended -> schedule.end(executed);
            case Continuation.Attempts begun -> throw new IllegalStateException("Nothing may begin now");
        };
        if (!isHeld) {
            log.warn("Another node has the task of workflow {} by now", workflowId);
        }
    }
}
