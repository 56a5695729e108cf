package io.tableflow.iam.drift;

import io.tableflow.iam.comparison.Comparison;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.ReconcileRequest;
import io.tableflow.iam.environment.event.DriftEvent.DriftContested;
import io.tableflow.iam.environment.event.DriftEvent.DriftFound;
import io.tableflow.iam.environment.event.EnvironmentEvent.Source;
import io.tableflow.iam.environment.status.Difference;
import io.tableflow.iam.policy.AwsAccount;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Stores the results of comparisons with live IAM, and publishes an event for each new finding. */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class DriftHistory {

    private final DriftReportRepository drifts;
    private final AccountSweepReportRepository sweeps;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    DriftHistory(
            DriftReportRepository drifts,
            AccountSweepReportRepository sweeps,
            ApplicationEventPublisher events,
            Clock clock) {
        this.drifts = drifts;
        this.sweeps = sweeps;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Stores the result of a comparison: for {@code GET .../drift}, in the {@code InSync} condition, and, if it differs
     * from the last one, in the audit trail. What was not read is as it was.
     *
     * @param answers the reconcile request on the row when the comparison began; it is fulfilled if nothing of ours
     *     differs
     */
    public void compared(Environment environment, Comparison comparison, @Nullable ReconcileRequest answers) {
        Instant now = clock.instant();
        Optional<DriftReport> before = drifts.findById(environment.id());
        List<Difference> known = before.map(DriftReport::differences).orElse(List.of());
        List<Difference> differences = comparison.completedBy(known).differences();
        boolean isNews = !differences.isEmpty() && !Set.copyOf(differences).equals(Set.copyOf(known));
        DriftReport report = new DriftReport(environment.id(), differences, now);
        drifts.save(before.map(report::after).orElse(report));
        environment.observations(now).compared(differences, answers);
        if (isNews && !environment.isContested(now)) {
            events.publishEvent(new DriftFound(Source.of(environment), differences));
        }
    }

    /**
     * Whether what differs was repaired so often, and undone each time, that it is not repaired again yet. What could not be
     * repaired is tried again less and less often, too.
     *
     * @param urgent whether it is repaired however often it was before
     */
    boolean isPaused(Environment environment, DriftReport known, boolean urgent) {
        Instant now = clock.instant();
        Instant next = environment.isAtRest() ? known.nextRepair(now) : known.nextRepairAfterFailure(now);
        return !urgent && next.isAfter(now);
    }

    /**
     * Stores that the differences that were just compared are to be repaired, and shows it if they are contested.
     *
     * @param urgent whether it is repaired however often it was before
     * @return whether it is to be repaired now
     */
    boolean repair(Environment environment, List<Difference> differences, boolean urgent) {
        Instant now = clock.instant();
        DriftReport report = drifts.findById(environment.id())
                .orElseThrow(() -> new IllegalStateException("Nothing was found of " + environment.name()));
        if (isPaused(environment, report, urgent)) {
            return false;
        }
        if (!environment.isAtRest()) {
            // A repair that has failed was not undone by anybody, so it is not contested.
            report.repairedAfterFailure(now);
            drifts.save(report);
            return true;
        }
        report.repaired(now);
        drifts.save(report);
        int repairs = report.repairs(now);
        if (repairs >= DriftReport.REPAIRS_AT_ONCE
                && environment.observations(now).contested(repairs)) {
            events.publishEvent(new DriftContested(Source.of(environment), repairs, differences));
        }
        return true;
    }

    /** Stores in the {@code InSync} condition that the environment could not be compared. */
    public void notCompared(Environment environment, String why) {
        environment.observations(clock.instant()).notCompared(why);
    }

    /** Stores that a sweep of an account is complete: about environments of which it stored nothing there is no news. */
    public void swept(String accountId, Instant startedAt, int environments, int drifted) {
        AccountSweepReport sweep = sweeps.findById(accountId).orElseGet(() -> new AccountSweepReport(accountId));
        sweep.finished(startedAt, clock.instant(), environments, drifted);
        sweeps.save(sweep);
    }

    /** Stores that a sweep of an account is not complete, so that it says nothing about any environment. */
    public void sweepFailed(String accountId, String why) {
        AccountSweepReport sweep = sweeps.findById(accountId).orElseGet(() -> new AccountSweepReport(accountId));
        sweep.failed(why, clock.instant());
        sweeps.save(sweep);
    }

    /**
     * The latest comparison, of this environment alone or by a sweep of its account; empty before the first. A sweep that
     * covers the environment has found what the comparison before had found: nothing, or the same differences.
     */
    @Transactional(readOnly = true)
    public Optional<DriftReport> latest(Environment environment) {
        Optional<DriftReport> own = drifts.findById(environment.id());
        List<Difference> known = own.map(DriftReport::differences).orElse(List.of());
        Optional<DriftReport> swept = sweepOf(environment)
                .map(sweep -> sweep.comparedAt(environment))
                .map(when -> new DriftReport(environment.id(), known, when));
        return Stream.concat(own.stream(), swept.stream()).max(Comparator.comparing(DriftReport::checkedAt));
    }

    /** Of these environments those that differ, with what was found, by id. */
    @Transactional(readOnly = true)
    public Map<UUID, DriftReport> differing(Collection<Environment> compared) {
        return drifts
                .findByEnvironmentIdInAndInSyncFalse(
                        compared.stream().map(Environment::id).toList())
                .stream()
                .collect(Collectors.toMap(DriftReport::environmentId, Function.identity()));
    }

    private Optional<AccountSweepReport> sweepOf(Environment environment) {
        AwsAccount account = environment.account();
        return account == null ? Optional.empty() : sweeps.findById(account.id());
    }
}
