package io.tableflow.iam.environment;

import io.tableflow.iam.environment.EnvironmentStateMachine.Transition;
import io.tableflow.iam.environment.EnvironmentStateMachine.Trigger;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.environment.status.DetachmentLog;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.workflow.WorkflowProblem;
import io.tableflow.iam.workflow.WorkflowSubject;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The aggregate: what is desired of an environment, and what was observed of it, so that what comes next can be decided from
 * its row at any moment and by any node. {@link EnvironmentStateMachine} says what becomes of its state.
 */
@Entity
public class Environment {

    @Id
    private UUID id;

    private String name;

    @Enumerated(EnumType.STRING)
    private EnvironmentState state;

    @Embedded
    private DesiredState desired;

    @Embedded
    private ObservedState observed;

    @Embedded
    private DeletionRequest deletion;

    private @Nullable UUID workflowId;
    private Instant createdAt;
    private Instant updatedAt;

    @Version
    @Column(name = "revision")
    private @Nullable Long version;

    @SuppressWarnings("NullAway.Init")
    protected Environment() {}

    Environment(EnvironmentSpec spec, String requestedBy, Instant now) {
        this.id = UUID.randomUUID();
        this.name = spec.name();
        this.state = EnvironmentState.PROVISIONING;
        this.desired = DesiredState.first(spec, requestedBy);
        this.observed = ObservedState.nothing(spec, now);
        this.deletion = DeletionRequest.none();
        this.createdAt = now;
        this.updatedAt = now;
    }

    /** Another spec is desired from now on. A workflow that was begun for the previous one is cancelled, or, if it has failed, replaced. */
    void update(EnvironmentSpec spec, String by, Instant now) {
        desire(desired.withSpec(spec, by), now);
    }

    /** Live IAM is to be compared with the desired state, and corrected. After a failure everything is begun anew. */
    void requestReconcile(ReconcileRequest request, Instant now) {
        desire(
                state == EnvironmentState.FAILED
                        ? desired.withGenerations(desired.generations().next())
                        : desired.withReconcileRequest(request),
                now);
    }

    /** Confluent's half became known. It is compared with the live trust, not with the integration that was known before. */
    void registerIntegration(ProviderIntegration integration, Instant now) {
        desire(desired.withIntegration(integration), now);
        observe(observed.awaitingTrustOf(desired, now), now);
    }

    /**
     * Requests the deletion.
     *
     * @param force whether what others attached is to be detached as well; once requested, it stays so
     */
    void requestDeletion(String by, boolean force, Instant now) {
        deletion = force ? deletion.requested(by, now).forced(by) : deletion.requested(by, now);
        become(EnvironmentWorkflowKind.TEARDOWN, Trigger.IS_REQUESTED, now);
    }

    /** The workflow that is due begins. */
    void begin(EnvironmentWorkflowKind kind, UUID workflow, Instant now) {
        become(kind, Trigger.BEGINS, now);
        workflowId = workflow;
        desire(desired.withGenerations(desired.generations().begun()), now);
    }

    /** The latest workflow succeeded. */
    Transition succeed(EnvironmentWorkflowKind kind, Instant now) {
        switch (kind) {
            case PROVISION -> {
                desire(desired.applied(), now);
                observe(observed.with(observed.conditions().policiesAttached(now)), now);
            }
            case UPDATE -> desire(desired.applied(), now);
            case UPDATE_TRUST, REPAIR, TEARDOWN -> {}
        }
        return become(kind, Trigger.SUCCEEDS, now);
    }

    /** The latest workflow failed; the condition that it could not establish says why. */
    void fail(EnvironmentWorkflowKind kind, WorkflowProblem problem, Instant now) {
        observe(observed.failed(kind, problem, desired, now), now);
        become(kind, Trigger.FAILS, now);
    }

    /** The latest workflow, which failed, continues. */
    void retry(EnvironmentWorkflowKind kind, Instant now) {
        become(kind, Trigger.IS_RETRIED, now);
    }

    /** Records what is observed of its resources in IAM at that moment. */
    public EnvironmentObservations observations(Instant now) {
        return new EnvironmentObservations(this, now);
    }

    /** The only way to another state. */
    private Transition become(EnvironmentWorkflowKind kind, Trigger trigger, Instant now) {
        Transition transition = EnvironmentStateMachine.transition(this, kind, trigger);
        state = transition.to() == null ? state : transition.to();
        updatedAt = now;
        return transition;
    }

    void desire(DesiredState next, Instant now) {
        desired = next;
        updatedAt = now;
    }

    void observe(ObservedState next, Instant now) {
        observed = next;
        updatedAt = now;
    }

    void recordDetachments(DetachmentLog next, Instant now) {
        deletion = deletion.with(next);
        updatedAt = now;
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

    public DesiredState desired() {
        return desired;
    }

    public ObservedState observed() {
        return observed;
    }

    public DeletionRequest deletion() {
        return deletion;
    }

    public EnvironmentSpec spec() {
        return desired.spec();
    }

    /** The account that the role exists in; {@code null} until the first step has found out. */
    public @Nullable AwsAccount account() {
        return observed.account();
    }

    public boolean isDeletionRequested() {
        return deletion.isRequested();
    }

    /** Who requested the deletion; who requested the spec, if nobody did or it was not stored. */
    public String deletionRequestedBy() {
        return Objects.requireNonNullElse(deletion.requestedBy(), desired.requestedBy());
    }

    /** Whether nothing is under way or stuck: what is observed is what is desired, as far as is known. */
    public boolean isAtRest() {
        return state == EnvironmentState.ACTIVE || state == EnvironmentState.AWAITING_INTEGRATION;
    }

    /** The conditions at a moment: a trust with an end expires without anything being written. */
    public Conditions conditionsAt(Instant now) {
        return observed.conditions().at(now, spec().trustConditionsOrNone());
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

    /** Grows with every change. */
    public long revision() {
        return Objects.requireNonNull(version, "not stored yet");
    }

    public WorkflowSubject subject() {
        return new WorkflowSubject(id, name);
    }
}
