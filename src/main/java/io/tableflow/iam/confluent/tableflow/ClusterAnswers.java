package io.tableflow.iam.confluent.tableflow;

import io.tableflow.iam.confluent.cloud.ConfluentCloudException;
import io.tableflow.iam.confluent.cloud.GlueCatalog;
import io.tableflow.iam.confluent.cloud.TableflowCloud;
import io.tableflow.iam.confluent.cloud.TableflowTopic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What Confluent answered of each Kafka cluster of one Confluent environment, in one look. */
final class ClusterAnswers {

    /** Two calls for each; what is beyond is not asked. */
    static final int MOST_CLUSTERS = 200;

    /** What one cluster has. */
    record Answer(List<TableflowTopic> topics, List<GlueCatalog> catalogs) {}

    private final Map<String, Answer> answers = new LinkedHashMap<>();
    private final Map<String, String> failures = new LinkedHashMap<>();

    private ClusterAnswers() {}

    /**
     * Asks for each cluster. What is true of the key or of Confluent is true for all clusters, so that after such a failure nothing
     * else is asked.
     */
    static ClusterAnswers ask(
            TableflowCloud cloud, String confluentEnvironment, Set<String> clusters, BooleanSupplier stopping) {
        ClusterAnswers all = new ClusterAnswers();
        String given = null;
        int asked = 0;
        for (String cluster : clusters) {
            if (given == null && stopping.getAsBoolean()) {
                given = "The node that asked was about to stop.";
            }
            if (given == null && asked++ == MOST_CLUSTERS) {
                given = "Not more than " + MOST_CLUSTERS + " Kafka clusters of a Confluent environment are asked for.";
            }
            if (given == null) {
                given = all.ask(cloud, confluentEnvironment, cluster);
            } else {
                all.failures.put(cluster, given);
            }
        }
        return all;
    }

    /** Returns what went wrong if it would with the next cluster, too. */
    private @Nullable String ask(TableflowCloud cloud, String confluentEnvironment, String cluster) {
        try {
            answers.put(
                    cluster,
                    new Answer(
                            cloud.topics(confluentEnvironment, cluster),
                            cloud.catalogs(confluentEnvironment, cluster)));
            return null;
        } catch (ConfluentCloudException failure) {
            failures.put(cluster, String.valueOf(failure.getMessage()));
            return switch (failure.kind()) {
                case FORBIDDEN, NOT_FOUND, INVALID -> null;
                default -> failure.getMessage();
            };
        }
    }

    Map<String, Answer> answers() {
        return answers;
    }

    /** Why one of these clusters was not answered for; null: all were. */
    @Nullable
    String failure(Set<String> clusters) {
        return clusters.stream()
                .filter(failures::containsKey)
                .map(failures::get)
                .findFirst()
                .orElse(null);
    }
}
