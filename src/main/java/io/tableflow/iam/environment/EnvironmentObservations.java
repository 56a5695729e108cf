package io.tableflow.iam.environment;

import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.environment.status.Adoption;
import io.tableflow.iam.environment.status.Difference;
import io.tableflow.iam.environment.status.ForeignAttachment;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.policy.trust.TrustClaim;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records on an environment's row what the steps of workflows, and comparisons, observe of its resources in IAM. */
public final class EnvironmentObservations {

    private final Environment environment;
    private final Instant now;

    EnvironmentObservations(Environment environment, Instant now) {
        this.environment = environment;
        this.now = now;
    }

    /** The role exists, and therefore its account is known. */
    public void roleReady(AwsAccount account, String arn, String id) {
        String before = state().resources().role().id();
        record(state().withRole(account, arn, id, now).awaitingTrustOf(environment.desired(), now));
        notedIfRecreated(before, id);
    }

    /** The role was created, and denies everyone. */
    public void roleCreated(AwsAccount account, String arn, String id) {
        record(state().withoutTrust().withoutAdoption(ResourceKind.ROLE));
        roleReady(account, arn, id);
    }

    /** The role was read and is the environment's: its id is known from now on, also in rows of versions before. */
    public void roleIdentified(String arn, String id) {
        String before = state().resources().role().id();
        record(state().with(state().resources().withRole(arn, id)));
        notedIfRecreated(before, id);
    }

    private void notedIfRecreated(@Nullable String before, String id) {
        if (before != null && !before.equals(id)) {
            record(state().with(state().conditions().roleRecreated(before, id, now)));
        }
    }

    /** The deletion has deleted a resource, or let it go: what has its name from now on is somebody else's. */
    public void removed(ResourceKind kind) {
        record(state().with(state().resources().without(kind)));
    }

    /** The policy exists, with that version in force. */
    public void policyReady(ResourceKind kind, String arn, String versionId) {
        record(state().with(state().resources().withPolicy(kind, arn, versionId)));
    }

    /** The policy that exists was created by us, whatever was found before. */
    public void policyCreated(ResourceKind kind) {
        record(state().withoutAdoption(kind));
    }

    /** An existing resource was found, and is about to be adopted. */
    public void intendToAdopt(Adoption found) {
        record(state().with(state().adoptions().intending(found)));
    }

    /**
     * The resource was adopted.
     *
     * @param retained the integration that the retained trust describes; used unless another one is known already
     */
    public void adopted(Adoption adoption, @Nullable ProviderIntegration retained) {
        record(state().with(state().adoptions().taken(adoption)));
        DesiredState desired = environment.desired();
        if (retained != null && desired.integration() == null && !desired.isWithdrawn()) {
            environment.registerIntegration(retained, now);
        }
    }

    /** An integration that was received before the role's account was known turned out to be for another role. */
    public void integrationRejected() {
        environment.desire(environment.desired().withoutIntegration(), now);
    }

    /** Confluent has the integration. The same again changes nothing. */
    public void integrationReady(ProviderIntegration integration) {
        recordIfNew(state().with(IntegrationConditions.ready(state().conditions(), integration, now)));
    }

    /** Confluent's list did not have the integration, for the first time. */
    public void integrationNotListed(ProviderIntegration integration) {
        recordIfNew(state().with(IntegrationConditions.notListed(state().conditions(), integration, now)));
    }

    /** The integration is gone at Confluent. */
    public void integrationGone(ProviderIntegration integration) {
        recordIfNew(state().with(IntegrationConditions.gone(state().conditions(), integration, now)));
    }

    /** The principal of what Confluent has must not be let in. The same again changes nothing. */
    public void integrationNotAllowed(String why) {
        recordIfNew(state().with(IntegrationConditions.notAllowed(state().conditions(), why, now)));
    }

    /** An operator has withdrawn the integration. */
    void integrationWithdrawn() {
        recordIfNew(state().with(IntegrationConditions.withdrawn(state().conditions(), now)));
    }

    /** The live trust is exactly the one for {@code applied}. */
    public void trustEstablished(ProviderIntegration applied) {
        record(state().trustEstablished(applied, now));
    }

    /** The live trust denies everyone, since the integration was withdrawn. */
    public void trustClosed() {
        DesiredState desired = environment.desired();
        environment.desire(desired.withdrawalDone(), now);
        record(state().trustClosed(desired, now));
    }

    /** The live trust denies everyone, since the environment is being deleted. */
    public void trustWithdrawn() {
        record(state().withoutTrust().with(state().conditions().trustWithdrawn(now)));
    }

    /**
     * The live trust denies everyone, although the environment is to let somebody in: it was closed because nobody knows
     * that principal, or the trust that was adopted is not kept.
     */
    public void trustShut() {
        record(state().withoutTrust().awaitingTrustOf(environment.desired(), now));
    }

    /**
     * What was written was read back.
     *
     * @param broken the claims about the live trust that do not hold
     */
    public void readBack(List<TrustClaim> broken) {
        record(state().with(state().conditions().verified(broken, now)));
    }

    /**
     * Live IAM was compared with the desired state. The same result again changes nothing.
     *
     * @param answered the request that was on the row when the comparison began
     */
    public void compared(List<Difference> differences, @Nullable ReconcileRequest answered) {
        DesiredState desired = environment.desired();
        boolean isRight = differences.stream().noneMatch(it -> it.kind().isRepairable() || isToBeAdopted(it));
        if (isRight && answered != null && answered.equals(desired.reconcileRequest())) {
            environment.desire(desired.withReconcileRequest(null), now);
        }
        ObservedState found = environment.state() == EnvironmentState.FAILED
                ? state().comparedAfterFailure(differences, now)
                : state().compared(differences, now);
        if (!found.equals(state())) {
            record(found);
        }
    }

    /** What has lost the tag with the environment's id is adopted like what exists before its environment, if the spec says so. */
    private boolean isToBeAdopted(Difference difference) {
        return difference.kind() == Difference.Kind.NOT_OURS
                && environment.spec().adoptExisting();
    }

    /**
     * What was repaired is undone again and again, and is about to be repaired once more.
     *
     * @return whether that is news
     */
    public boolean contested(int repairs) {
        boolean isNews = !ContestCondition.isIn(state().conditions(), now);
        record(state().with(ContestCondition.repaired(state().conditions(), repairs, now)));
        return isNews;
    }

    /** Live IAM could not be compared with the desired state. The same again changes nothing. */
    public void notCompared(String why) {
        ObservedState found = state().notCompared(why, now);
        if (!found.equals(state())) {
            record(found);
        }
    }

    /** What others attached was found, and is about to be detached. */
    public void intendToDetach(List<ForeignAttachment> found) {
        environment.recordDetachments(environment.deletion().detachments().intending(found), now);
    }

    /** What others attached was detached. */
    public void detached(List<ForeignAttachment> off) {
        environment.recordDetachments(environment.deletion().detachments().taken(off), now);
    }

    private ObservedState state() {
        return environment.observed();
    }

    private void recordIfNew(ObservedState next) {
        if (!next.equals(state())) {
            record(next);
        }
    }

    private void record(ObservedState next) {
        environment.observe(next, now);
    }
}
