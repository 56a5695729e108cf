package io.tableflow.iam.confluent.cloud;

import io.tableflow.iam.confluent.cloud.TableflowTopic.CatalogSync;
import io.tableflow.iam.confluent.cloud.TableflowTopic.FailingFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads Tableflow's topics and catalog integrations. What it does not know it ignores. */
final class TableflowReader {

    private TableflowReader() {}

    /** A topic; empty if the entry has no name. */
    static Optional<TableflowTopic> topic(JsonNode entry) {
        String name = entry.at("/spec/display_name").asString("");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        JsonNode status = entry.path("status");
        return Optional.of(new TableflowTopic(
                name,
                text(entry.at("/spec/storage/provider_integration_id")),
                text(entry.at("/spec/storage/bucket_name")),
                entry.at("/spec/suspended").asBoolean(false),
                status.path("phase").asString(""),
                text(status.path("error_message")),
                status.path("failing_table_formats")
                        .valueStream()
                        .map(it -> new FailingFormat(it.path("format").asString(""), text(it.path("error_message"))))
                        .toList(),
                status.path("catalog_sync_statuses")
                        .valueStream()
                        .map(it -> new CatalogSync(
                                it.path("catalog_integration_id").asString(""),
                                it.path("sync_status").asString(""),
                                text(it.path("error_message"))))
                        .toList()));
    }

    /** A catalog integration with Glue; empty if it is with another catalog, or has no id. */
    static Optional<GlueCatalog> catalog(JsonNode entry) {
        String id = entry.path("id").asString("");
        boolean isGlue = entry.at("/spec/config/kind").asString("").equals("AwsGlue");
        return id.isEmpty() || !isGlue
                ? Optional.empty()
                : Optional.of(new GlueCatalog(
                        id,
                        text(entry.at("/spec/display_name")),
                        text(entry.at("/spec/config/provider_integration_id")),
                        entry.at("/spec/suspended").asBoolean(false),
                        entry.at("/status/phase").asString(""),
                        text(entry.at("/status/error_message"))));
    }

    private static @Nullable String text(JsonNode node) {
        String text = node.asString("");
        return text.isBlank() ? null : text;
    }
}
