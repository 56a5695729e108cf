package io.tableflow.iam.workflow;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Drives one workflow as far as it goes: an attempt outside any transaction, then a short transaction that stores its
 * outcome and begins the next, until the workflow ends or must wait. Dying anywhere in between is harmless: the row says
 * how far it came, and db-scheduler hands the task to another node once this one's heartbeat is missed.
 */
@Component
class WorkflowRunner {

    private static final Logger log = LoggerFactory.getLogger(WorkflowRunner.class);

    private final WorkflowProgress progress;
    private final TransactionTemplate transaction;

    WorkflowRunner(WorkflowProgress progress, TransactionTemplate transaction) {
        this.progress = progress;
        this.transaction = transaction;
    }

    /**
     * Runs the workflow and says, as db-scheduler wants it, what is to become of its task.
     *
     * @param stopping whether this node is about to stop: it then finishes the attempt that is under way and leaves the
     *     rest to the others
     */
    CompletionHandler<Void> run(UUID workflowId, BooleanSupplier stopping) {
        WorkflowSubject subject = progress.subjectOf(workflowId);
        try (MDC.MDCCloseable ignored = MDC.putCloseable("workflow", workflowId.toString())) {
            Optional<AttemptContext> attempt =
                    stopping.getAsBoolean() ? Optional.empty() : progress.begin(workflowId, subject);
            while (attempt.isPresent()) {
                StepResult result = attempt(attempt.get());
                attempt = progress.advance(attempt.get(), result, !stopping.getAsBoolean());
            }
        }
        return whenTheRowSays(workflowId, subject);
    }

    /**
     * The row decides, read under the subject's lock and in the same transaction: a wake-up or a retry that came while
     * the task was still marked as executing is seen here, so none is lost.
     */
    private CompletionHandler<Void> whenTheRowSays(UUID workflowId, WorkflowSubject subject) {
        return (complete, operations) ->
                transaction.executeWithoutResult(status -> progress.nextAttemptAt(workflowId, subject)
                        .ifPresentOrElse(next -> operations.reschedule(complete, next), operations::stop));
    }

    private static StepResult attempt(AttemptContext attempt) {
        try {
            return attempt.step().attempt(attempt);
        } catch (RuntimeException unexpected) {
            log.error(
                    "Step {} of {} failed unexpectedly",
                    attempt.step().name(),
                    attempt.subject().name(),
                    unexpected);
            return StepResult.retry(WorkflowProblem.passing(
                    "internal-error",
                    "The step failed unexpectedly (" + unexpected.getClass().getSimpleName()
                            + "); the log of the service has the details."));
        }
    }
}
