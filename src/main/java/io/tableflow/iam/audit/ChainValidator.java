package io.tableflow.iam.audit;

import io.tableflow.iam.audit.ChainValidation.Broken;
import io.tableflow.iam.audit.ChainValidation.Reason;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Validates the chain: recomputes it from one snapshot, a thousand lines at a time. */
@Component
public class ChainValidator {

    private static final int AT_ONCE = 1_000;

    private final JdbcClient jdbc;
    private final ChainSealer sealer;
    private final EntryAuthentication authentication;
    private final Clock clock;

    ChainValidator(JdbcClient jdbc, ChainSealer sealer, EntryAuthentication authentication, Clock clock) {
        this.jdbc = jdbc;
        this.sealer = sealer;
        this.authentication = authentication;
        this.clock = clock;
    }

    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public ChainValidation validate() {
        ChainWalker check = new ChainWalker(authentication);
        jdbc.sql("select s.position, encode(s.hash, 'hex') hash, encode(s.mac, 'hex') mac, "
                        + AuditEntryRowMapper.COLUMNS
                        + " from audit_seal s left join audit_event e on e.id = s.event_id order by s.position")
                .withFetchSize(AT_ONCE)
                .query(check::next);
        check.end(sealer.head());
        checkWhatIsNotSealed(check);
        checkWhatIsCopied(check);
        checkWhatWasNeverToBeSealed(check);
        ChainSealer.Head head = check.reached();
        return new ChainValidation(
                check.broken() == null,
                head.position(),
                new ChainValidation.Head(head.position(), head.hash()),
                clock.instant(),
                check.keyedFrom(),
                check.broken());
    }

    /** Lines that were committed a moment ago, or that a dead node has left unsealed. */
    private void checkWhatIsNotSealed(ChainWalker check) {
        long next = check.reached().position() + 1;
        jdbc.sql("select encode(u.digest, 'hex') digest, encode(u.mac, 'hex') mac, " + AuditEntryRowMapper.COLUMNS
                        + " from audit_unsealed u left join audit_event e on e.id = u.event_id order by u.event_id")
                .withFetchSize(AT_ONCE)
                .query(row -> {
                    row.getLong("id");
                    if (row.wasNull()) {
                        check.also(ChainWalker.missing(next, "A line that was to become " + next + " is missing."));
                    } else if (!AuditEntryRowMapper.line(row).digest().equals(row.getString("digest"))) {
                        check.also(new Broken(
                                next,
                                Reason.ALTERED,
                                "A line that is to become " + next + " is not as it was written."));
                    } else if (check.isForged(next, row.getString("digest"), row.getString("mac"))) {
                        check.also(ChainWalker.forged(
                                next,
                                "A line that is to become " + next
                                        + " was not written by a node with one of the keys."));
                    }
                });
    }

    /** A node gives each line a code of its own, so the same one twice is a copy of a line with its code. */
    private void checkWhatIsCopied(ChainWalker check) {
        jdbc.sql("""
                        select min(position)
                        from (select position, row_number() over (partition by mac order by position) as copy
                              from audit_seal where mac is not null) copies
                        where copy > 1
                        """)
                .query((row, number) -> row.getLong(1))
                .optional()
                .filter(position -> position > 0)
                .ifPresent(position ->
                        check.also(ChainWalker.forged(position, "Line " + position + " is a copy of an earlier one.")));
    }

    /**
     * The service writes no line that is neither sealed nor to be sealed, so somebody else has inserted such a line.
     */
    private void checkWhatWasNeverToBeSealed(ChainWalker check) {
        jdbc.sql("""
                        select e.id, e.type, coalesce((select s.position from audit_seal s where s.event_id < e.id
                                                       order by s.event_id desc limit 1), 0) after
                        from audit_event e
                        where not exists (select 1 from audit_seal s where s.event_id = e.id)
                          and not exists (select 1 from audit_unsealed u where u.event_id = e.id)
                        order by e.id limit 1
                        """)
                .query((row, number) -> new Broken(
                        row.getLong("after"),
                        Reason.INSERTED,
                        "After line " + row.getLong("after") + " stands one that is no link of the chain: "
                                + row.getString("type") + ", with the id " + row.getLong("id") + " in audit_event."))
                .optional()
                .ifPresent(check::also);
    }
}
