package io.tableflow.iam.environment;

import io.tableflow.iam.environment.EnvironmentStateMachine.Transition;
import io.tableflow.iam.environment.EnvironmentStateMachine.Trigger;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.environment.spec.EnvironmentSpec.DeletionPolicy;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.environment.status.DetachmentLog;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.ResourceKind;
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
 * The aggregate: the desired and the observed state of an environment, so that any node can decide from its row what
 * comes next. {@link EnvironmentStateMachine} has its states and transitions.
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

    /**
     * Another spec is desired from now on. A workflow for the previous one is cancelled, or, if it has failed,
     * replaced.
     */
    void update(EnvironmentSpec spec, String by, Instant now) {
        EnvironmentSpec before = desired.spec();
        desire(desired.withSpec(spec, by), now);
        observe(observed.withSpec(before, spec, now), now);
    }

    /** Live IAM is to be reconciled. After a failure, this starts again from the first step. */
    void requestReconcile(ReconcileRequest request, Instant now) {
        desire(
                state == EnvironmentState.FAILED
                        ? desired.withGenerations(desired.generations().next())
                        : desired.withReconcileRequest(request),
                now);
    }

    /** An integration was received. It is compared with the live trust, not with the previous integration. */
    void registerIntegration(ProviderIntegration integration, Instant now) {
        desire(desired.withIntegration(integration), now);
        observe(observed.awaitingTrustOf(desired, now), now);
    }

    /** The integration is withdrawn: the trust is to deny everyone, whatever was received before. */
    void withdrawIntegration(String by, Instant now) {
        desire(desired.withdrawn(by, now), now);
    }

    /** The integration is gone at Confluent, and another one is to be made there. The trust stays as it is until then. */
    void replaceIntegration(Instant now) {
        desire(desired.withoutIntegration(), now);
    }

    /** A step of the active workflow is tried again because of a problem, which a condition shows meanwhile. */
    void waitBecauseOf(WorkflowProblem problem, Instant now) {
        if (problem.code().equals(ObservedState.PRINCIPAL_NOT_FOUND)) {
            ObservedState waiting = observed.waitingForPrincipal(problem, now);
            if (!waiting.equals(observed)) {
                observe(waiting, now);
            }
        } else if (IntegrationConditions.isAbout(problem)) {
            ObservedState waiting = observed.waitingForConfluent(problem, now);
            if (!waiting.equals(observed)) {
                observe(waiting, now);
            }
        }
    }

    /** There was a word about the integration, from that moment: what is older comes too late. */
    void integrationKnownAsOf(Instant asOf, Instant now) {
        desire(desired.withIntegrationAsOf(asOf), now);
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

    /** Requests that the environment be let go without any further call to AWS, whatever is left there. */
    void abandon(String by, Instant now) {
        deletion = deletion.requested(by, now).abandoned(by);
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

    /** Unique; the tags of all its resources have it. */
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

    /** The account of the role; {@code null} until the first step has found it. */
    public @Nullable AwsAccount account() {
        return observed.account();
    }

    public boolean isDeletionRequested() {
        return deletion.isRequested();
    }

    /**
     * Whether a deletion only removes our tags from a resource. So it does with everything if the spec says RETAIN, and with
     * what was adopted if the environment was never complete: then it may be in use, and was never ours alone.
     */
    public boolean isReleasedByDeletion(ResourceKind kind) {
        return spec().deletionPolicy() == DeletionPolicy.RETAIN
                || (!desired.generations().wasEverObserved()
                        && observed.adoptions().find(kind).isPresent());
    }

    /**
     * Whether a deletion first deletes the provider integration at Confluent: where the spec asks for one and does not say
     * RETAIN, and the role was the environment's, so that the integration is for it and for nobody else's.
     */
    public boolean isIntegrationDeletedByDeletion() {
        return spec().confluent() != null
                && observed.resources().role().arn() != null
                && !isReleasedByDeletion(ResourceKind.ROLE);
    }

    /** Who requested the deletion; if nobody did, or it was not stored, who requested the spec. */
    public String deletionRequestedBy() {
        return Objects.requireNonNullElse(deletion.requestedBy(), desired.requestedBy());
    }

    /**
     * Whether no workflow is active or has failed, so that the observed state is the desired one, as far as is known.
     */
    public boolean isAtRest() {
        return state == EnvironmentState.ACTIVE || state == EnvironmentState.AWAITING_INTEGRATION;
    }

    /** Failed after all of its resources had existed once: its role may let others in. */
    public boolean hasFailedAfterItExisted() {
        return state == EnvironmentState.FAILED && desired.generations().wasEverObserved() && !isDeletionRequested();
    }

    /** Whether it is compared with live IAM: not while it is being changed, since a change in progress is no drift. */
    public boolean isComparable() {
        return isAtRest() || hasFailedAfterItExisted();
    }

    /** The conditions at a moment: a trust with an end expires without anything being written. */
    public Conditions conditionsAt(Instant now) {
        return observed.conditions().at(now, spec().trustConditionsOrNone());
    }

    /** Whether what was repaired is undone again and again. */
    public boolean isContested(Instant now) {
        return ContestCondition.isIn(observed.conditions(), now);
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
