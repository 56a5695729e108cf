package io.tableflow.iam.verification;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** The latest verification of an environment. */
@Entity
public class VerificationReport {

    @Id
    private UUID environmentId;

    private Instant startedAt;
    private Instant finishedAt;

    @Enumerated(EnumType.STRING)
    private VerificationStatus verdict;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<CheckResult> checks;

    @SuppressWarnings("NullAway.Init")
    protected VerificationReport() {}

    VerificationReport(UUID environmentId, Instant startedAt, Instant finishedAt, List<CheckResult> checks) {
        this.environmentId = environmentId;
        this.startedAt = startedAt;
        this.finishedAt = finishedAt;
        this.verdict = VerificationStatus.of(checks);
        this.checks = List.copyOf(checks);
    }

    public UUID environmentId() {
        return environmentId;
    }

    public Instant startedAt() {
        return startedAt;
    }

    public Instant finishedAt() {
        return finishedAt;
    }

    /** What all checks come to. */
    public VerificationStatus verdict() {
        return verdict;
    }

    /** Every check, also those that were not run. */
    public List<CheckResult> checks() {
        return List.copyOf(checks);
    }

    /** What the checks of one question come to. */
    public VerificationStatus verdict(VerificationQuestion question) {
        return VerificationStatus.of(
                checks.stream().filter(it -> it.question() == question).toList());
    }

    /** How many checks have this status. */
    public long count(VerificationStatus status) {
        return checks.stream().filter(it -> it.status() == status).count();
    }
}
