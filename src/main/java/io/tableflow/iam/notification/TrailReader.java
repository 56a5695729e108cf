package io.tableflow.iam.notification;

import io.tableflow.iam.audit.AuditEntryRowMapper;
import io.tableflow.iam.audit.SealedAuditEntry;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the sealed lines of the audit trail in their order, in parts of bounded length. */
@Repository
class TrailReader {

    /** Positions that are read at once. */
    static final int PART = 200;

    private static final String COLUMNS =
            "select s.position, encode(s.hash, 'hex') hash, " + AuditEntryRowMapper.COLUMNS + " from ";

    /**
     * The lines of a part. That its positions are counted first tells PostgreSQL that they are few: it then reads the lines one by one, and
     * not the whole trail, whatever it believes of their types.
     */
    private static final String OF_PART =
            "(select * from audit_seal where position > :after and position <= :upTo" + " order by position limit "
                    + PART + ") s join audit_event e on e.id = s.event_id where e.type in (:types)";

    private final JdbcClient jdbc;
    private volatile @Nullable UUID source;

    TrailReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Lines of some types at the positions after one, up to another that is at most {@link #PART} later. */
    List<SealedAuditEntry> between(long after, long upTo, Collection<String> types) {
        return jdbc.sql(COLUMNS + OF_PART + " order by s.position")
                .param("after", after)
                .param("upTo", upTo)
                .param("types", types)
                .query((row, nth) -> AuditEntryRowMapper.sealed(row))
                .list();
    }

    /** The line at a position. */
    SealedAuditEntry at(long position) {
        return jdbc.sql(COLUMNS + "audit_seal s join audit_event e on e.id = s.event_id where s.position = :position")
                .param("position", position)
                .query((row, nth) -> AuditEntryRowMapper.sealed(row))
                .single();
    }

    /**
     * The position of an environment's next line.
     *
     * @param environment its name; empty for lines of no environment
     */
    Optional<Long> next(String environment, long after, long upTo, Collection<String> types) {
        String ofEnvironment = environment.isEmpty() ? "e.environment is null" : "e.environment = :environment";
        return jdbc.sql("select s.position from audit_seal s join audit_event e on e.id = s.event_id"
                        + " where s.position > :after and s.position <= :upTo and e.type in (:types) and "
                        + ofEnvironment + " order by s.position limit 1")
                .param("after", after)
                .param("upTo", upTo)
                .param("types", types)
                .param("environment", environment)
                .query(Long.class)
                .optional();
    }

    /** The position of the newest line. */
    long head() {
        return jdbc.sql("select position from audit_head").query(Long.class).single();
    }

    /** The first position from a moment on; one more than the last one where nothing has happened since. */
    long firstSince(Instant moment) {
        return jdbc.sql("""
                        select coalesce(
                            (select min(s.position) from audit_seal s join audit_event e on e.id = s.event_id
                             where e.occurred_at >= :moment),
                            (select position + 1 from audit_head))
                        """)
                .param("moment", moment.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    /** Which installation this is: its events are counted by itself. */
    UUID source() {
        UUID known = source;
        if (known == null) {
            known = jdbc.sql("select id from notification_source")
                    .query(UUID.class)
                    .single();
            source = known;
        }
        return known;
    }
}
