package io.tableflow.iam.provisioning;

import io.tableflow.iam.environment.DesiredPolicies;
import io.tableflow.iam.environment.Difference;
import io.tableflow.iam.environment.Integration;
import io.tableflow.iam.policy.PolicyDocument;
import io.tableflow.iam.policy.PolicyKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is worth knowing before. The quotas are AWS's defaults and only warn: what an account really allows, AWS says when it
 * refuses.
 */
final class PlanWarnings {

    /** Role trust policy length, quota L-C07B4B0D; an account can have it raised to 4096. */
    private static final int TRUST_POLICY = 2048;

    /** Managed policy length; AWS raises it for nobody. */
    private static final int MANAGED_POLICY = 6144;

    /** As long as real ones are: the trust's length can be told before Confluent calls back. */
    private static final Integration STAND_IN = new Integration(
            "cspi-000000",
            "arn:aws:iam::000000000000:role/cspi-000000",
            "00000000-0000-0000-0000-000000000000",
            "",
            Instant.EPOCH,
            "");

    private PlanWarnings() {}

    static List<String> of(Wanted wanted, Live live, PlannedTakeover takeover) {
        List<String> warnings = new ArrayList<>(takeover.warnings());
        Integration integration = wanted.integration() == null ? STAND_IN : wanted.integration();
        warnOfLength(
                warnings,
                "The trust policy of role " + wanted.roleName(),
                DesiredPolicies.trust(wanted.spec(), integration),
                TRUST_POLICY,
                "unless the account's quota 'Role trust policy length' was raised, which goes up to 4096");
        for (PolicyKind kind : ManagedPolicy.KINDS) {
            warnOfLength(
                    warnings,
                    "Policy " + ManagedPolicy.name(wanted.spec(), kind),
                    wanted.document(kind),
                    MANAGED_POLICY,
                    "the quota 'Managed policy length', which can't be raised");
        }
        Comparison.of(wanted, asIfOurs(wanted, live, takeover)).differences().stream()
                .filter(it -> it.kind() == Difference.Kind.FOREIGN_POLICY_ATTACHED
                        || it.kind() == Difference.Kind.INLINE_POLICY_ADDED)
                .forEach(it -> warnings.add("Others gave " + it.resource() + " the policy " + it.actual()
                        + ": it is not touched, and stops a DELETE of the environment."));
        return warnings;
    }

    /** What would be taken over is looked at like anything of ours. */
    private static Live asIfOurs(Wanted wanted, Live live, PlannedTakeover takeover) {
        Live.Role role = live.role();
        return role == null || takeover.leavesAlone(PolicyKind.TRUST)
                ? live
                : new Live(role.withTags(wanted.tags()), live.s3(), live.glue());
    }

    private static void warnOfLength(
            List<String> warnings, String what, PolicyDocument document, int quota, String which) {
        if (document.length() > quota) {
            warnings.add(what + " has " + document.length() + " characters; AWS takes " + quota + ", " + which + ".");
        }
    }
}
