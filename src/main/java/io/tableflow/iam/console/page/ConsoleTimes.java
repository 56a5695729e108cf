package io.tableflow.iam.console.page;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Moments and durations in words. */
@Component
@ConditionalOnConsole
class ConsoleTimes {

    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private final Clock clock;

    ConsoleTimes(Clock clock) {
        this.clock = clock;
    }

    /** As {@code 2026-11-26 16:09:16 UTC}. */
    public String utc(Instant moment) {
        return UTC.format(moment);
    }

    /** For the attribute {@code datetime}. */
    public String iso(Instant moment) {
        return moment.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** As {@code 3 min ago}, or {@code in 3 min}. */
    public String ago(Instant moment) {
        Duration since = Duration.between(moment, clock.instant());
        if (since.abs().compareTo(Duration.ofSeconds(2)) < 0) {
            return "just now";
        }
        return since.isNegative() ? "in " + words(since.negated()) : words(since) + " ago";
    }

    /** As {@code 3 min}: how old it is. */
    public String age(Instant moment) {
        return words(Duration.between(moment, clock.instant()));
    }

    /** How long it took from the one moment to the other; until now, if the other is null. */
    public String between(Instant from, @Nullable Instant to) {
        Duration took = Duration.between(from, to == null ? clock.instant() : to);
        if (took.toMillis() < 100) {
            return "under 0.1 s";
        }
        return took.toMillis() < 10_000 ? tenths(took) + " s" : words(took);
    }

    private static String tenths(Duration took) {
        long tenths = Math.max(0, took.toMillis()) / 100;
        return tenths / 10 + "." + tenths % 10;
    }

    private static String words(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min";
        }
        return seconds < 48 * 3600 ? seconds / 3600 + " h" : seconds / 86400 + " days";
    }
}
