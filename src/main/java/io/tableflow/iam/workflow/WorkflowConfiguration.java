package io.tableflow.iam.workflow;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class WorkflowConfiguration {

    private static final Duration AFTER_A_DATABASE_ERROR = Duration.ofSeconds(2);

    /** A dead node's task is revived; one whose transaction failed is tried again: the rows say where it stood. */
    @Bean
    Task<Void> workflowTask(WorkflowRunner runner) {
        return Tasks.custom(WorkflowSchedule.DESCRIPTOR)
                .onDeadExecutionRevive()
                .onFailureReschedule(FixedDelay.of(AFTER_A_DATABASE_ERROR))
                .execute((instance, context) -> runner.run(UUID.fromString(instance.getId())));
    }
}
