package io.tableflow.iam.environment;

import io.tableflow.iam.drift.AccountSweepReport;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.environment.status.Adoption;
import io.tableflow.iam.environment.status.Condition;
import io.tableflow.iam.environment.status.Difference;
import io.tableflow.iam.environment.status.ForeignAttachment;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.workflow.WorkflowProblem;
import jakarta.persistence.Entity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The aggregate. Its row holds what is wanted ({@link DesiredState}, {@link DeletionRequest}) and what stands ({@link ObservedState}), so
 * that what comes next can be {@linkplain #wanted() decided from it} at any moment and by any node. Every change of state
 * goes through {@code become}.
 */
@Entity
public class Environment extends EnvironmentRow {

    @SuppressWarnings("NullAway.Init")
    protected Environment() {}

    Environment(EnvironmentSpec spec, String requestedBy, Instant now) {
        super(spec, requestedBy, now);
    }

    /** What the row asks to be done next; empty when what stands is what is wanted, or somebody must help first. */
    Optional<EnvironmentWorkflowKind> wanted() {
        Generations generations = asked().generations();
        if (deletion().isRequested()) {
            return Optional.of(EnvironmentWorkflowKind.TEARDOWN);
        }
        if (state() == EnvironmentState.FAILED && !generations.isSuperseded()) {
            return Optional.empty();
        }
        if (generations.isBehind()) {
            return Optional.of(
                    generations.wasEverObserved() ? EnvironmentWorkflowKind.UPDATE : EnvironmentWorkflowKind.PROVISION);
        }
        if (asked().repair() != null) {
            return Optional.of(EnvironmentWorkflowKind.REPAIR);
        }
        return asked().asksForOtherTrustThan(trusted())
                ? Optional.of(EnvironmentWorkflowKind.UPDATE_TRUST)
                : Optional.empty();
    }

    /** Whether an active workflow of that kind may go on, or must make room. */
    boolean allows(EnvironmentWorkflowKind kind) {
        return deletion().isRequested()
                ? kind == EnvironmentWorkflowKind.TEARDOWN
                : !asked().generations().isSuperseded();
    }

    void begin(EnvironmentWorkflowKind kind, UUID workflow, Instant now) {
        if (state() != kind.during()) {
            become(kind.during(), now);
        }
        change(workflow, now);
        change(asked().with(asked().generations().begun()), now);
    }

    /** Another spec is wanted from now on. What was begun for the one before makes room, also if it has failed. */
    void update(EnvironmentSpec spec, String by, Instant now) {
        change(asked().update(spec, by), now);
    }

    /** Live IAM is to be compared with the spec and put right. Where a workflow has failed, all of it is begun anew. */
    void requestRepair(ReconcileRequest request, Instant now) {
        change(
                state() == EnvironmentState.FAILED
                        ? asked().with(asked().generations().next())
                        : asked().with(request),
                now);
    }

    /** Live IAM was compared with what is asked for. What is no news changes nothing. */
    public void compared(List<Difference> differences, @Nullable ReconcileRequest answers, Instant now) {
        boolean isRight = differences.stream().noneMatch(it -> it.kind().isRepairable());
        if (isRight && answers != null && answers.equals(asked().repair())) {
            change(asked().with((ReconcileRequest) null), now);
        }
        ObservedState found = standing().compared(differences, now);
        if (!found.equals(standing())) {
            change(found, now);
        }
    }

    /** The account is known: the role stands in it. */
    public void roleReady(AwsAccount account, String arn, Instant now) {
        change(standing().withRole(account, arn, now).received(asked(), now), now);
    }

    public void s3PolicyReady(String arn, String versionId, Instant now) {
        change(standing().with(resources().withS3Policy(arn, versionId)), now);
    }

    public void gluePolicyReady(String arn, String versionId, Instant now) {
        change(standing().with(resources().withGluePolicy(arn, versionId)), now);
    }

    /** There was no role, or none any more, and now there is one of our own that denies everyone. */
    public void roleMade(AwsAccount account, String arn, Instant now) {
        change(standing().withoutTrust(), now);
        madeByUs(PolicyKind.TRUST, now);
        roleReady(account, arn, now);
    }

    /** What stands was not taken over, whatever was found before. */
    public void madeByUs(PolicyKind kind, Instant now) {
        change(standing().with(adoptions().without(kind)), now);
    }

    /** Something was found that stood already, and is about to be taken over. */
    public void intendToAdopt(Adoption found, Instant now) {
        change(standing().with(adoptions().intending(found)), now);
    }

    /**
     * It was taken over.
     *
     * @param kept whom the trust that stays in force lets in, if it is the role: Confluent's half, unless it was told before
     */
    public void adopted(Adoption adoption, @Nullable ProviderIntegration kept, Instant now) {
        change(standing().with(adoptions().taken(adoption)), now);
        if (kept != null && integration() == null) {
            receive(kept, now);
        }
    }

    /** Role and policies stand. */
    void provisioned(Instant now) {
        change(asked().broughtAbout(), now);
        change(standing().with(standing().conditions().policiesAttached(now)), now);
        become(EnvironmentState.AWAITING_INTEGRATION, now);
    }

    /** Confluent's half, as just told; what it asks for is compared with what stands, not with what was told before. */
    void receive(ProviderIntegration received, Instant now) {
        change(asked().with(received), now);
        change(standing().received(asked(), now), now);
    }

    /** The integration that was told before the role's account was known turned out to be for another role. */
    public void forgetIntegration(Instant now) {
        change(asked().with((ProviderIntegration) null), now);
    }

    /** The live trust is exactly what {@code applied} asks for. */
    public void trustEstablished(ProviderIntegration applied, Instant now) {
        change(standing().trustEstablished(applied, now), now);
    }

    /** The live trust denies everyone. */
    public void trustWithdrawn(Instant now) {
        change(standing().withoutTrust().with(standing().conditions().trustWithdrawn(now)), now);
    }

    /** What was written was read back. */
    public void verified(Instant now) {
        change(standing().with(standing().conditions().verified(now)), now);
    }

    void activate(Instant now) {
        become(EnvironmentState.ACTIVE, now);
    }

    /** IAM is what the spec asks for. */
    void updated(Instant now) {
        change(asked().broughtAbout(), now);
    }

    /** There is nothing more to change. */
    void settle(Instant now) {
        become(trusted() == null ? EnvironmentState.AWAITING_INTEGRATION : EnvironmentState.ACTIVE, now);
    }

    /** Somebody must help; the condition that could not be brought about says why. */
    void fail(EnvironmentWorkflowKind kind, WorkflowProblem problem, Instant now) {
        change(standing().failed(kind, problem, asked(), now), now);
        become(EnvironmentState.FAILED, now);
    }

    void resume(EnvironmentWorkflowKind kind, Instant now) {
        become(kind.during(), now);
    }

    void requestDeletion(String by, Instant now) {
        change(deletion().requested(by, now), now);
        become(EnvironmentState.DELETING, now);
    }

    /** The deletion() is also to take off what others attached; once said, it stays said. */
    void forceDeletion(String by, Instant now) {
        change(deletion().forced(by), now);
    }

    /** What others attached was found, and is about to be taken off. */
    public void intendToDetach(List<ForeignAttachment> found, Instant now) {
        change(deletion().with(detachments().intending(found)), now);
    }

    /** What others attached was taken off. */
    public void detached(List<ForeignAttachment> off, Instant now) {
        change(deletion().with(detachments().taken(off)), now);
    }

    /**
     * As they are at a moment: a trust that has an end is over then, though nothing happens at that moment; and what a sweep
     * of the account found intact is in sync, though nothing was written.
     */
    public List<Condition> conditionsAt(Instant now, @Nullable AccountSweepReport sweep) {
        Conditions shown = standing().conditions().at(now, spec().trustConditionsOrNone());
        return (sweep == null || !isAtRest() ? shown : sweep.shown(this, shown)).all();
    }
}
