package io.tableflow.iam.audit;

import io.tableflow.iam.common.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One line of the trail, as it is stored and hashed.
 *
 * @param at to the microsecond, as PostgreSQL keeps it
 * @param before JSON, as are {@code after} and {@code details}
 */
public record AuditEntry(
        Instant at,
        String type,
        @Nullable UUID environmentId,
        @Nullable String environment,
        String actor,
        @Nullable String address,
        @Nullable String correlationId,
        @Nullable String reason,
        @Nullable String before,
        @Nullable String after,
        String details) {

    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    /**
     * The text of all fields: different lines have different texts. src/docs/audit.md documents the format for
     * auditors.
     */
    String canonical() {
        return Stream.of(
                        MICROS.format(at),
                        type,
                        Objects.toString(environmentId, null),
                        environment,
                        actor,
                        address,
                        correlationId,
                        reason,
                        before,
                        after,
                        details)
                .map(AuditEntry::encoded)
                .collect(Collectors.joining(","));
    }

    /** The SHA-256 of the line alone, in hex. */
    String digest() {
        return Sha256.sha256Hex(canonical());
    }

    private static String encoded(@Nullable String field) {
        return field == null ? "-" : field.getBytes(StandardCharsets.UTF_8).length + ":" + field;
    }
}
