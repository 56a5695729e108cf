package io.tableflow.iam.console.overview;

import io.tableflow.iam.access.EnvironmentVisibility;
import io.tableflow.iam.audit.AuditEntryRowMapper;
import io.tableflow.iam.audit.SealedAuditEntry;
import io.tableflow.iam.audit.SealingWorker;
import io.tableflow.iam.console.page.ConditionalOnConsole;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the audit trail, newest first, as far as the caller sees the environments that it is about. */
@Repository
@ConditionalOnConsole
public class AuditPageQueries {

    static final int PAGE = 50;

    private final JdbcClient jdbc;
    private final SealingWorker sealing;

    AuditPageQueries(JdbcClient jdbc, SealingWorker sealing) {
        this.jdbc = jdbc;
        this.sealing = sealing;
    }

    /**
     * A page, and one more if there are more.
     *
     * @param environment its name; empty: any, and none
     * @param type the type of the events; empty: any
     * @param actor who did it; empty: anybody
     * @param before the position before which the page begins
     */
    public List<SealedAuditEntry> page(String environment, String type, String actor, long before) {
        sealing.sealNow();
        // Conditions that are asked for, and no others: each has an index, which a plan for all of them could not use.
        return jdbc.sql("select s.position, encode(s.hash, 'hex') hash, " + AuditEntryRowMapper.COLUMNS
                        + " from audit_seal s join audit_event e on e.id = s.event_id where s.position < :before"
                        + (EnvironmentVisibility.ofCaller().isUnlimited()
                                ? ""
                                : " and coalesce(e.environment, '-') ~ :visible")
                        + (environment.isEmpty() ? "" : " and e.environment = :environment")
                        + (type.isEmpty() ? "" : " and e.type = :type")
                        + (actor.isEmpty() ? "" : " and e.actor = :actor")
                        + " order by s.position desc limit :limit")
                .param("before", before)
                .param("visible", EnvironmentVisibility.ofCaller().regex())
                .param("environment", environment)
                .param("type", type)
                .param("actor", actor)
                .param("limit", PAGE + 1)
                .query((row, number) -> AuditEntryRowMapper.sealed(row))
                .list();
    }
}
