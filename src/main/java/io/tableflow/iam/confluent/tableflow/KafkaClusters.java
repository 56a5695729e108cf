package io.tableflow.iam.confluent.tableflow;

import io.tableflow.iam.confluent.cloud.CloudIntegration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which Kafka clusters may use an integration. Confluent has no call that says so; it is known from the CRNs of what uses the
 * integration, from {@code glueDatabases} that are named after a cluster, and from {@code tableflow.confluent.kafka-clusters}.
 */
final class KafkaClusters {

    private static final Pattern IN_CRN = Pattern.compile("(?:cloud-cluster|kafka-cluster)=(lkc-[A-Za-z0-9-]{1,60})");
    private static final Pattern DATABASE = Pattern.compile("lkc-[a-z0-9-]{1,60}");

    private final List<String> configured;

    /**
     * @param setting entries {@code env-abc12/lkc-abc12}
     */
    KafkaClusters(List<String> setting, String confluentEnvironment) {
        String prefix = confluentEnvironment + "/";
        this.configured = setting.stream()
                .filter(it -> it.startsWith(prefix))
                .map(it -> it.substring(prefix.length()))
                .toList();
    }

    /** Those that may use the integration of an environment; empty: none is known. */
    Set<String> of(TableflowSubject subject, List<CloudIntegration> integrations) {
        Set<String> clusters = new LinkedHashSet<>(configured);
        subject.databases().stream()
                .filter(it -> DATABASE.matcher(it).matches())
                .forEach(clusters::add);
        integrations.stream()
                .filter(it -> it.id().equals(subject.integration()))
                .flatMap(it -> it.usages().stream())
                .flatMap(KafkaClusters::named)
                .forEach(clusters::add);
        return clusters;
    }

    private static Stream<String> named(String crn) {
        Matcher matcher = IN_CRN.matcher(crn);
        return matcher.results().map(it -> it.group(1));
    }
}
