package io.tableflow.iam.config;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The time of day, and what happens at its own pace. Any other {@link Clock} bean takes the place of this one. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class TimeConfiguration {

    /** That of PostgreSQL: what is answered now and what is read later are the same instant. */
    private static final Duration PRECISION = Duration.of(1, ChronoUnit.MICROS);

    @Bean
    @Fallback
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), PRECISION);
    }
}
