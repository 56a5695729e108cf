package io.tableflow.iam.config;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The clock, and Spring's scheduled methods. Any other {@link Clock} bean replaces this one. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class TimeConfiguration {

    /** PostgreSQL's precision, so that an answer has the same instant as the row that is read later. */
    private static final Duration PRECISION = Duration.of(1, ChronoUnit.MICROS);

    @Bean
    @Fallback
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), PRECISION);
    }
}
