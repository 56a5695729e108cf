package io.tableflow.iam.drift;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tableflow.iam.aws.AwsAccounts;
import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.environment.EnvironmentRepository;
import java.time.Clock;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Sweeps every account that has environments, one after the other and on one node at a time. An account that AWS does
 * not show does not stop the others: the failure is stored, and the condition {@code InSync} of its environments shows
 * it.
 */
@Component
public class DriftSweep {

    private static final Logger log = LoggerFactory.getLogger(DriftSweep.class);

    private final EnvironmentRepository environments;
    private final AwsAccounts accounts;
    private final DriftRecorder recorder;
    private final MeterRegistry meters;
    private final Clock clock;

    DriftSweep(
            EnvironmentRepository environments,
            AwsAccounts accounts,
            DriftRecorder recorder,
            MeterRegistry meters,
            Clock clock) {
        this.environments = environments;
        this.accounts = accounts;
        this.recorder = recorder;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Sweeps them all once, outside any transaction.
     *
     * @param stopping whether this node is about to stop: the sweep then ends, and what is left is for the next one
     */
    public void run(BooleanSupplier stopping) {
        for (String accountId : environments.accountIds()) {
            if (!stopping.getAsBoolean()) {
                sweep(accountId, stopping);
            }
        }
    }

    private void sweep(String accountId, BooleanSupplier stopping) {
        Instant startedAt = clock.instant();
        Timer.Sample duration = Timer.start(meters);
        String outcome = "finished";
        try {
            AccountSweep sweep =
                    new AccountSweep(accounts.account(accountId), startedAt, environments, recorder, stopping);
            if (sweep.run()) {
                recorder.swept(accountId, startedAt, sweep.compared(), sweep.drifted());
            } else {
                outcome = "interrupted";
            }
        } catch (AwsException failure) {
            outcome = "failed";
            log.warn("Account {} could not be swept for drift: {}", accountId, failure.getMessage());
            recorder.sweepFailed(accountId, String.valueOf(failure.getMessage()));
        } finally {
            duration.stop(meters.timer("tableflow.drift.sweep", "account", accountId, "outcome", outcome));
        }
    }
}
