package io.tableflow.iam.http.server;

import java.time.Duration;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Customizes Tomcat beyond the properties in {@code server.tomcat}. */
@Configuration(proxyBeanMethods = false)
class TomcatConfiguration {

    /** Enough for the longest allowed body at 13 kB a second. */
    private static final Duration BODY_DEADLINE = Duration.ofSeconds(20);

    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> bodyDeadline() {
        return factory -> factory.addEngineValves(new BodyDeadlineValve(BODY_DEADLINE));
    }

    /** Inside Boot's own error report valve, so that it answers first. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> problemValve() {
        return factory -> factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new ProblemValve()));
    }
}
