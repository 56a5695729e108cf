package io.tableflow.iam.confluent.cloud;

import io.micrometer.core.instrument.MeterRegistry;
import io.tableflow.iam.ConfluentProperties;
import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.outbound.AdaptiveConcurrencyLimiter;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Connects the port to Confluent Cloud, where there is a key. Nothing here calls it at start. */
@Configuration(proxyBeanMethods = false)
@Conditional(ConfluentCloudConfiguration.HasApiKey.class)
class ConfluentCloudConfiguration {

    /** Less than the 15 seconds in which an attempt may change something. */
    private static final CloudHttp.Timeouts TIMEOUTS =
            new CloudHttp.Timeouts(Duration.ofSeconds(3), Duration.ofSeconds(10));

    /** Confluent publishes no rate; its limits are for a key, so that few calls at once are enough. */
    private static final int MOST_CALLS_AT_ONCE = 8;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    @Bean
    CloudHttp confluentHttp(TableflowProperties properties, Clock clock) {
        ConfluentProperties confluent = properties.confluent();
        return new CloudHttp(
                confluent.endpoint(),
                Objects.requireNonNull(confluent.apiKey()),
                Objects.requireNonNull(confluent.apiSecret()),
                TIMEOUTS,
                clock);
    }

    @Bean
    ConfluentCloud confluentCloud(
            @Qualifier("confluentHttp") CloudHttp http, TableflowProperties properties, MeterRegistry meters) {
        CloudFailures failures = new CloudFailures(
                http.apiKey(), Objects.requireNonNull(properties.confluent().apiSecret()));
        return new PimIntegrations(
                new CloudCallExecutor(
                        http, failures, meters, new AdaptiveConcurrencyLimiter(MOST_CALLS_AT_ONCE, LONGEST_WAIT)),
                failures);
    }

    @Bean
    @Conditional(HasTableflowKey.class)
    CloudHttp tableflowHttp(TableflowProperties properties, Clock clock) {
        ConfluentProperties confluent = properties.confluent();
        return new CloudHttp(
                confluent.endpoint(),
                Objects.requireNonNull(confluent.tableflowApiKey()),
                Objects.requireNonNull(confluent.tableflowApiSecret()),
                TIMEOUTS,
                clock);
    }

    /** With a limit of its own, since Confluent's limits are for a key. */
    @Bean
    @Conditional(HasTableflowKey.class)
    TableflowCloud tableflowCloud(
            @Qualifier("tableflowHttp") CloudHttp http, TableflowProperties properties, MeterRegistry meters) {
        CloudFailures failures = new CloudFailures(
                http.apiKey(), Objects.requireNonNull(properties.confluent().tableflowApiSecret()));
        return new TableflowReadings(
                new CloudCallExecutor(
                        http, failures, meters, new AdaptiveConcurrencyLimiter(MOST_CALLS_AT_ONCE, LONGEST_WAIT)),
                failures);
    }

    /** A blank setting is none. */
    static class HasTableflowKey implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return StringUtils.hasText(context.getEnvironment().getProperty("tableflow.confluent.tableflow-api-key"));
        }
    }

    /** A blank setting is none. */
    static class HasApiKey implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return StringUtils.hasText(context.getEnvironment().getProperty("tableflow.confluent.api-key"));
        }
    }
}
