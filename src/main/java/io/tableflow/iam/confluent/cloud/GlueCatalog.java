package io.tableflow.iam.confluent.cloud;

import org.jspecify.annotations.Nullable;

/**
 * An integration of a Kafka cluster with a Glue catalog, as Confluent Cloud shows it.
 *
 * @param id {@code tci-...}
 * @param displayName what people call it; null where Confluent leaves it out
 * @param integration the id of the provider integration by which tables are published; null where Confluent leaves it out
 * @param suspended whether Tableflow has stopped publishing; only Confluent can do that
 * @param phase {@code PENDING}, {@code CONNECTED} or {@code FAILED}; {@code PENDING} until one topic has been materialized. Empty
 *     where Confluent leaves it out
 * @param error what went wrong, in Confluent's words; null: nothing is said
 */
public record GlueCatalog(
        String id,
        @Nullable String displayName,
        @Nullable String integration,
        boolean suspended,
        String phase,
        @Nullable String error) {}
