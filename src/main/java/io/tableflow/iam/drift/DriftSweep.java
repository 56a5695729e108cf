package io.tableflow.iam.drift;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.aws.AwsAccounts;
import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.environment.EnvironmentRepository;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Sweeps every account that has environments, had one a day ago, or has something that no environment has: several at the same time and on one node at a time. Each account is swept
 * for itself: if one cannot be, or not within {@code tableflow.drift.account-timeout}, this is stored, and the condition
 * {@code InSync} of its environments shows it.
 */
@Component
public class DriftSweep {

    private static final Logger log = LoggerFactory.getLogger(DriftSweep.class);

    private final EnvironmentRepository environments;
    private final AwsAccounts accounts;
    private final DriftRecorder recorder;
    private final AccountSweepReportRepository reports;
    private final OrphanRepository orphans;
    private final MeterRegistry meters;
    private final Clock clock;
    private final TableflowProperties.Drift settings;
    private final Map<String, PageSize> pages = new ConcurrentHashMap<>();
    private final Map<String, MaxSessionDurations> sessions = new ConcurrentHashMap<>();

    DriftSweep(
            EnvironmentRepository environments,
            AwsAccounts accounts,
            DriftRecorder recorder,
            AccountSweepReportRepository reports,
            OrphanRepository orphans,
            MeterRegistry meters,
            Clock clock,
            TableflowProperties properties) {
        this.environments = environments;
        this.accounts = accounts;
        this.recorder = recorder;
        this.reports = reports;
        this.orphans = orphans;
        this.meters = meters;
        this.clock = clock;
        this.settings = properties.drift();
    }

    /**
     * Sweeps them all once, outside any transaction.
     *
     * @param stopping whether this node is about to stop: the sweep then ends, and what is left is for the next one
     */
    public void run(BooleanSupplier stopping) {
        Queue<String> waiting = new ConcurrentLinkedQueue<>(accountIds());
        int workers = Math.min(settings.concurrency(), waiting.size());
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("drift-sweep-", 0).factory())) {
            for (int i = 0; i < workers; i++) {
                threads.execute(() -> sweepAll(waiting, stopping));
            }
        }
    }

    private Set<String> accountIds() {
        Set<String> ids = new TreeSet<>(environments.accountIds());
        ids.addAll(reports.watchedAccountIds(clock.instant()));
        ids.addAll(orphans.accountIds());
        return ids;
    }

    private void sweepAll(Queue<String> waiting, BooleanSupplier stopping) {
        String accountId = waiting.poll();
        while (accountId != null && !stopping.getAsBoolean()) {
            sweep(accountId, stopping);
            accountId = waiting.poll();
        }
    }

    private void sweep(String accountId, BooleanSupplier stopping) {
        Timer.Sample duration = Timer.start(meters);
        String outcome = "failed";
        try {
            outcome = swept(accountId, stopping);
        } catch (AwsException failure) {
            log.warn("Account {} could not be swept for drift: {}", accountId, failure.getMessage());
            storeFailure(accountId, String.valueOf(failure.getMessage()));
        } catch (RuntimeException unexpected) {
            log.error("Account {} could not be swept for drift", accountId, unexpected);
            storeFailure(accountId, inPublic(unexpected));
        } finally {
            duration.stop(meters.timer("tableflow.drift.sweep", "account", accountId, "outcome", outcome));
        }
    }

    private String swept(String accountId, BooleanSupplier stopping) {
        Instant startedAt = clock.instant();
        long deadline = System.nanoTime() + settings.accountTimeout().toNanos();
        BooleanSupplier isOverdue = () -> System.nanoTime() - deadline > 0;
        AccountSweep sweep = new AccountSweep(
                accounts.account(accountId),
                startedAt,
                environments,
                recorder,
                orphans,
                pages.computeIfAbsent(accountId, account -> new PageSize()),
                sessions.computeIfAbsent(accountId, account -> new MaxSessionDurations()),
                () -> stopping.getAsBoolean() || isOverdue.getAsBoolean());
        if (sweep.run()) {
            recorder.swept(accountId, startedAt, sweep.compared(), sweep.drifted());
            return "finished";
        }
        if (stopping.getAsBoolean()) {
            return "interrupted";
        }
        log.warn("Account {} could not be swept for drift within {}", accountId, settings.accountTimeout());
        storeFailure(accountId, "The sweep of the account took longer than " + settings.accountTimeout() + ".");
        return "failed";
    }

    /** If that fails, too, no later comparison is stored, so that InSync becomes Unknown after a while. */
    private void storeFailure(String accountId, String why) {
        try {
            recorder.sweepFailed(accountId, why);
        } catch (RuntimeException unexpected) {
            log.error("That account {} could not be swept could not be stored", accountId, unexpected);
        }
    }

    /** What callers may know of a failure that is none of AWS. */
    static String inPublic(RuntimeException unexpected) {
        return "an unexpected failure (" + unexpected.getClass().getSimpleName()
                + "); the log of the service has the details.";
    }
}
