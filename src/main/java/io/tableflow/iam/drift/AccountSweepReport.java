package io.tableflow.iam.drift;

import io.tableflow.iam.environment.Conditions;
import io.tableflow.iam.environment.Environment;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The result of the latest sweep of one account. It covers every environment there that was at rest and was found
 * intact, so that nothing is written to their rows.
 */
@Entity
@Table(name = "drift_sweep")
public class AccountSweepReport {

    /** A row that another node stored just before, by its own clock, may not have been visible to the sweep. */
    private static final Duration LEEWAY = Duration.ofSeconds(2);

    @Id
    private String accountId;

    /** When the latest complete sweep began; null: there was none yet. */
    private @Nullable Instant startedAt;

    private @Nullable Instant finishedAt;
    /** How many environments the latest complete sweep compared. */
    @SuppressWarnings("UnusedVariable") // stored for operators, who read the table
    private int environments;

    /** How many of them differed from live IAM. */
    @SuppressWarnings("UnusedVariable") // stored for operators, who read the table
    private int drifted;

    /** Since when no sweep was complete; null: the latest was. */
    private @Nullable Instant failingSince;

    /** AWS's message to the latest sweep; null: it was complete. */
    private @Nullable String failure;

    /** False for sweeps of earlier versions, which said nothing of environments that had failed or were known to differ. */
    private boolean coversAll;

    @SuppressWarnings("NullAway.Init")
    protected AccountSweepReport() {}

    AccountSweepReport(String accountId) {
        this.accountId = accountId;
    }

    void finished(Instant startedAt, Instant finishedAt, int environments, int drifted) {
        this.startedAt = startedAt;
        this.finishedAt = finishedAt;
        this.environments = environments;
        this.drifted = drifted;
        this.failingSince = null;
        this.failure = null;
        this.coversAll = true;
    }

    void failed(String why, Instant now) {
        this.failure = why;
        if (failingSince == null) {
            this.failingSince = now;
        }
    }

    /**
     * Whether this sweep has compared an environment and found nothing new, so that it has written nothing about it: it
     * is intact, or differs as its row says.
     */
    boolean covers(Environment environment) {
        return startedAt != null
                && (coversAll
                        ? environment.isComparable()
                        : environment.isAtRest() && !environment.observed().isKnownToDiffer())
                && !environment.observed().isNotCompared()
                && startedAt.isAfter(environment.updatedAt().plus(LEEWAY));
    }

    /**
     * The conditions of an environment, with the results of the sweeps of its account.
     *
     * @param report the latest sweep; null: there was none
     * @param oldest when the oldest comparison that still counts was
     */
    public static Conditions shown(
            @Nullable AccountSweepReport report, Environment environment, Conditions conditions, Instant oldest) {
        return report == null
                ? conditions.comparedAt(environment.updatedAt(), oldest)
                : report.shown(environment, conditions, oldest);
    }

    private Conditions shown(Environment environment, Conditions conditions, Instant oldest) {
        if (environment.isComparable() && failingSince != null && failingSince.isAfter(environment.updatedAt())) {
            return conditions.notCompared(String.valueOf(failure), failingSince);
        }
        return startedAt != null && covers(environment)
                ? conditions.foundIntact(environment.updatedAt()).comparedAt(startedAt, oldest)
                : conditions.comparedAt(environment.updatedAt(), oldest);
    }

    /** When it compared an environment about which it has written nothing; null: it did not. */
    public @Nullable Instant comparedAt(Environment environment) {
        return covers(environment) ? finishedAt : null;
    }

    public String accountId() {
        return accountId;
    }
}
