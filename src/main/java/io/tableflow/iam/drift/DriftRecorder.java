package io.tableflow.iam.drift;

import io.micrometer.core.instrument.MeterRegistry;
import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.comparison.Comparison;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentRepository;
import io.tableflow.iam.environment.EnvironmentState;
import io.tableflow.iam.environment.ReconcileRequests;
import io.tableflow.iam.environment.event.EnvironmentEvent;
import java.time.Instant;
import java.util.Optional;
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
    private final boolean isRepairOn;
    private final MeterRegistry meters;

    DriftRecorder(
            EnvironmentRepository environments,
            DriftHistory history,
            ReconcileRequests reconcileRequests,
            TableflowProperties properties,
            MeterRegistry meters) {
        this.environments = environments;
        this.history = history;
        this.reconcileRequests = reconcileRequests;
        this.isRepairOn = properties.drift().repair();
        this.meters = meters;
    }

    /** Failed after all of its resources had existed once: its trust may let others in, and can be reconciled. */
    static boolean isStuckAfterItStood(Environment environment) {
        return environment.state() == EnvironmentState.FAILED
                && environment.desired().generations().wasEverObserved()
                && !environment.isDeletionRequested();
    }

    /**
     * Stores the result of a direct comparison, and requests a reconcile if that is configured and needed. The result
     * only counts if the row is still the one that was compared.
     *
     * @return whether anything differed
     */
    boolean record(Environment compared, Comparison comparison) {
        Optional<Environment> row = environments
                .lockByName(compared.name())
                .filter(it -> it.id().equals(compared.id()) && it.revision() == compared.revision())
                .filter(it -> it.isAtRest() || (isStuckAfterItStood(it) && comparison.isCritical()));
        row.ifPresent(environment -> record(environment, comparison, isNews(environment, comparison)));
        return row.isPresent() && !comparison.isInSync();
    }

    private boolean isNews(Environment environment, Comparison comparison) {
        return history.latest(environment)
                .map(known -> !known.differences().equals(comparison.differences()))
                .orElse(true);
    }

    private void record(Environment environment, Comparison comparison, boolean isNews) {
        history.compared(environment, comparison.differences(), null);
        if (!comparison.isInSync() && isNews) {
            log.warn("Environment {} differs from live IAM: {}", environment.name(), comparison.summary());
            comparison
                    .differences()
                    .forEach(it -> meters.counter(
                                    "tableflow.drift.found",
                                    "kind",
                                    it.kind().name(),
                                    "critical",
                                    Boolean.toString(it.critical()))
                            .increment());
        }
        if (isRepairOn && comparison.isRepairNeeded()) {
            reconcileRequests.request(environment, EnvironmentEvent.SERVICE, "drift found: " + comparison.summary());
        }
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
