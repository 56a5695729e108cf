package io.tableflow.iam.environment;

import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.environment.status.Adoption;
import io.tableflow.iam.environment.status.AdoptionLog;
import io.tableflow.iam.environment.status.Condition.ConditionType;
import io.tableflow.iam.environment.status.Difference;
import io.tableflow.iam.environment.status.IamResources;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.policy.TrustedPrincipal;
import io.tableflow.iam.workflow.WorkflowProblem;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.Mutability;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.java.Immutability;
import org.jspecify.annotations.Nullable;

/**
 * What was observed of an environment in IAM.
 *
 * @param resources the role and the policies
 * @param account the account that the role exists in; null until the first step has found out
 * @param trusted what the live trust was written for; null while it denies everyone, or an adopted one is still in force
 * @param trustedSince since when it lets in that principal with that external id, as far as we know; null as {@code trusted}
 * @param conditions its status in detail
 * @param adoptions what existed before and was adopted, or is about to be
 */
@Embeddable
public record ObservedState(
        @JdbcTypeCode(SqlTypes.JSON) @Mutability(Immutability.class)
        IamResources resources,

        @JdbcTypeCode(SqlTypes.JSON) @Mutability(Immutability.class) @Nullable
        AwsAccount account,

        @JdbcTypeCode(SqlTypes.JSON) @Mutability(Immutability.class) @Nullable
        ProviderIntegration trusted,

        @Nullable Instant trustedSince,

        @JdbcTypeCode(SqlTypes.JSON) @Mutability(Immutability.class)
        Conditions conditions,

        @JdbcTypeCode(SqlTypes.JSON) @Mutability(Immutability.class)
        AdoptionLog adoptions) {

    /** The code of a workflow's problem: Confluent's principal does not exist. */
    public static final String PRINCIPAL_NOT_FOUND = "principal-not-found";

    static ObservedState nothing(EnvironmentSpec spec, Instant now) {
        Conditions pending = Conditions.pending(now);
        return new ObservedState(
                IamResources.named(spec.names()),
                null,
                null,
                null,
                spec.confluent() == null ? pending : IntegrationConditions.pending(pending, now),
                AdoptionLog.NONE);
    }

    ObservedState withRole(AwsAccount in, String arn, String id, Instant now) {
        Conditions ready = adoptions.find(ResourceKind.ROLE).isPresent()
                ? conditions.roleAdopted(now)
                : conditions.roleCreated(now);
        return new ObservedState(resources.withRole(arn, id), in, trusted, trustedSince, ready, adoptions);
    }

    ObservedState with(IamResources changed) {
        return new ObservedState(changed, account, trusted, trustedSince, conditions, adoptions);
    }

    ObservedState with(Conditions changed) {
        return new ObservedState(resources, account, trusted, trustedSince, changed, adoptions);
    }

    ObservedState trustEstablished(ProviderIntegration applied, Instant now) {
        Instant since = applied.asksForSameTrustAs(trusted) && trustedSince != null ? trustedSince : now;
        return new ObservedState(
                resources,
                account,
                applied,
                since,
                conditions.trustEstablished(applied, now),
                adoptions.withoutTrust());
    }

    /** The trust denies everyone, whatever it was before. */
    ObservedState withoutTrust() {
        return new ObservedState(resources, account, null, null, conditions, adoptions.withoutTrust());
    }

    /** The trust denies everyone again, until another integration is known. */
    ObservedState trustClosed(DesiredState desired, Instant now) {
        return withoutTrust().with(conditions.trustClosed(now)).awaitingTrustOf(desired, now);
    }

    /** A step is tried again, since IAM does not know the principal. */
    ObservedState waitingForPrincipal(WorkflowProblem problem, Instant now) {
        return with(conditions.principalNotFound(problem, now));
    }

    /** Another spec is desired, which may ask for an integration, or no longer. */
    ObservedState withSpec(EnvironmentSpec before, EnvironmentSpec next, Instant now) {
        if (Objects.equals(before.confluent(), next.confluent())) {
            return this;
        }
        return with(
                next.confluent() == null
                        ? IntegrationConditions.unmanaged(conditions)
                        : IntegrationConditions.pending(conditions, now));
    }

    /** A step is tried again, or a look at Confluent found something wrong, because of Confluent's side. */
    ObservedState waitingForConfluent(WorkflowProblem problem, Instant now) {
        return with(IntegrationConditions.problem(conditions, problem, now));
    }

    /** Whether Confluent's list did not have the integration when it was last looked at. */
    public boolean isIntegrationNotListed() {
        return IntegrationConditions.isNotListed(conditions);
    }

    /** Whether the integration is gone at Confluent. */
    public boolean isIntegrationGone() {
        return IntegrationConditions.isGone(conditions);
    }

    /** Whether the last thing that is known of the integration is something else than that Confluent has it. */
    public boolean isIntegrationInDoubt() {
        return IntegrationConditions.isInDoubt(conditions);
    }

    /**
     * Whether the trust names a principal that IAM does not know, or knew and no longer does: then it helps to write it anew,
     * once Confluent says that the integration is the one that the trust is for.
     */
    public boolean isPrincipalMissing() {
        return conditions.isPrincipalMissing();
    }

    /** What exists was created by us. */
    ObservedState withoutAdoption(ResourceKind kind) {
        return with(adoptions.without(kind));
    }

    ObservedState with(AdoptionLog changed) {
        return new ObservedState(resources, account, trusted, trustedSince, conditions, changed);
    }

    /** What the desired trust asks for is compared with the live trust. */
    ObservedState awaitingTrustOf(DesiredState desired, Instant now) {
        ProviderIntegration integration = desired.integration();
        if (integration != null && desired.differsInTrustFrom(trusted)) {
            return with(conditions.trustPending(integration, now));
        }
        return trusted == null ? this : with(conditions.trustInForce(trusted, now));
    }

    ObservedState compared(List<Difference> differences, Instant now) {
        return with(ComparisonConditions.compared(conditions, differences, trusted, now));
    }

    /** The comparison of an environment that has failed: what the failure has said is still so. */
    ObservedState comparedAfterFailure(List<Difference> differences, Instant now) {
        return differences.isEmpty()
                ? this
                : with(ComparisonConditions.comparedAfterFailure(conditions, differences, now));
    }

    /** It could not be compared with live IAM. What is known to differ still counts as different. */
    ObservedState notCompared(String why, Instant now) {
        return conditions.isNotCompared() ? this : with(conditions.notCompared(why, now));
    }

    /**
     * Whom the live trust lets in, by the last write or read of it: the trusted principal, or that of an adopted trust which is
     * still in force.
     */
    public Optional<TrustedPrincipal> admitted() {
        return trusted == null
                ? adoptions.find(ResourceKind.ROLE).flatMap(Adoption::keptPrincipal)
                : Optional.of(trusted.principal());
    }

    /** Whether it is known to differ from live IAM. */
    public boolean isKnownToDiffer() {
        return conditions.isFalse(ConditionType.InSync);
    }

    /** Whether it could not be compared with live IAM, although others of its account could. */
    public boolean isNotCompared() {
        return conditions.isNotCompared();
    }

    /** The condition that could not be brought about says why. */
    ObservedState failed(EnvironmentWorkflowKind kind, WorkflowProblem problem, DesiredState desired, Instant now) {
        Conditions found = conditions;
        if (problem.code().equals(PRINCIPAL_NOT_FOUND)) {
            found = conditions.principalNotFound(problem, now);
        } else if (IntegrationConditions.isAbout(problem)) {
            found = IntegrationConditions.problem(conditions, problem, now);
        }
        return with(found.missing(missing(kind, desired), problem, now));
    }

    private ConditionType missing(EnvironmentWorkflowKind kind, DesiredState desired) {
        return switch (kind) {
            case PROVISION -> resources.role().arn() == null ? ConditionType.RoleReady : ConditionType.PoliciesAttached;
            case UPDATE_TRUST ->
                desired.lacksIntegration()
                        ? ConditionType.IntegrationReady
                        : desired.differsInTrustFrom(trusted) ? ConditionType.TrustEstablished : ConditionType.Verified;
            case UPDATE, REPAIR, TEARDOWN -> ConditionType.InSync;
        };
    }
}
