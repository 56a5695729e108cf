package io.tableflow.iam.environment;

import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.environment.status.AdoptionLog;
import io.tableflow.iam.environment.status.Condition.ConditionType;
import io.tableflow.iam.environment.status.Difference;
import io.tableflow.iam.environment.status.IamResources;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.workflow.WorkflowProblem;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * The half of an environment's row that says what stands.
 *
 * @param account the account that the role stands in; null until the first step has found out
 * @param trusted what the live trust was written for; null while it denies everyone
 * @param adoptions what stood already and was taken over
 */
@Embeddable
record ObservedState(
        @JdbcTypeCode(SqlTypes.JSON) IamResources resources,
        @JdbcTypeCode(SqlTypes.JSON) @Nullable AwsAccount account,
        @JdbcTypeCode(SqlTypes.JSON) @Nullable ProviderIntegration trusted,
        @JdbcTypeCode(SqlTypes.JSON) Conditions conditions,
        @JdbcTypeCode(SqlTypes.JSON) AdoptionLog adoptions) {

    static ObservedState nothing(EnvironmentSpec spec, Instant now) {
        return new ObservedState(
                IamResources.named(spec.names()), null, null, Conditions.pending(now), AdoptionLog.NONE);
    }

    ObservedState withRole(AwsAccount in, String arn, Instant now) {
        Conditions ready = adoptions.find(PolicyKind.TRUST).isPresent()
                ? conditions.roleAdopted(now)
                : conditions.roleCreated(now);
        return new ObservedState(resources.withRole(arn), in, trusted, ready, adoptions);
    }

    ObservedState with(IamResources changed) {
        return new ObservedState(changed, account, trusted, conditions, adoptions);
    }

    ObservedState with(Conditions changed) {
        return new ObservedState(resources, account, trusted, changed, adoptions);
    }

    ObservedState trustEstablished(ProviderIntegration applied, Instant now) {
        return new ObservedState(resources, account, applied, conditions.trustEstablished(applied, now), adoptions);
    }

    ObservedState withoutTrust() {
        return new ObservedState(resources, account, null, conditions, adoptions);
    }

    ObservedState with(AdoptionLog changed) {
        return new ObservedState(resources, account, trusted, conditions, changed);
    }

    /** Confluent's half was told: what it asks for is compared with what stands. */
    ObservedState received(DesiredState asked, Instant now) {
        ProviderIntegration told = asked.integration();
        if (told != null && asked.asksForOtherTrustThan(trusted)) {
            return with(conditions.trustPending(told, now));
        }
        return trusted == null ? this : with(conditions.trustStands(trusted, now));
    }

    ObservedState compared(List<Difference> differences, Instant now) {
        return with(conditions.compared(differences, trusted, now));
    }

    /** The condition that could not be brought about says why. */
    ObservedState failed(EnvironmentWorkflowKind kind, WorkflowProblem problem, DesiredState asked, Instant now) {
        Conditions found =
                problem.code().equals("principal-not-found") ? conditions.principalNotFound(problem, now) : conditions;
        return with(found.missing(missing(kind, asked), problem, now));
    }

    private ConditionType missing(EnvironmentWorkflowKind kind, DesiredState asked) {
        return switch (kind) {
            case PROVISION -> resources.role().arn() == null ? ConditionType.RoleReady : ConditionType.PoliciesAttached;
            case UPDATE_TRUST ->
                asked.asksForOtherTrustThan(trusted) ? ConditionType.TrustEstablished : ConditionType.Verified;
            case UPDATE, REPAIR, TEARDOWN -> ConditionType.InSync;
        };
    }
}
