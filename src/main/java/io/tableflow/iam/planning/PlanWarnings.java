package io.tableflow.iam.planning;

import io.tableflow.iam.comparison.Comparison;
import io.tableflow.iam.comparison.DesiredIam;
import io.tableflow.iam.comparison.ManagedPolicies;
import io.tableflow.iam.comparison.ObservedIam;
import io.tableflow.iam.environment.spec.DesiredPolicies;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.environment.status.Difference;
import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.policy.TrustConditions;
import io.tableflow.iam.policy.document.PolicyDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is worth knowing before. The quotas are AWS's defaults and only warn: what an account really allows, AWS says when it
 * refuses.
 */
final class PlanWarnings {

    /** Role trust policy length, quota L-C07B4B0D; an account can have it raised to 4096. */
    private static final int TRUST_POLICY = 2048;

    /** Managed policy length; AWS raises it for nobody. */
    private static final int MANAGED_POLICY = 6144;

    /** As long as real ones are: the trust's length is known before Confluent calls back. */
    private static final ProviderIntegration STAND_IN = new ProviderIntegration(
            "cspi-000000",
            "arn:aws:iam::000000000000:role/cspi-000000",
            "00000000-0000-0000-0000-000000000000",
            "",
            Instant.EPOCH,
            "",
            null);

    /** Who its principal is, is for those who see the environment. */
    static final String KEPT_CALLBACK =
            "A callback for a role of that name has come already, and is kept. If it is for this role, its integration is used"
                    + " at once: the trust then lets in its principal, instead of what is planned here.";

    private PlanWarnings() {}

    static List<String> of(DesiredIam desired, ObservedIam observed, AdoptionPlan adoption, BoundaryLookup boundary) {
        List<String> warnings = new ArrayList<>(adoption.warnings());
        if (boundary.notSearched() != null) {
            warnings.add(boundary.notSearched());
        }
        ProviderIntegration integration = desired.integration() == null ? STAND_IN : desired.integration();
        warnOfLength(
                warnings,
                "The trust policy of role " + desired.roleName(),
                DesiredPolicies.trust(desired.spec(), integration),
                TRUST_POLICY,
                "unless the account's quota 'Role trust policy length' was raised, which goes up to 4096");
        warnOfSourceIps(warnings, desired.spec().trustConditionsOrNone());
        for (ResourceKind kind : ResourceKind.POLICIES) {
            warnOfLength(
                    warnings,
                    "Policy " + ManagedPolicies.name(desired.spec(), kind),
                    desired.document(kind),
                    MANAGED_POLICY,
                    "the quota 'Managed policy length', which can't be raised");
        }
        Comparison.of(desired, asIfOurs(desired, observed, adoption)).differences().stream()
                .map(PlanWarnings::warningOf)
                .flatMap(Optional::stream)
                .map(it -> it + ": it is not touched, and stops a DELETE of the environment.")
                .forEach(warnings::add);
        return warnings;
    }

    private static Optional<String> warningOf(Difference difference) {
        return switch (difference.kind()) {
            case FOREIGN_POLICY_ATTACHED, INLINE_POLICY_ADDED ->
                Optional.of("Others gave " + difference.resource() + " the policy " + difference.actual());
            case INSTANCE_PROFILE_ADDED ->
                Optional.of(
                        "Others put " + difference.resource() + " into the instance profile " + difference.actual());
            default -> Optional.empty();
        };
    }

    private static void warnOfSourceIps(List<String> warnings, TrustConditions conditions) {
        conditions
                .sourceIpsWithoutEffect()
                .forEach(blocks -> warnings.add("trustConditions.sourceIps: " + String.join(", ", blocks)
                        + (blocks.size() == 1
                                ? " is every address, and restricts nothing."
                                : " are every address together, and restrict nothing.")));
        if (!conditions.sourceIps().isEmpty()) {
            warnings.add(
                    "trustConditions.sourceIps: AWS compares them with the public address that it sees. With private"
                            + " networking, Confluent's requests may come from other addresses, or through an endpoint"
                            + " where AWS sees none: then these conditions lock Confluent out.");
        }
    }

    /** What would be adopted is compared like anything of ours. */
    private static ObservedIam asIfOurs(DesiredIam desired, ObservedIam observed, AdoptionPlan adoption) {
        ObservedIam.Role role = observed.role();
        return role == null || adoption.leavesAlone(ResourceKind.ROLE)
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
