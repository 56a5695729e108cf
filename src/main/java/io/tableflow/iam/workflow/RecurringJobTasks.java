package io.tableflow.iam.workflow;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.tableflow.iam.common.RecurringJob;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.ResolvableType;
import org.springframework.stereotype.Component;

/**
 * Registers a db-scheduler task for each {@link RecurringJob}. The tasks are bean definitions, because db-scheduler
 * finds its tasks among the beans, and not in lists.
 */
@Component
class RecurringJobTasks implements BeanFactoryPostProcessor {

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        BeanDefinitionRegistry registry = (BeanDefinitionRegistry) beans;
        for (String job : beans.getBeanNamesForType(RecurringJob.class, true, false)) {
            RootBeanDefinition task = new RootBeanDefinition();
            task.setTargetType(ResolvableType.forClassWithGenerics(Task.class, Void.class));
            task.setInstanceSupplier(() -> task(beans.getBean(job, RecurringJob.class)));
            registry.registerBeanDefinition(job + "Task", task);
        }
    }

    /** Due at once when the service is first started, and again an interval after each run. */
    private static Task<Void> task(RecurringJob job) {
        return Tasks.recurring(job.name(), FixedDelay.of(job.interval()))
                .execute((instance, context) -> job.run(context.getSchedulerState()::isShuttingDown));
    }
}
