package io.tableflow.iam.notification;

import io.tableflow.iam.NotificationProperties;
import java.util.List;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** Has a job for each endpoint of the settings; without one nothing is run and nothing is asked. */
@Configuration(proxyBeanMethods = false)
@Import(NotificationConfiguration.Jobs.class)
class NotificationConfiguration {

    /** Jobs are found among the beans, and not in lists. */
    static class Jobs implements BeanRegistrar {

        @Override
        public void register(BeanRegistry registry, Environment environment) {
            List<NotificationProperties> settings = Binder.get(environment)
                    .bind("tableflow.notifications", Bindable.listOf(NotificationProperties.class))
                    .orElse(List.of());
            for (int i = 0; i < settings.size(); i++) {
                int nth = i;
                registry.registerBean(
                        "notificationJob" + i,
                        NotificationJob.class,
                        job -> job.supplier(context -> new NotificationJob(
                                context.bean(NotificationEndpoints.class).all().get(nth),
                                context.bean(NotificationDispatcher.class))));
            }
        }
    }
}
