package io.tableflow.iam.api.idempotency;

import io.tableflow.iam.common.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The stored answers, in the table {@code idempotency_key}. */
@Repository
class IdempotencyRepository {

    private static final Duration KEPT = Duration.ofHours(24);
    private static final TypeReference<Map<String, List<String>>> HEADERS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper mapper;
    private final Clock clock;

    IdempotencyRepository(JdbcClient jdbc, JsonMapper mapper, Clock clock) {
        this.jdbc = jdbc;
        this.mapper = mapper;
        this.clock = clock;
    }

    /** A key and its caller. */
    record Id(String caller, String key) {

        /** The number of its advisory lock. If two ids ever have the same number, one of them only has to wait. */
        long number() {
            byte[] hash = Sha256.sha256(
                    (IdempotencyKeys.HEADER + '\n' + caller + '\n' + key).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong();
        }
    }

    /**
     * Locks the key until the end of this transaction; false if another transaction has it. The database releases the
     * lock however the transaction ends, so that a crash leaves no key in flight.
     */
    boolean lock(Id id) {
        return jdbc.sql("SELECT pg_try_advisory_xact_lock(:number)")
                .param("number", id.number())
                .query(Boolean.class)
                .single();
    }

    Optional<StoredResponse> find(Id id) {
        return jdbc.sql("SELECT fingerprint, status, headers, body FROM idempotency_key"
                        + " WHERE caller = :caller AND key = :key AND expires_at > :now")
                .param("caller", id.caller())
                .param("key", id.key())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(this::answer)
                .optional();
    }

    /** Stores the answer, in the place of an expired one if there is one. */
    void store(Id id, StoredResponse answer) {
        jdbc.sql("""
                INSERT INTO idempotency_key (caller, key, fingerprint, status, headers, body, expires_at)
                VALUES (:caller, :key, :fingerprint, :status, CAST(:headers AS jsonb), :body, :expires)
                ON CONFLICT (caller, key) DO UPDATE SET
                    fingerprint = excluded.fingerprint, status = excluded.status, headers = excluded.headers,
                    body = excluded.body, expires_at = excluded.expires_at
                """)
                .param("caller", id.caller())
                .param("key", id.key())
                .param("fingerprint", answer.fingerprint())
                .param("status", answer.status())
                .param("headers", mapper.writeValueAsString(answer.headers()))
                .param("body", answer.body(), java.sql.Types.BINARY)
                .param("expires", clock.instant().plus(KEPT).atOffset(ZoneOffset.UTC))
                .update();
    }

    int removeExpired() {
        return jdbc.sql("DELETE FROM idempotency_key WHERE expires_at <= :now")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private StoredResponse answer(ResultSet row, int number) throws SQLException {
        return new StoredResponse(
                row.getBytes("fingerprint"),
                row.getInt("status"),
                mapper.readValue(row.getString("headers"), HEADERS),
                row.getBytes("body"));
    }
}
