package io.tableflow.iam.workflow;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class WorkflowConfiguration {

    /** A dead node's task is revived; one whose transaction failed is tried again. */
    @Bean
    Task<Void> workflowTask(WorkflowRunner runner, WorkflowScheduler schedule) {
        return Tasks.custom(WorkflowScheduler.DESCRIPTOR)
                .onDeadExecutionRevive()
                .onFailure(schedule::retry)
                .execute((instance, context) ->
                        runner.run(UUID.fromString(instance.getId()), context.getSchedulerState()::isShuttingDown));
    }
}
