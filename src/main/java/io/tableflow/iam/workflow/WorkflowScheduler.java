package io.tableflow.iam.workflow;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Clock;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The db-scheduler side of workflows: one task instance for each, named by the workflow's id, so that db-scheduler's
 * lease prevents two nodes from running the same workflow.
 */
@Component
class WorkflowScheduler {

    static final TaskDescriptor<Void> DESCRIPTOR = TaskDescriptor.of("workflow");

    private final ObjectProvider<Scheduler> scheduler;
    private final Clock clock;

    WorkflowScheduler(ObjectProvider<Scheduler> scheduler, Clock clock) {
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /** Makes the workflow due in the running transaction, and has the nodes check for due tasks after its commit. */
    void schedule(UUID workflowId) {
        scheduler.getObject().scheduleIfNotExists(instance(workflowId), clock.instant());
        lookAfterCommit();
    }

    /**
     * Makes a waiting workflow due now. One that is executing, or was just picked, reads its row again before it stops.
     */
    void wake(UUID workflowId) {
        try {
            if (scheduler.getObject().reschedule(instance(workflowId), clock.instant())) {
                lookAfterCommit();
            }
        } catch (TaskInstanceCurrentlyExecutingException | ExecutionException executing) {
            // db-scheduler throws ExecutionException if the task was picked between its read and its write. The node
            // that executes it decides under the subject's lock, after this transaction, so it sees the change.
        } catch (TaskInstanceNotFoundException ended) {
            throw new IllegalStateException("Workflow " + workflowId + " is active but has no task", ended);
        }
    }

    private static TaskInstance<Void> instance(UUID workflowId) {
        return DESCRIPTOR.instance(workflowId.toString()).build();
    }

    /** Not before the commit, because until then the task cannot be picked, and the next poll may be a second away. */
    private void lookAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                scheduler.getObject().triggerCheckForDueExecutions();
            }
        });
    }
}
