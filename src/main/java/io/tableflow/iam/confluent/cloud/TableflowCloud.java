package io.tableflow.iam.confluent.cloud;

import java.util.List;

/**
 * What Tableflow itself says of its work, by {@code tableflow/v1} (ccloud-sdk-go-v2, tableflow/v1). It is only read. Confluent
 * lists neither topics nor catalogs but those of one Kafka cluster, so its id has to be known. No method may be called inside a
 * database transaction.
 */
public interface TableflowCloud {

    /**
     * The topics of a Kafka cluster that Tableflow materializes.
     *
     * @param confluentEnvironment {@code env-...}
     * @param kafkaCluster {@code lkc-...}
     * @throws ConfluentCloudException if not all pages can be read: never a part of the list
     */
    List<TableflowTopic> topics(String confluentEnvironment, String kafkaCluster);

    /**
     * The integrations of a Kafka cluster with catalogs; those that are not with Glue are left out.
     *
     * @param confluentEnvironment {@code env-...}
     * @param kafkaCluster {@code lkc-...}
     * @throws ConfluentCloudException if not all pages can be read: never a part of the list
     */
    List<GlueCatalog> catalogs(String confluentEnvironment, String kafkaCluster);
}
