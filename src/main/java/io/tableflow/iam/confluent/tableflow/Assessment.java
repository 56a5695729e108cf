package io.tableflow.iam.confluent.tableflow;

import io.tableflow.iam.environment.status.Condition.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the answers of one look come to for one environment.
 *
 * @param reason one CamelCase word for programs
 * @param message for people
 * @param topics those with problems first, {@value #MOST_SHOWN} at most
 * @param topicCount of all
 * @param catalogs those with problems first, {@value #MOST_SHOWN} at most
 * @param isAnswered whether Confluent has answered for all clusters; otherwise topics and catalogs say nothing
 */
record Assessment(
        Status status,
        String reason,
        String message,
        List<TopicVerdict> topics,
        int topicCount,
        List<CatalogVerdict> catalogs,
        boolean isAnswered) {

    static final int MOST_SHOWN = 20;

    static Assessment of(String integration, Set<String> clusters, ClusterAnswers looked) {
        List<TopicVerdict> topics = new ArrayList<>();
        List<CatalogVerdict> catalogs = new ArrayList<>();
        looked.answers().forEach((cluster, answer) -> {
            Set<String> ours = new HashSet<>();
            answer.catalogs().stream()
                    .filter(it -> integration.equals(it.integration()))
                    .forEach(it -> {
                        ours.add(it.id());
                        catalogs.add(CatalogVerdict.of(cluster, it));
                    });
            answer.topics().stream()
                    .filter(it -> integration.equals(it.integration())
                            || it.syncs().stream().anyMatch(sync -> ours.contains(sync.catalog())))
                    .map(it -> TopicVerdict.of(cluster, it, integration.equals(it.integration()), ours))
                    .forEach(topics::add);
        });
        String failure = looked.failure(clusters);
        if (failure != null) {
            return unknown(
                    "NotAnswered",
                    failure + " tableflow.confluent.tableflow-api-key must be a Tableflow API key"
                            + " whose owner may see the cluster's topics and the integration.",
                    false);
        }
        if (clusters.isEmpty() && topics.isEmpty() && catalogs.isEmpty()) {
            return unknown(
                    "ClustersUnknown",
                    "Which Kafka clusters use integration " + integration
                            + " is not known, and Confluent lists topics of"
                            + " one cluster only. Set tableflow.confluent.kafka-clusters, or name the clusters'"
                            + " databases (lkc-...) in glueDatabases.",
                    true);
        }
        return found(clusters, topics, catalogs);
    }

    private static Assessment unknown(String reason, String message, boolean isAnswered) {
        return new Assessment(Status.Unknown, reason, message, List.of(), 0, List.of(), isAnswered);
    }

    private static Assessment found(Set<String> clusters, List<TopicVerdict> topics, List<CatalogVerdict> catalogs) {
        topics.sort(Comparator.comparing((TopicVerdict it) -> it.problems().isEmpty())
                .thenComparing(TopicVerdict::kafkaCluster)
                .thenComparing(TopicVerdict::name));
        catalogs.sort(Comparator.comparing((CatalogVerdict it) -> it.problems().isEmpty())
                .thenComparing(CatalogVerdict::id));
        String counts = topics.size() + " topics and " + catalogs.size() + " catalog integrations";
        List<TableflowProblem> problems = Stream.concat(
                        catalogs.stream().flatMap(it -> it.problems().stream()),
                        topics.stream().flatMap(it -> it.problems().stream()))
                .sorted(Comparator.comparing(TableflowProblem::cause))
                .toList();
        if (!problems.isEmpty()) {
            TableflowProblem worst = problems.getFirst();
            return of(
                    Status.False,
                    worst.cause().reason(),
                    "Of " + counts + ", " + failing(topics, catalogs) + " have problems. Confluent says: "
                            + Objects.requireNonNullElse(worst.text(), "nothing") + ". "
                            + worst.cause().meaning(),
                    topics,
                    catalogs);
        }
        if (topics.isEmpty() && catalogs.isEmpty()) {
            return of(
                    Status.Unknown,
                    "NotUsed",
                    "No topic and no catalog integration of "
                            + clusters.stream().sorted().collect(Collectors.joining(", ")) + " uses the integration.",
                    topics,
                    catalogs);
        }
        boolean isRunning = topics.stream().anyMatch(it -> it.phase().equals("RUNNING"))
                || catalogs.stream().anyMatch(it -> it.phase().equals("CONNECTED"));
        return isRunning
                ? of(Status.True, "Running", "Confluent reports no problem with " + counts + ".", topics, catalogs)
                : of(
                        Status.Unknown,
                        "Pending",
                        "Of " + counts
                                + ", none is running yet. A catalog integration is PENDING until one topic has been"
                                + " materialized.",
                        topics,
                        catalogs);
    }

    private static long failing(List<TopicVerdict> topics, List<CatalogVerdict> catalogs) {
        return topics.stream().filter(it -> !it.problems().isEmpty()).count()
                + catalogs.stream().filter(it -> !it.problems().isEmpty()).count();
    }

    private static Assessment of(
            Status status, String reason, String message, List<TopicVerdict> topics, List<CatalogVerdict> catalogs) {
        return new Assessment(
                status,
                reason,
                message,
                List.copyOf(topics.subList(0, Math.min(MOST_SHOWN, topics.size()))),
                topics.size(),
                List.copyOf(catalogs.subList(0, Math.min(MOST_SHOWN, catalogs.size()))),
                true);
    }
}
