package io.tableflow.iam.console.page;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/**
 * The forms that were sent, with where they led. They are in the table of the API's idempotency keys, from which those that have
 * expired are removed every hour; their keys differ from all that callers of the API choose but on purpose, and belong to their callers
 * as well.
 */
@Repository
@ConditionalOnConsole
class SentFormRepository {

    private static final Duration KEPT = Duration.ofHours(24);

    /** What a node does with a form that dies meanwhile is not known; the form can be sent again after that. */
    private static final Duration IN_FLIGHT_AT_MOST = Duration.ofMinutes(1);

    /** The status of a form that is in flight: no answer has it. It is that of RFC 2518, which Spring no longer names. */
    private static final int IN_FLIGHT = 102;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    SentFormRepository(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** Whether nobody sent it before; it is in flight from now on then. */
    boolean claim(String caller, String key, byte[] content) {
        Instant now = clock.instant();
        return jdbc.sql("""
                        insert into idempotency_key (caller, key, fingerprint, status, headers, body, expires_at)
                        values (:caller, :key, :content, :status, '{}', null, :expires)
                        on conflict (caller, key) do update set status = excluded.status, headers = excluded.headers,
                            expires_at = excluded.expires_at
                        where idempotency_key.expires_at <= :now
                        """)
                        .param("caller", caller)
                        .param("key", key)
                        .param("content", content)
                        .param("status", IN_FLIGHT)
                        .param("expires", now.plus(IN_FLIGHT_AT_MOST).atOffset(ZoneOffset.UTC))
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /** Where it led; empty while it is in flight. */
    Optional<String> place(String caller, String key) {
        return jdbc.sql("""
                        select headers -> 'Location' ->> 0 from idempotency_key
                        where caller = :caller and key = :key and status = :status
                        """)
                .param("caller", caller)
                .param("key", key)
                .param("status", HttpStatus.SEE_OTHER.value())
                .query(String.class)
                .optional();
    }

    /** It was done, and led to that page. */
    void done(String caller, String key, String place) {
        jdbc.sql("""
                        update idempotency_key set status = :status, headers = cast(:headers as jsonb), expires_at = :expires
                        where caller = :caller and key = :key
                        """)
                .param("caller", caller)
                .param("key", key)
                .param("status", HttpStatus.SEE_OTHER.value())
                .param("headers", json.writeValueAsString(Map.of(HttpHeaders.LOCATION, List.of(place))))
                .param("expires", clock.instant().plus(KEPT).atOffset(ZoneOffset.UTC))
                .update();
    }

    /** It can be sent again. */
    void forget(String caller, String key) {
        jdbc.sql("delete from idempotency_key where caller = :caller and key = :key")
                .param("caller", caller)
                .param("key", key)
                .update();
    }
}
