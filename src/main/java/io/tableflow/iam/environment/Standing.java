package io.tableflow.iam.environment;

import io.tableflow.iam.environment.Condition.ConditionType;
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
record Standing(
        @JdbcTypeCode(SqlTypes.JSON) Resources resources,
        @JdbcTypeCode(SqlTypes.JSON) @Nullable AwsAccount account,
        @JdbcTypeCode(SqlTypes.JSON) @Nullable Integration trusted,
        @JdbcTypeCode(SqlTypes.JSON) Conditions conditions,
        @JdbcTypeCode(SqlTypes.JSON) Adoptions adoptions) {

    static Standing nothing(EnvironmentSpec spec, Instant now) {
        return new Standing(Resources.named(spec.names()), null, null, Conditions.pending(now), Adoptions.NONE);
    }

    Standing withRole(AwsAccount in, String arn, Instant now) {
        Conditions ready = adoptions.find(PolicyKind.TRUST).isPresent()
                ? conditions.roleAdopted(now)
                : conditions.roleCreated(now);
        return new Standing(resources.withRole(arn), in, trusted, ready, adoptions);
    }

    Standing with(Resources changed) {
        return new Standing(changed, account, trusted, conditions, adoptions);
    }

    Standing with(Conditions changed) {
        return new Standing(resources, account, trusted, changed, adoptions);
    }

    Standing trustEstablished(Integration applied, Instant now) {
        return new Standing(resources, account, applied, conditions.trustEstablished(applied, now), adoptions);
    }

    Standing withoutTrust() {
        return new Standing(resources, account, null, conditions, adoptions);
    }

    Standing with(Adoptions changed) {
        return new Standing(resources, account, trusted, conditions, changed);
    }

    /** Confluent's half was told: what it asks for is compared with what stands. */
    Standing received(Asked asked, Instant now) {
        Integration told = asked.integration();
        if (told != null && asked.asksForOtherTrustThan(trusted)) {
            return with(conditions.trustPending(told, now));
        }
        return trusted == null ? this : with(conditions.trustStands(trusted, now));
    }

    Standing compared(List<Difference> differences, Instant now) {
        return with(conditions.compared(differences, trusted, now));
    }

    /** The condition that could not be brought about says why. */
    Standing failed(WorkflowKind kind, WorkflowProblem problem, Asked asked, Instant now) {
        Conditions found =
                problem.code().equals("principal-not-found") ? conditions.principalNotFound(problem, now) : conditions;
        return with(found.missing(missing(kind, asked), problem, now));
    }

    private ConditionType missing(WorkflowKind kind, Asked asked) {
        return switch (kind) {
            case PROVISION -> resources.role().arn() == null ? ConditionType.RoleReady : ConditionType.PoliciesAttached;
            case UPDATE_TRUST ->
                asked.asksForOtherTrustThan(trusted) ? ConditionType.TrustEstablished : ConditionType.Verified;
            case UPDATE, REPAIR, TEARDOWN -> ConditionType.InSync;
        };
    }
}
