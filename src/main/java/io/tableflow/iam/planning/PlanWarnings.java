package io.tableflow.iam.planning;

import io.tableflow.iam.comparison.Comparison;
import io.tableflow.iam.comparison.DesiredIam;
import io.tableflow.iam.comparison.ManagedPolicies;
import io.tableflow.iam.comparison.ObservedIam;
import io.tableflow.iam.environment.spec.DesiredPolicies;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.environment.status.Difference;
import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.policy.document.PolicyDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The warnings of a plan. The quotas are AWS's defaults, so they only cause warnings: AWS refuses what an account's
 * real quotas do not allow.
 */
final class PlanWarnings {

    /** Role trust policy length, quota L-C07B4B0D; an account can have it raised to 4096. */
    private static final int TRUST_POLICY = 2048;

    /** Managed policy length, which AWS raises for nobody. */
    private static final int MANAGED_POLICY = 6144;

    /** As long as real values, so that the trust's length is known before Confluent calls back. */
    private static final ProviderIntegration STAND_IN = new ProviderIntegration(
            "cspi-000000",
            "arn:aws:iam::000000000000:role/cspi-000000",
            "00000000-0000-0000-0000-000000000000",
            "",
            Instant.EPOCH,
            "");

    private PlanWarnings() {}

    static List<String> of(DesiredIam desired, ObservedIam observed, AdoptionPlan adoption) {
        List<String> warnings = new ArrayList<>(adoption.warnings());
        ProviderIntegration integration = desired.integration() == null ? STAND_IN : desired.integration();
        warnOfLength(
                warnings,
                "The trust policy of role " + desired.roleName(),
                DesiredPolicies.trust(desired.spec(), integration),
                TRUST_POLICY,
                "unless the account's quota 'Role trust policy length' was raised, which goes up to 4096");
        for (PolicyKind kind : ManagedPolicies.KINDS) {
            warnOfLength(
                    warnings,
                    "Policy " + ManagedPolicies.name(desired.spec(), kind),
                    desired.document(kind),
                    MANAGED_POLICY,
                    "the quota 'Managed policy length', which can't be raised");
        }
        Comparison.of(desired, asIfOurs(desired, observed, adoption)).differences().stream()
                .filter(it -> it.kind() == Difference.Kind.FOREIGN_POLICY_ATTACHED
                        || it.kind() == Difference.Kind.INLINE_POLICY_ADDED)
                .forEach(it -> warnings.add("Others gave " + it.resource() + " the policy " + it.actual()
                        + ": it is not touched, and stops a DELETE of the environment."));
        return warnings;
    }

    /** A resource that would be adopted is compared as if it were ours. */
    private static ObservedIam asIfOurs(DesiredIam desired, ObservedIam observed, AdoptionPlan adoption) {
        ObservedIam.Role role = observed.role();
        return role == null || adoption.leavesAlone(PolicyKind.TRUST)
                ? observed
                : new ObservedIam(role.withTags(desired.tags()), observed.s3(), observed.glue());
    }

    private static void warnOfLength(
            List<String> warnings, String what, PolicyDocument document, int quota, String which) {
        if (document.length() > quota) {
            warnings.add(what + " has " + document.length() + " characters; AWS takes " + quota + ", " + which + ".");
        }
    }
}
