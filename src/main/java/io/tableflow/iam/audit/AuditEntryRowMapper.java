package io.tableflow.iam.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;

/** Maps rows of {@code audit_event e}. */
public final class AuditEntryRowMapper {

    public static final String COLUMNS =
            "e.id, e.occurred_at, e.type, e.environment_id, e.environment, e.actor, e.address,"
                    + " e.correlation_id, e.reason, e.before::text, e.after::text, e.details::text";

    private AuditEntryRowMapper() {}

    /** The line as it was hashed. */
    static AuditEntry line(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                row.getString("type"),
                row.getObject("environment_id", UUID.class),
                row.getString("environment"),
                row.getString("actor"),
                row.getString("address"),
                row.getString("correlation_id"),
                row.getString("reason"),
                row.getString("before"),
                row.getString("after"),
                row.getString("details"));
    }

    /** The line with its place in the chain: of a row that has {@code position} and {@code hash}, too. */
    public static SealedAuditEntry sealed(ResultSet row) throws SQLException {
        return new SealedAuditEntry(row.getLong("position"), line(row), row.getString("hash"));
    }
}
