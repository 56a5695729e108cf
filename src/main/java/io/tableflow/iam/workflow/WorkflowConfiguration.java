package io.tableflow.iam.workflow;

import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerCustomizer;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerProperties;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;

// Also where its scheduler is off: the deadline of an attempt follows its heartbeats.
@EnableConfigurationProperties(DbSchedulerProperties.class)
@Configuration(proxyBeanMethods = false)
class WorkflowConfiguration {

    /** By this clock db-scheduler judges which tasks are due and which nodes are dead. */
    @Bean
    @Fallback
    com.github.kagkarlsson.scheduler.Clock schedulerClock(Clock clock) {
        return clock::instant;
    }

    /** Otherwise db-scheduler connects to the database when it is built, to find out which one it is. */
    @Bean
    DbSchedulerCustomizer schedulerOnPostgres() {
        return new DbSchedulerCustomizer() {
            @Override
            public Optional<JdbcCustomization> jdbcCustomization() {
                return Optional.of(new PostgreSqlJdbcCustomization(false, false));
            }
        };
    }

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
