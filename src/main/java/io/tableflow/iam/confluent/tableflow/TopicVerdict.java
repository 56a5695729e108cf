package io.tableflow.iam.confluent.tableflow;

import io.tableflow.iam.confluent.cloud.TableflowTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A topic that Tableflow writes by an integration, or publishes by a catalog integration of it.
 *
 * @param phase Confluent's word: {@code PENDING}, {@code RUNNING}, {@code FAILED}
 * @param bucket where it is written to; null where that is not by this integration
 * @param problems what is wrong; empty: nothing
 */
public record TopicVerdict(
        String name,
        String kafkaCluster,
        String phase,
        boolean suspended,
        @Nullable String bucket,
        List<TableflowProblem> problems) {

    public TopicVerdict {
        problems = List.copyOf(problems);
    }

    /**
     * @param isWritten whether it is written by the integration that the verdict is about
     * @param catalogs the ids of the catalog integrations that the verdict is about
     */
    static TopicVerdict of(String cluster, TableflowTopic topic, boolean isWritten, Set<String> catalogs) {
        List<TableflowProblem> problems = new ArrayList<>();
        if (isWritten) {
            if (topic.phase().equals("FAILED")) {
                problems.add(TableflowProblem.of("materialization", topic.error(), TableflowCause.UNCLEAR));
            } else if (topic.suspended()) {
                problems.add(TableflowProblem.of("suspended", topic.error(), TableflowCause.SUSPENDED));
            }
            topic.failingFormats()
                    .forEach(it -> problems.add(
                            TableflowProblem.of("format " + it.format(), it.error(), TableflowCause.UNCLEAR)));
        }
        topic.syncs().stream()
                .filter(it -> catalogs.contains(it.catalog()))
                .filter(it -> it.status().equals("FAILED") || it.status().equals("DISCONNECTED"))
                .forEach(it -> problems.add(
                        TableflowProblem.of("catalog " + it.catalog(), it.error(), TableflowCause.CATALOG_DENIED)));
        return new TopicVerdict(
                topic.name(), cluster, topic.phase(), topic.suspended(), isWritten ? topic.bucket() : null, problems);
    }
}
