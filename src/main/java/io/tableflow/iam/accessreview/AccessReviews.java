package io.tableflow.iam.accessreview;

import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.common.AuditableEvent.Subject;
import io.tableflow.iam.environment.Environment;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Records reviews, and lists them. */
@Service
@Transactional
public class AccessReviews {

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final Duration every;
    private final Duration atMost;

    AccessReviews(JdbcClient jdbc, ApplicationEventPublisher events, Clock clock, TableflowProperties properties) {
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
        this.every = properties.accessReview().reviewEvery();
        this.atMost = properties.accessReview().reviewAtMost();
    }

    /** The latest moment at which the next review may be due. */
    public Instant latestNextDue() {
        return clock.instant().plus(atMost);
    }

    /**
     * Records a review.
     *
     * @param nextDue null: after {@code tableflow.access-review.review-every}
     * @throws IllegalArgumentException if the next one would be due in the past, or too late
     */
    public AccessReview review(Environment environment, String reviewer, String note, @Nullable Instant nextDue) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant due = nextDue == null ? now.plus(every) : nextDue.truncatedTo(ChronoUnit.MICROS);
        if (!due.isAfter(now) || due.isAfter(now.plus(atMost))) {
            throw new IllegalArgumentException("must be in the future, and not later than " + now.plus(atMost));
        }
        AccessReview review = new AccessReview(UUID.randomUUID(), reviewer, note, now, due);
        jdbc.sql("""
                insert into access_review (id, environment_id, reviewer, note, reviewed_at, next_due)
                values (:id, :environment, :reviewer, :note, :at, :due)
                """)
                .param("id", review.id())
                .param("environment", environment.id())
                .param("reviewer", reviewer)
                .param("note", note)
                .param("at", now.atOffset(ZoneOffset.UTC))
                .param("due", due.atOffset(ZoneOffset.UTC))
                .update();
        events.publishEvent(new AccessReviewed(new Subject(environment.id(), environment.name()), review));
        return review;
    }

    /** The latest reviews of an environment, newest first. */
    @Transactional(readOnly = true)
    public List<AccessReview> latest(Environment environment, int most) {
        return jdbc.sql("""
                select id, reviewer, note, reviewed_at, next_due from access_review
                where environment_id = :environment order by reviewed_at desc, id limit :most
                """)
                .param("environment", environment.id())
                .param("most", most)
                .query(AccessReviews::review)
                .list();
    }

    static AccessReview review(ResultSet row, int nth) throws SQLException {
        return new AccessReview(
                row.getObject("id", UUID.class),
                row.getString("reviewer"),
                row.getString("note"),
                row.getObject("reviewed_at", OffsetDateTime.class).toInstant(),
                row.getObject("next_due", OffsetDateTime.class).toInstant());
    }
}
