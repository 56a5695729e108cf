package io.tableflow.iam.confluent.tableflow;

import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.confluent.cloud.CloudIntegration;
import io.tableflow.iam.confluent.cloud.TableflowCloud;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.environment.status.Condition.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/**
 * Asks Confluent what Tableflow does by the integrations of one Confluent environment, after they were listed, and stores what
 * has changed. It changes nothing else: an environment whose Tableflow fails is as it was.
 */
@Component
public class TableflowVerdicts {

    private static final Logger log = LoggerFactory.getLogger(TableflowVerdicts.class);

    private static final int PAGE = 200;
    private static final int LOOKS_UNTIL_OLD = 3;

    private final ObjectProvider<TableflowCloud> cloud;
    private final TableflowVerdictRepository verdicts;
    private final Clock clock;
    private final List<String> clusters;
    private final Duration countsFor;

    TableflowVerdicts(
            ObjectProvider<TableflowCloud> cloud,
            TableflowVerdictRepository verdicts,
            Clock clock,
            TableflowProperties properties) {
        this.cloud = cloud;
        this.verdicts = verdicts;
        this.clock = clock;
        this.clusters = properties.confluent().kafkaClusters();
        this.countsFor = properties.confluent().pollInterval().multipliedBy(LOOKS_UNTIL_OLD);
    }

    /** Whether there is a key to ask with. */
    public boolean isAsked() {
        return cloud.getIfAvailable() != null;
    }

    /** When the oldest answer that still counts was given: three looks ago. */
    public Instant oldest() {
        return clock.instant().minus(countsFor);
    }

    /** The latest verdict on an environment. */
    public Optional<TableflowVerdict> find(UUID environment) {
        return verdicts.findById(environment);
    }

    /** The verdict if it is to be shown: if somebody still asks, and it is about the integration that is desired now. */
    public Optional<TableflowVerdict> shown(@Nullable TableflowVerdict latest, Environment environment) {
        ProviderIntegration integration = environment.desired().integration();
        return latest != null && integration != null && latest.integrationId().equals(integration.id()) && isAsked()
                ? Optional.of(latest)
                : Optional.empty();
    }

    /**
     * Asks once for each Kafka cluster, outside any transaction.
     *
     * @param integrations all of the Confluent environment, as they were just listed
     * @param subjects its environments
     */
    public void look(
            String confluentEnvironment,
            List<CloudIntegration> integrations,
            Collection<TableflowSubject> subjects,
            BooleanSupplier stopping) {
        TableflowCloud client = cloud.getIfAvailable();
        if (client == null || subjects.isEmpty()) {
            return;
        }
        KafkaClusters known = new KafkaClusters(clusters, confluentEnvironment);
        Map<TableflowSubject, Set<String>> asked = new LinkedHashMap<>();
        subjects.stream()
                .filter(it -> it.integration() != null)
                .forEach(it -> asked.put(it, known.of(it, integrations)));
        Set<String> all =
                asked.values().stream().flatMap(Set::stream).collect(Collectors.toCollection(LinkedHashSet::new));
        ClusterAnswers answers = ClusterAnswers.ask(client, confluentEnvironment, all, stopping);
        List<TableflowSubject> page = new ArrayList<>();
        for (TableflowSubject subject : subjects) {
            page.add(subject);
            if (page.size() == PAGE) {
                store(page, asked, answers);
                page.clear();
            }
        }
        if (!page.isEmpty()) {
            store(page, asked, answers);
        }
    }

    private void store(
            List<TableflowSubject> page, Map<TableflowSubject, Set<String>> clustersOf, ClusterAnswers answers) {
        Instant now = clock.instant();
        Map<UUID, TableflowVerdict> before =
                verdicts
                        .findByEnvironmentIdIn(
                                page.stream().map(TableflowSubject::environment).toList())
                        .stream()
                        .collect(Collectors.toMap(TableflowVerdict::environmentId, Function.identity()));
        List<UUID> same = new ArrayList<>();
        List<UUID> gone = new ArrayList<>();
        for (TableflowSubject subject : page) {
            TableflowVerdict last = before.get(subject.environment());
            String integration = subject.integration();
            if (integration == null) {
                if (last != null) {
                    gone.add(subject.environment());
                }
                continue;
            }
            TableflowVerdict former = last != null && last.integrationId().equals(integration) ? last : null;
            Assessment found = Assessment.of(integration, clustersOf.getOrDefault(subject, Set.of()), answers);
            TableflowVerdict next = new TableflowVerdict(subject.environment(), integration, found, former, now);
            if (former == null || !next.isAs(former)) {
                save(subject, next, former);
            } else if (found.isAnswered()) {
                same.add(subject.environment());
            }
        }
        if (!same.isEmpty()) {
            verdicts.answeredAgain(same, now);
        }
        if (!gone.isEmpty()) {
            verdicts.forget(gone);
        }
    }

    private void save(TableflowSubject subject, TableflowVerdict next, @Nullable TableflowVerdict former) {
        try {
            verdicts.save(next.asChange(verdicts.nextChange()));
        } catch (DataIntegrityViolationException environmentIsGone) {
            log.debug("Environment {} is gone", subject.name(), environmentIsGone);
            return;
        }
        Status status = next.status();
        if (former == null ? status == Status.False : status != former.status()) {
            log.info("Tableflow of environment {} is now {}: {}", subject.name(), status, next.reason());
        }
    }
}
