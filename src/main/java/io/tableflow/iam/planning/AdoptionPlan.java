package io.tableflow.iam.planning;

import io.tableflow.iam.adoption.AdoptionRules;
import io.tableflow.iam.adoption.TrustRetention;
import io.tableflow.iam.comparison.DesiredIam;
import io.tableflow.iam.comparison.ManagedPolicies;
import io.tableflow.iam.comparison.ObservedIam;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.workflow.WorkflowProblem;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What of that which stands and is not ours would be taken over, and what is in the way.
 *
 * @param obstacles of what would be left alone; {@code TRUST} stands for the role
 * @param kept Confluent's half, where the live trust would stay in force
 * @param warnings what would become of the live trust
 */
record AdoptionPlan(
        Map<PolicyKind, String> obstacles, @Nullable ProviderIntegration kept, List<String> warnings) {

    static AdoptionPlan of(DesiredIam wanted, ObservedIam live, TrustRetention keptTrust) {
        Map<PolicyKind, String> obstacles = new EnumMap<>(PolicyKind.class);
        List<String> warnings = new ArrayList<>();
        ProviderIntegration kept = null;
        ObservedIam.Role role = live.role();
        if (role != null && !wanted.owns(role.tags())) {
            Optional<WorkflowProblem> obstacle =
                    AdoptionRules.obstacle(wanted.spec(), wanted.ownership(), role.arn(), role.trust(), role.tags());
            if (obstacle.isEmpty()) {
                kept = keptTrust.of(role.arn(), role.trust()).orElse(null);
                keptTrust.inWords(role.arn(), role.trust()).ifPresent(warnings::add);
            } else {
                obstacles.put(PolicyKind.TRUST, inWords(wanted, obstacle.get()));
            }
        }
        for (PolicyKind kind : ManagedPolicies.KINDS) {
            live.policy(kind)
                    .flatMap(policy -> obstacle(wanted, policy))
                    .ifPresent(obstacle -> obstacles.put(kind, inWords(wanted, obstacle)));
        }
        return new AdoptionPlan(obstacles, kept, warnings);
    }

    private static Optional<WorkflowProblem> obstacle(DesiredIam wanted, ObservedIam.Policy policy) {
        Map<String, String> tags = policy.tags();
        return tags == null || wanted.owns(tags)
                ? Optional.empty()
                : AdoptionRules.obstacle(wanted.spec(), wanted.ownership(), policy.arn(), tags);
    }

    private static String inWords(DesiredIam wanted, WorkflowProblem obstacle) {
        return wanted.spec().adoptExisting()
                ? obstacle.detail()
                : obstacle.detail() + " To take it over, ask again with adoptExisting: true.";
    }

    /** Whether what stands there would not be touched. */
    boolean leavesAlone(PolicyKind kind) {
        return obstacles.containsKey(kind);
    }

    /** What is to stand, with the trust that would be kept. */
    DesiredIam wanted(DesiredIam wanted) {
        return wanted.integration() == null ? wanted.trusting(kept) : wanted;
    }
}
