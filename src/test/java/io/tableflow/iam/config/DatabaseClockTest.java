package io.tableflow.iam.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes whose clocks differ agree on the time. */
class DatabaseClockTest {

    private final AtomicReference<Duration> nodeIsAhead = new AtomicReference<>(Duration.ZERO);
    private final Clock node = Clock.tick(
            new Clock() {
                @Override
                public Instant instant() {
                    return Instant.now().plus(nodeIsAhead.get());
                }

                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }
            },
            Duration.of(1, ChronoUnit.MICROS));

    @ParameterizedTest
    @ValueSource(strings = {"PT1H", "-PT1H", "PT21S", "-PT2S"})
    void aNodeWhoseClockIsOffUsesTheDatabases(Duration ahead) {
        nodeIsAhead.set(ahead);

        assertThat(new DatabaseClock(node, Instant::now).instant())
                .isCloseTo(Instant.now(), within(1, ChronoUnit.SECONDS));
    }

    @Test
    void aClockThatIsSetLaterIsNoticed() {
        DatabaseClock clock = new DatabaseClock(node, Instant::now);
        nodeIsAhead.set(Duration.ofMinutes(5));

        clock.measure();

        assertThat(clock.instant()).isCloseTo(Instant.now(), within(1, ChronoUnit.SECONDS));
        nodeIsAhead.set(Duration.ZERO);
        clock.measure();
        assertThat(clock.instant()).isCloseTo(Instant.now(), within(1, ChronoUnit.SECONDS));
    }

    @Test
    void aSmallDifferenceIsLeftSoThatTimeDoesNotJump() {
        nodeIsAhead.set(Duration.ofMillis(700));

        assertThat(new DatabaseClock(node, Instant::now).instant())
                .isAfter(Instant.now().plusMillis(400));
    }

    /** Also db-scheduler, which judges by it which node is dead. */
    @Test
    void theWholeServiceGoesByIt() {
        try (LocalAws aws = LocalAws.start();
                Node service = Node.start(TestDatabase.create(), aws)) {
            assertThat(service.bean(Clock.class)).isInstanceOf(DatabaseClock.class);
            assertThat(service.bean(com.github.kagkarlsson.scheduler.Clock.class)
                            .now())
                    .isCloseTo(service.bean(Clock.class).instant(), within(1, ChronoUnit.SECONDS));
            assertThat(service.beans(com.github.kagkarlsson.scheduler.Clock.class))
                    .hasSize(1);
        }
    }
}
