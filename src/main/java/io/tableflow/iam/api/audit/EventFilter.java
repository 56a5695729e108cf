package io.tableflow.iam.api.audit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which events are selected; {@code null} does not limit.
 *
 * @param since the first moment
 * @param until the first moment that is too late
 * @param visible the names of the environments that the caller may see, as a regular expression, which also excludes events of
 *     no environment; null for a caller who may see all
 */
record EventFilter(
        @Nullable String environment,
        @Nullable String type,
        @Nullable String actor,
        @Nullable String correlationId,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable String visible) {

    /** The latest time that is compared with: PostgreSQL's range of times is smaller than Java's. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    /** As conditions on {@code audit_event e}, each with its {@link #parameters() parameter}. */
    String sql() {
        return conditions().keySet().stream()
                .map(condition -> " and e." + condition)
                .collect(Collectors.joining());
    }

    /** The values of the conditions' parameters, by name. */
    Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        conditions()
                .forEach((condition, value) -> parameters.put(condition.substring(condition.indexOf(':') + 1), value));
        return parameters;
    }

    private Map<String, Object> conditions() {
        Map<String, Object> conditions = new LinkedHashMap<>();
        put(conditions, "environment = :environment", environment);
        put(conditions, "type = :type", type);
        put(conditions, "actor = :actor", actor);
        put(conditions, "correlation_id = :correlationId", correlationId);
        put(conditions, "occurred_at >= :since", since == null ? null : storable(since));
        put(conditions, "occurred_at < :until", until == null ? null : storable(until));
        put(conditions, "environment ~ :visible", visible);
        return conditions;
    }

    private static void put(Map<String, Object> conditions, String condition, @Nullable Object value) {
        if (value != null) {
            conditions.put(condition, value);
        }
    }

    private static Object storable(Instant moment) {
        Instant possible = moment.isAfter(LATEST) ? LATEST : moment.isBefore(Instant.EPOCH) ? Instant.EPOCH : moment;
        return possible.atOffset(ZoneOffset.UTC);
    }
}
