package io.tableflow.iam.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Assigns committed lines their positions in the chain. One node at a time does this, under a lock on the chain's head
 * that the writers of lines never wait for. So a frozen node does not block other work, and no line is ever inserted
 * before a position that was already visible.
 */
@Component
public class ChainSealer {

    /** Lines in one transaction: few enough to hold the lock on the head only briefly. */
    private static final int AT_ONCE = 500;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ChainSealer(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** The end of the chain. */
    public record Head(long position, String hash) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    private record Unsealed(
            long eventId, String digest, @Nullable String mac) {}

    private record Seal(
            long position,
            long eventId,
            String hash,
            @Nullable String mac) {}

    /** Whether there may be lines to seal. */
    boolean isNeeded() {
        return jdbc.sql("select exists (select 1 from audit_unsealed)")
                .query(Boolean.class)
                .single();
    }

    /** The current end of the chain. */
    public Head head() {
        return jdbc.sql("select position, encode(hash, 'hex') hash from audit_head")
                .query(ChainSealer::toHead)
                .single();
    }

    /**
     * Seals some lines.
     *
     * @return whether there may be more
     */
    @Transactional
    public boolean seal() {
        // If another node holds the lock for longer, it is probably frozen. Sealing can wait, and so can readers.
        jdbc.sql("set local lock_timeout = '1s'").update();
        Head head = jdbc.sql("select position, encode(hash, 'hex') hash from audit_head for update")
                .query(ChainSealer::toHead)
                .single();
        List<Unsealed> lines = jdbc.sql("""
                        delete from audit_unsealed
                        where event_id in (select event_id from audit_unsealed order by event_id limit :limit)
                        returning event_id, encode(digest, 'hex') digest, encode(mac, 'hex') mac
                        """)
                .param("limit", AT_ONCE)
                .query((row, number) ->
                        new Unsealed(row.getLong("event_id"), row.getString("digest"), row.getString("mac")))
                .list();
        if (!lines.isEmpty()) {
            append(
                    head,
                    lines.stream()
                            .sorted(Comparator.comparingLong(Unsealed::eventId))
                            .toList());
        }
        return lines.size() == AT_ONCE;
    }

    private void append(Head head, List<Unsealed> lines) {
        long position = head.position();
        String hash = head.hash();
        List<Seal> seals = new ArrayList<>();
        for (Unsealed line : lines) {
            hash = HashChain.link(hash, line.digest());
            seals.add(new Seal(++position, line.eventId(), hash, line.mac()));
        }
        jdbc.sql("""
                        insert into audit_seal (position, event_id, hash, mac)
                        select position, "eventId", decode(hash, 'hex'), decode(mac, 'hex')
                        from json_to_recordset(cast(:seals as json)) as (position bigint, "eventId" bigint, hash text, mac text)
                        """).param("seals", json.writeValueAsString(seals)).update();
        jdbc.sql("update audit_head set position = :position, hash = decode(:hash, 'hex')")
                .param("position", position)
                .param("hash", hash)
                .update();
    }

    private static Head toHead(ResultSet row, int number) throws SQLException {
        return new Head(row.getLong("position"), row.getString("hash"));
    }
}
