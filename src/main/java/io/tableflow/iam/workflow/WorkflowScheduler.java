package io.tableflow.iam.workflow;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final int LONGEST_SHIFT = 5;

    private final ObjectProvider<Scheduler> scheduler;
    private final TaskLease lease;
    private final Clock clock;

    WorkflowScheduler(ObjectProvider<Scheduler> scheduler, TaskLease lease, Clock clock) {
        this.scheduler = scheduler;
        this.lease = lease;
        this.clock = clock;
    }

    /** The same as {@link #schedule} for a workflow that never had a task: no look whether there is one. */
    void scheduleFirst(UUID workflowId) {
        scheduler.getObject().scheduleBatch(List.of(instance(workflowId)), clock.instant());
        lookAfterCommit();
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
        // A node that executes it decides under the subject's lock, after this transaction, so it sees the change.
        if (!lease.bringForward(DESCRIPTOR.getTaskName(), workflowId.toString(), clock.instant())) {
            throw new IllegalStateException("Workflow " + workflowId + " is active but has no task");
        }
        lookAfterCommit();
    }

    /**
     * Makes a task that was executed due at that moment, in the running transaction.
     *
     * @return false if another node has the task by now
     */
    boolean release(Execution executed, Instant due) {
        Instant now = clock.instant();
        if (!due.isAfter(now)) {
            lookAfterCommit();
        }
        return lease.release(executed, due, now);
    }

    /**
     * Removes a task that was executed, in the running transaction.
     *
     * @return false if another node has the task by now
     */
    boolean end(Execution executed) {
        return lease.end(executed);
    }

    /**
     * Has a task tried again whose last transaction failed: the rows say how far it came. The pause doubles with each
     * failure in a row up to half a minute, since rows that cannot be read must not keep the others waiting.
     */
    void retry(ExecutionComplete failed, ExecutionOperations<Void> operations) {
        int failures = failed.getExecution().consecutiveFailures;
        Duration pause = SHORTEST_PAUSE.multipliedBy(1L << Math.min(LONGEST_SHIFT, failures));
        operations.reschedule(failed, failed.getTimeDone().plus(pause));
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
