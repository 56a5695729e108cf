package io.tableflow.iam.drift;

import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.comparison.Comparison;
import io.tableflow.iam.comparison.ManagedPolicies;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentRepository;
import io.tableflow.iam.environment.ReconcileRequests;
import io.tableflow.iam.environment.event.EnvironmentEvent;
import io.tableflow.iam.environment.revision.PolicyHistory;
import io.tableflow.iam.environment.status.Difference;
import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.policy.document.PolicyDocument;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Stores what a sweep finds, and requests that it be reconciled: one transaction for each environment, under its lock.
 */
@Service
@Transactional
class DriftRecorder {

    private static final Logger log = LoggerFactory.getLogger(DriftRecorder.class);

    private final EnvironmentRepository environments;
    private final DriftHistory history;
    private final ReconcileRequests reconcileRequests;
    private final PolicyHistory policies;
    private final boolean isRepairOn;
    private final DriftCounters counters;

    DriftRecorder(
            EnvironmentRepository environments,
            DriftHistory history,
            ReconcileRequests reconcileRequests,
            PolicyHistory policies,
            TableflowProperties properties,
            DriftCounters counters) {
        this.environments = environments;
        this.history = history;
        this.reconcileRequests = reconcileRequests;
        this.policies = policies;
        this.isRepairOn = properties.drift().repair();
        this.counters = counters;
    }

    /**
     * Stores the result of a direct comparison, and requests a reconcile if that is configured and needed. The result
     * only counts if the row is still the one that was compared.
     *
     * @return whether anything differed
     */
    boolean record(Environment compared, Comparison comparison) {
        return lock(compared)
                .filter(environment -> store(environment, comparison))
                .isPresent();
    }

    /**
     * Stores that an environment could not be compared, although its account could be.
     *
     * @param why a sentence without secrets
     */
    void notCompared(Environment environment, String why) {
        lock(environment).ifPresent(it -> history.notCompared(it, why));
    }

    private Optional<Environment> lock(Environment compared) {
        return environments
                .lockByName(compared.name())
                .filter(it -> it.id().equals(compared.id()) && it.revision() == compared.revision())
                .filter(Environment::isComparable);
    }

    /** Of these environments those that differ, with what was found, by id. */
    @Transactional(readOnly = true)
    Map<UUID, DriftReport> differing(Collection<Environment> compared) {
        return history.differing(compared);
    }

    /**
     * Whether differences are to be reconciled now. After a failure it is up to an operator what becomes of an environment,
     * unless others get in.
     *
     * @param known what was found before; null: nothing
     */
    boolean isRepairDue(Environment environment, List<Difference> differences, @Nullable DriftReport known) {
        return isRepairWanted(environment, differences)
                && (known == null
                        || !history.isPaused(
                                environment,
                                known,
                                isUrgent(
                                        environment,
                                        differences,
                                        !known.differences().containsAll(differences))));
    }

    /**
     * What lets others in is repaired at once, however often somebody undoes it. Where the environment has failed, and it could not
     * be repaired, only something new is a reason to try at once.
     */
    private static boolean isUrgent(Environment environment, List<Difference> differences, boolean isNews) {
        return environment.isAtRest() ? differences.stream().anyMatch(Difference::critical) : isNews;
    }

    private boolean isRepairWanted(Environment environment, List<Difference> differences) {
        return isRepairOn
                && differences.stream().anyMatch(it -> it.kind().isRepairable())
                && (environment.isAtRest()
                        || differences.stream().anyMatch(it -> it.critical() && !isYetToBeApplied(environment, it)));
    }

    /** A policy that is as we last wrote it was changed by nobody: the workflow that failed had not come to it. */
    private boolean isYetToBeApplied(Environment environment, Difference difference) {
        return difference.kind() == Difference.Kind.DOCUMENT_CHANGED
                && ResourceKind.POLICIES.stream()
                        .filter(kind ->
                                difference.resource().endsWith(" " + ManagedPolicies.name(environment.spec(), kind)))
                        .flatMap(kind -> policies.latest(environment, kind.document()).stream())
                        .anyMatch(revision ->
                                revision.document().sameAs(new PolicyDocument(String.valueOf(difference.actual()))));
    }

    private boolean store(Environment environment, Comparison read) {
        Optional<DriftReport> known = history.latest(environment);
        Comparison comparison =
                read.completedBy(known.map(DriftReport::differences).orElse(List.of()));
        boolean isNews = known.map(it -> !Set.copyOf(it.differences()).equals(Set.copyOf(comparison.differences())))
                .orElse(true);
        boolean contradictsRow = environment.isAtRest()
                && (environment.observed().isKnownToDiffer() == comparison.isInSync()
                        || environment.observed().isNotCompared());
        if (isNews || contradictsRow || !comparison.isInSync()) {
            history.compared(environment, comparison, null);
        }
        if (!comparison.isInSync() && isNews) {
            log.warn("Environment {} differs from live IAM: {}", environment.name(), comparison.summary());
            counters.found(comparison.differences());
        }
        if (isRepairWanted(environment, comparison.differences())
                && history.repair(
                        environment,
                        comparison.differences(),
                        isUrgent(environment, comparison.differences(), isNews))) {
            reconcileRequests.request(environment, EnvironmentEvent.SERVICE, "drift found: " + comparison.summary());
        }
        return !comparison.isInSync();
    }

    /** Stores that a sweep is complete. */
    void swept(String accountId, Instant startedAt, int compared, int drifted) {
        history.swept(accountId, startedAt, compared, drifted);
    }

    /** Stores that a sweep is not complete. */
    void sweepFailed(String accountId, String why) {
        history.sweepFailed(accountId, why);
    }
}
