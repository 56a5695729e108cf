package io.tableflow.iam.config;

import io.opentelemetry.api.OpenTelemetry;
import io.tableflow.iam.common.TraceContext;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Connects the service's own spans to OpenTelemetry, where traces are exported. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(TracingFilter.ENDPOINT)
class TracingConfiguration {

    @Bean
    ConnectedTracing connectedTracing(OpenTelemetry telemetry) {
        TraceContext.use(telemetry);
        return new ConnectedTracing(telemetry);
    }

    /** Ends with the context whose OpenTelemetry it uses. */
    record ConnectedTracing(OpenTelemetry telemetry) implements DisposableBean {

        @Override
        public void destroy() {
            TraceContext.release(telemetry);
        }
    }
}
