package io.tableflow.iam.config;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Leaves out everything of OpenTelemetry unless traces are exported to somewhere. With Boot's own switches there would be a tracer all
 * the same, which makes an id for every request and holds threads and memory.
 */
class TracingFilter implements AutoConfigurationImportFilter, EnvironmentAware {

    static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

    private static final String TELEMETRY = "org.springframework.boot.opentelemetry.";
    private static final String TRACING = "org.springframework.boot.micrometer.tracing.";

    private @Nullable Environment environment;

    @Override
    public void setEnvironment(Environment value) {
        environment = value;
    }

    @Override
    public boolean[] match(@Nullable String[] configurations, AutoConfigurationMetadata metadata) {
        boolean isOn = environment != null && StringUtils.hasText(environment.getProperty(ENDPOINT));
        boolean[] matches = new boolean[configurations.length];
        for (int i = 0; i < matches.length; i++) {
            String name = configurations[i];
            matches[i] = isOn || name == null || !(name.startsWith(TELEMETRY) || name.startsWith(TRACING));
        }
        return matches;
    }
}
