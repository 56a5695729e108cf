package io.tableflow.iam.environment.revision;

import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.policy.document.PolicyDocument;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/**
 * One policy document that was applied. Kept for ever, while IAM keeps only five versions. {@link PolicyHistory} stores
 * it.
 */
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

    private long appliedOrder;

    @SuppressWarnings("NullAway.Init")
    protected PolicyRevision() {}

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
     * Its position among all revisions of all environments, in the order in which they were applied.
     */
    public long appliedOrder() {
        return appliedOrder;
    }
}
