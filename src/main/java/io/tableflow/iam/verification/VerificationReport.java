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
import org.jspecify.annotations.Nullable;

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

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable List<CheckResult> bucketChecks;

    private @Nullable Long generation;

    @SuppressWarnings("NullAway.Init")
    protected VerificationReport() {}

    /**
     * @param generation of the environment's spec
     * @param results of every check, also of what only rules of compliance ask for
     */
    VerificationReport(
            UUID environmentId, long generation, Instant startedAt, Instant finishedAt, List<CheckResult> results) {
        this.environmentId = environmentId;
        this.generation = generation;
        this.startedAt = startedAt;
        this.finishedAt = finishedAt;
        this.checks = results.stream()
                .filter(it -> !BucketClaim.REQUIRES_TLS.isAnsweredBy(it))
                .toList();
        this.verdict = VerificationStatus.of(checks);
        this.bucketChecks = results.stream().filter(BucketClaim::isAsked).toList();
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

    /** The generation of the spec that it was verified for; null: the version that made the report did not say. */
    @Nullable
    Long generation() {
        return generation;
    }

    /** Those that rules of compliance are judged by; empty if the report was made before there were such rules. */
    List<CheckResult> bucketChecks() {
        return bucketChecks == null ? List.of() : List.copyOf(bucketChecks);
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
