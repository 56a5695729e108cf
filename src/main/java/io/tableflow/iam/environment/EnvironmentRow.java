package io.tableflow.iam.environment;

import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.environment.status.AdoptionLog;
import io.tableflow.iam.environment.status.Condition;
import io.tableflow.iam.environment.status.DetachmentLog;
import io.tableflow.iam.environment.status.IamResources;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.workflow.WorkflowSubject;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An environment's row, to be read by all. What may become of it is {@link Environment}'s to say. */
@MappedSuperclass
public abstract class EnvironmentRow {

    @Id
    private UUID id;

    private String name;

    @Enumerated(EnumType.STRING)
    private EnvironmentState state;

    @Embedded
    private DesiredState asked;

    @Embedded
    private ObservedState standing;

    @Embedded
    private DeletionRequest deletion;

    private @Nullable UUID workflowId;
    private Instant createdAt;
    private Instant updatedAt;

    @Version
    @Column(name = "revision")
    private @Nullable Long version;

    @SuppressWarnings("NullAway.Init")
    EnvironmentRow() {}

    EnvironmentRow(EnvironmentSpec spec, String requestedBy, Instant now) {
        this.id = UUID.randomUUID();
        this.name = spec.name();
        this.state = EnvironmentState.PROVISIONING;
        this.asked = DesiredState.first(spec, requestedBy);
        this.standing = ObservedState.nothing(spec, now);
        this.deletion = DeletionRequest.none();
        this.createdAt = now;
        this.updatedAt = now;
    }

    /** The only way to another state: through the table of what is possible. */
    void become(EnvironmentState next, Instant now) {
        if (!state.canBecome(next)) {
            throw new IllegalStateException("Environment " + name + " is " + state + " and cannot become " + next);
        }
        state = next;
        updatedAt = now;
    }

    void change(DesiredState next, Instant now) {
        asked = next;
        updatedAt = now;
    }

    void change(ObservedState next, Instant now) {
        standing = next;
        updatedAt = now;
    }

    void change(DeletionRequest next, Instant now) {
        deletion = next;
        updatedAt = now;
    }

    void change(UUID workflow, Instant now) {
        workflowId = workflow;
        updatedAt = now;
    }

    DesiredState asked() {
        return asked;
    }

    ObservedState standing() {
        return standing;
    }

    DeletionRequest deletion() {
        return deletion;
    }

    /** Identifies this life of the environment; the tags of everything that is ours carry it. */
    public UUID id() {
        return id;
    }

    public String name() {
        return name;
    }

    public EnvironmentState state() {
        return state;
    }

    public EnvironmentSpec spec() {
        return asked.spec();
    }

    public IamResources resources() {
        return standing.resources();
    }

    /** The account that the role stands in; {@code null} until the first step has found out. */
    public @Nullable AwsAccount account() {
        return standing.account();
    }

    /** What was last told of Confluent's half. */
    public @Nullable ProviderIntegration integration() {
        return asked.integration();
    }

    /** What the live trust was written for; {@code null} while it denies everyone. */
    public @Nullable ProviderIntegration trusted() {
        return standing.trusted();
    }

    /** The keys of tags that an earlier spec wanted and the present one does not, and that may still be there. */
    public List<String> retiredTags() {
        return List.copyOf(asked.retiredTags());
    }

    /** Why live IAM is to be compared and put right; {@code null} if nobody asked. */
    public @Nullable ReconcileRequest repairRequest() {
        return asked.repair();
    }

    public List<Condition> conditions() {
        return standing.conditions().all();
    }

    /** Whether nothing is under way or stuck: what stands is what is wanted, as far as is known. */
    public boolean isAtRest() {
        return state == EnvironmentState.ACTIVE || state == EnvironmentState.AWAITING_INTEGRATION;
    }

    /** Whether it is known to differ from live IAM. */
    public boolean isKnownToDiffer() {
        return standing.conditions().isFalse(Condition.ConditionType.InSync);
    }

    /** Whether all of it has stood once: before that, what is missing has not been made yet. */
    public boolean hasStoodInWhole() {
        return asked.generations().wasEverObserved();
    }

    /** Who asked for the present spec. */
    public String requestedBy() {
        return asked.requestedBy();
    }

    /** Who asked for it to go; who asked for it to be, as long as nobody did. */
    public String deletionRequestedBy() {
        String by = deletion.deletionRequestedBy();
        return by == null ? requestedBy() : by;
    }

    public boolean isDeletionRequested() {
        return deletion.isRequested();
    }

    /** Who asked that the deletion also takes off what others attached; {@code null} if nobody did. */
    public @Nullable String deletionForcedBy() {
        return deletion.deletionForcedBy();
    }

    /** What a forced deletion found and took off. */
    public DetachmentLog detachments() {
        return deletion.detachments();
    }

    /** What stood already and was taken over, or is about to be. */
    public AdoptionLog adoptions() {
        return standing.adoptions();
    }

    /** The latest workflow. */
    public @Nullable UUID workflowId() {
        return workflowId;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }

    /** Grows with every change; the ETag. */
    public long revision() {
        return Objects.requireNonNull(version, "not stored yet");
    }

    public WorkflowSubject subject() {
        return new WorkflowSubject(id, name);
    }
}
