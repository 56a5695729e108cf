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
 * The db-scheduler side of a workflow: one task instance each, named by the workflow's id, so that db-scheduler's lease
 * is what keeps two nodes from driving one workflow.
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

    /** Makes the workflow due in the running transaction, and has the nodes look once it is committed. */
    void schedule(UUID workflowId) {
        scheduler.getObject().scheduleIfNotExists(instance(workflowId), clock.instant());
        lookAfterCommit();
    }

    /**
     * Makes a waiting workflow due now. One that is executing, or was picked this moment, looks at its
     * row by itself before it stops.
     */
    void wake(UUID workflowId) {
        try {
            if (scheduler.getObject().reschedule(instance(workflowId), clock.instant())) {
                lookAfterCommit();
            }
        } catch (TaskInstanceCurrentlyExecutingException | ExecutionException executing) {
            // The second is what db-scheduler says when the task was picked between its reading and its writing. The
            // node that executes it decides under the subject's lock, after this transaction: it cannot miss the
            // change.
        } catch (TaskInstanceNotFoundException ended) {
            throw new IllegalStateException("Workflow " + workflowId + " is active but has no task", ended);
        }
    }

    private static TaskInstance<Void> instance(UUID workflowId) {
        return DESCRIPTOR.instance(workflowId.toString()).build();
    }

    /** Not before: what is not committed cannot be picked, and the poll after that may be a second away. */
    private void lookAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                scheduler.getObject().triggerCheckForDueExecutions();
            }
        });
    }
}
