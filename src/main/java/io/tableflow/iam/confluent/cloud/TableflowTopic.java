package io.tableflow.iam.confluent.cloud;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A topic that Tableflow materializes, as Confluent Cloud shows it. Words of Confluent's are not checked: their lists grow.
 *
 * @param name the topic's
 * @param integration the id of the provider integration by which it is written to a bucket; null where Confluent keeps it
 * @param bucket that bucket; null where Confluent keeps it
 * @param suspended whether Tableflow has stopped working on it; only Confluent can do that
 * @param phase {@code PENDING}, {@code RUNNING} or {@code FAILED}; empty where Confluent leaves it out
 * @param error what went wrong, in Confluent's words; null: nothing is said
 * @param failingFormats the table formats that fail, with Confluent's words
 * @param syncs how it is published to catalogs
 */
public record TableflowTopic(
        String name,
        @Nullable String integration,
        @Nullable String bucket,
        boolean suspended,
        String phase,
        @Nullable String error,
        List<FailingFormat> failingFormats,
        List<CatalogSync> syncs) {

    public TableflowTopic {
        failingFormats = List.copyOf(failingFormats);
        syncs = List.copyOf(syncs);
    }

    /**
     * A table format that fails.
     *
     * @param format {@code ICEBERG} or {@code DELTA}
     * @param error in Confluent's words; null: nothing is said
     */
    public record FailingFormat(String format, @Nullable String error) {}

    /**
     * How a topic is published to one catalog.
     *
     * @param catalog the id of the catalog integration
     * @param status {@code PENDING}, {@code SYNCED}, {@code FAILED} or {@code DISCONNECTED}
     * @param error in Confluent's words; null: nothing is said
     */
    public record CatalogSync(
            String catalog, String status, @Nullable String error) {}
}
