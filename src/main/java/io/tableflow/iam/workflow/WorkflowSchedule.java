package io.tableflow.iam.workflow;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceException;
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
class WorkflowSchedule {

    static final TaskDescriptor<Void> DESCRIPTOR = TaskDescriptor.of("workflow");

    private final ObjectProvider<Scheduler> scheduler;
    private final Clock clock;

    WorkflowSchedule(ObjectProvider<Scheduler> scheduler, Clock clock) {
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
        } catch (TaskInstanceNotFoundException ended) {
            throw new IllegalStateException("Workflow " + workflowId + " is active but has no task", ended);
        } catch (TaskInstanceException executing) {
            // The executing node decides under the subject's lock, after this transaction: it cannot miss the change.
            // Picked between the scheduler's look and its update, the task shows as an ExecutionException instead.
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
