package io.tableflow.iam.workflow;

import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class WorkflowConfiguration {

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final int LONGEST_SHIFT = 5;

    /** A dead node's task is revived; one whose transaction failed is tried again: the rows say how far it came. */
    @Bean
    Task<Void> workflowTask(WorkflowRunner runner) {
        return Tasks.custom(WorkflowScheduler.DESCRIPTOR)
                .onDeadExecutionRevive()
                .onFailure((complete, operations) -> operations.reschedule(
                        complete, complete.getTimeDone().plus(pauseAfter(complete.getExecution()))))
                .execute((instance, context) ->
                        runner.run(UUID.fromString(instance.getId()), context.getSchedulerState()::isShuttingDown));
    }

    /** Doubled with each failure in a row up to half a minute: rows that cannot be read must not keep the others waiting. */
    private static Duration pauseAfter(Execution failed) {
        return SHORTEST_PAUSE.multipliedBy(1L << Math.min(LONGEST_SHIFT, failed.consecutiveFailures));
    }
}
