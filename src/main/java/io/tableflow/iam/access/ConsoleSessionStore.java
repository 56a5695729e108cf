package io.tableflow.iam.access;

import io.tableflow.iam.common.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The sessions of the console, in PostgreSQL, so that every node knows them. What is stored opens nothing: of the cookie it is the
 * hash, of the token the hash that the settings have, too, and of an issuer's token what it says of its holder.
 */
@Component
class ConsoleSessionStore {

    /** A session that nobody uses ends after this time. */
    static final Duration IDLE = Duration.ofMinutes(30);

    /** Every session ends after this time. */
    static final Duration LONGEST = Duration.ofHours(8);

    /** How exactly it is stored when a session was last used: not every request writes. */
    private static final Duration GRAIN = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final Clock clock;

    ConsoleSessionStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Whose session it is.
     *
     * @param tokenSha256 the SHA-256 of a token of the settings, in hex; null for others
     * @param claims what an issuer's access token said of its holder, as JSON; null for others
     */
    record Holder(@Nullable String tokenSha256, @Nullable String claims) {}

    /** Begins a session, and removes those that have ended. */
    void begin(String cookie, Holder holder) {
        Instant now = clock.instant();
        jdbc.sql("delete from console_session where seen_at <= :idle or created_at <= :oldest")
                .param("idle", utc(now.minus(IDLE)))
                .param("oldest", utc(now.minus(LONGEST)))
                .update();
        jdbc.sql("""
                        insert into console_session (id, token_sha256, claims, created_at, seen_at)
                        values (:id, :token, cast(:claims as jsonb), :now, :now)
                        """)
                .param("id", id(cookie))
                .param("token", holder.tokenSha256())
                .param("claims", holder.claims())
                .param("now", utc(now))
                .update();
    }

    /**
     * Whose session it is; null if there is no such session, or not any more.
     *
     * @param isUse whether the request counts as use of the session; what a page does by itself does not
     */
    @Nullable
    Holder find(String cookie, boolean isUse) {
        Instant now = clock.instant();
        Session found = jdbc.sql("""
                        select token_sha256, claims, seen_at from console_session
                        where id = :id and seen_at > :idle and created_at > :oldest
                        """)
                .param("id", id(cookie))
                .param("idle", utc(now.minus(IDLE)))
                .param("oldest", utc(now.minus(LONGEST)))
                .query((row, number) -> new Session(
                        new Holder(row.getString("token_sha256"), row.getString("claims")),
                        row.getObject("seen_at", OffsetDateTime.class).toInstant()))
                .optional()
                .orElse(null);
        if (found == null) {
            return null;
        }
        if (isUse && found.seenAt().plus(GRAIN).isBefore(now)) {
            jdbc.sql("update console_session set seen_at = :now where id = :id")
                    .param("now", utc(now))
                    .param("id", id(cookie))
                    .update();
        }
        return found.holder();
    }

    void end(String cookie) {
        jdbc.sql("delete from console_session where id = :id")
                .param("id", id(cookie))
                .update();
    }

    private record Session(Holder holder, Instant seenAt) {}

    private static byte[] id(String cookie) {
        return Sha256.sha256(cookie.getBytes(StandardCharsets.UTF_8));
    }

    private static OffsetDateTime utc(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
