package io.tableflow.iam.config;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The clock of all nodes, and Spring's scheduled methods. Any other {@link Clock} bean replaces this one. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class TimeConfiguration {

    /** PostgreSQL's precision, so that an answer has the same instant as the row that is read later. */
    private static final Duration PRECISION = Duration.of(1, ChronoUnit.MICROS);

    @Bean
    @Fallback
    @Profile("!" + AotTrainingRun.PROFILE)
    DatabaseClock clock(JdbcClient jdbc) {
        return new DatabaseClock(
                Clock.tick(Clock.systemUTC(), PRECISION),
                () -> jdbc.sql("select clock_timestamp()")
                        .query(OffsetDateTime.class)
                        .single()
                        .toInstant());
    }

    /** Asks no database, because a training run has none. */
    @Bean
    @Profile(AotTrainingRun.PROFILE)
    Clock clockOfTraining() {
        return Clock.tick(Clock.systemUTC(), PRECISION);
    }
}
