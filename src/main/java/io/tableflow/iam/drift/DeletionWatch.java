package io.tableflow.iam.drift;

import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentRepository;
import io.tableflow.iam.environment.event.LifecycleEvent.EnvironmentDeleted;
import io.tableflow.iam.policy.AwsAccount;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * After the last environment of an account is gone, the account is swept for another day, so that what it has left is
 * found.
 */
@Component
class DeletionWatch {

    private static final Duration WATCHED = Duration.ofDays(1);

    private final EnvironmentRepository environments;
    private final AccountSweepReportRepository sweeps;
    private final Clock clock;

    DeletionWatch(EnvironmentRepository environments, AccountSweepReportRepository sweeps, Clock clock) {
        this.environments = environments;
        this.sweeps = sweeps;
        this.clock = clock;
    }

    /** In the transaction that deletes the environment, before its row is deleted. */
    @EventListener
    void on(EnvironmentDeleted event) {
        environments
                .findById(event.source().environmentId())
                .flatMap(DeletionWatch::account)
                .ifPresent(account -> sweeps.watch(account, clock.instant().plus(WATCHED)));
    }

    private static Optional<String> account(Environment environment) {
        AwsAccount account = environment.account();
        return Optional.ofNullable(account == null ? environment.spec().accountId() : account.id());
    }
}
