package io.tableflow.iam.confluent.cloud;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Tableflow's topics and catalog integrations by {@code tableflow/v1}, which wants an API key of its own. */
final class TableflowReadings implements TableflowCloud {

    private static final String PAGE_SIZE = "100";

    private final CloudCallExecutor calls;
    private final CloudFailures failures;

    TableflowReadings(CloudCallExecutor calls, CloudFailures failures) {
        this.calls = calls;
        this.failures = failures;
    }

    @Override
    public List<TableflowTopic> topics(String confluentEnvironment, String kafkaCluster) {
        return list(
                "ListTableflowTopics",
                "/tableflow/v1/tableflow-topics",
                confluentEnvironment,
                kafkaCluster,
                TableflowReader::topic);
    }

    @Override
    public List<GlueCatalog> catalogs(String confluentEnvironment, String kafkaCluster) {
        return list(
                "ListCatalogIntegrations",
                "/tableflow/v1/catalog-integrations",
                confluentEnvironment,
                kafkaCluster,
                TableflowReader::catalog);
    }

    private <T> List<T> list(
            String operation, String path, String environment, String cluster, Function<JsonNode, Optional<T>> entry) {
        Map<String, String> query =
                Map.of("environment", environment, "spec.kafka_cluster", cluster, "page_size", PAGE_SIZE);
        return new CloudPages(calls, failures)
                .all(new CloudRequest(operation, "GET", path, null, environment, query, null), entry);
    }
}
