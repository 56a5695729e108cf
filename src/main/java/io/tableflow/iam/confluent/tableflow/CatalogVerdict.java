package io.tableflow.iam.confluent.tableflow;

import io.tableflow.iam.confluent.cloud.GlueCatalog;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An integration of a Kafka cluster with Glue, which publishes tables by an integration.
 *
 * @param phase Confluent's word: {@code PENDING}, {@code CONNECTED}, {@code FAILED}
 * @param problems what is wrong; empty: nothing
 */
public record CatalogVerdict(
        String id,
        @Nullable String displayName,
        String kafkaCluster,
        String phase,
        boolean suspended,
        List<TableflowProblem> problems) {

    public CatalogVerdict {
        problems = List.copyOf(problems);
    }

    static CatalogVerdict of(String cluster, GlueCatalog catalog) {
        boolean isFailed = catalog.phase().equals("FAILED");
        return new CatalogVerdict(
                catalog.id(),
                catalog.displayName(),
                cluster,
                catalog.phase(),
                catalog.suspended(),
                isFailed || catalog.suspended()
                        ? List.of(TableflowProblem.of(
                                isFailed ? "catalog " + catalog.id() : "suspended",
                                catalog.error(),
                                isFailed ? TableflowCause.CATALOG_DENIED : TableflowCause.SUSPENDED))
                        : List.of());
    }
}
