package io.tableflow.iam.environment.revision;

import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.policy.document.PolicyDocument;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** One policy document that was applied. Kept for ever, while IAM keeps only five versions. */
@Entity
@Immutable
public class PolicyRevision {

    @Id
    private UUID id;

    private UUID environmentId;
    private String environmentName;

    @Enumerated(EnumType.STRING)
    private PolicyKind policy;

    private int number;
    private String document;
    private Instant appliedAt;
    private String appliedBy;
    private String reason;

    @Column(insertable = false, updatable = false)
    private @Nullable Long appliedOrder;

    @SuppressWarnings("NullAway.Init")
    protected PolicyRevision() {}

    PolicyRevision(
            Environment environment,
            PolicyKind policy,
            int number,
            PolicyDocument document,
            Instant appliedAt,
            String appliedBy,
            String reason) {
        this.id = UUID.randomUUID();
        this.environmentId = environment.id();
        this.environmentName = environment.name();
        this.policy = policy;
        this.number = number;
        this.document = document.json();
        this.appliedAt = appliedAt;
        this.appliedBy = appliedBy;
        this.reason = reason;
    }

    public UUID environmentId() {
        return environmentId;
    }

    public String environmentName() {
        return environmentName;
    }

    public PolicyKind policy() {
        return policy;
    }

    /** Counts an environment's revisions of one policy, from 1. */
    public int number() {
        return number;
    }

    public PolicyDocument document() {
        return new PolicyDocument(document);
    }

    public Instant appliedAt() {
        return appliedAt;
    }

    /** The caller whose request it served. */
    public String appliedBy() {
        return appliedBy;
    }

    public String reason() {
        return reason;
    }

    /**
     * Its position among all revisions of all environments, in the order in which they were applied. Known after it was
     * stored and read.
     */
    public long appliedOrder() {
        return Objects.requireNonNull(appliedOrder, "not stored yet");
    }
}
