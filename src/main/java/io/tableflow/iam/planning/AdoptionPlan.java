package io.tableflow.iam.planning;

import io.tableflow.iam.adoption.AdoptionRules;
import io.tableflow.iam.adoption.TakenNames;
import io.tableflow.iam.adoption.TrustRetention;
import io.tableflow.iam.comparison.DesiredIam;
import io.tableflow.iam.comparison.ObservedIam;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.workflow.WorkflowProblem;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What exists and is not ours would be adopted, or is left alone.
 *
 * @param obstacles why a resource is left alone
 * @param retained Confluent's half, where the live trust would stay in force
 * @param warnings what would become of the live trust
 */
record AdoptionPlan(
        Map<ResourceKind, String> obstacles, @Nullable ProviderIntegration retained, List<String> warnings) {

    static AdoptionPlan of(DesiredIam desired, ObservedIam observed, TakenNames taken, TrustRetention trustRetention) {
        Map<ResourceKind, String> obstacles = new EnumMap<>(ResourceKind.class);
        taken.problems().forEach((kind, problem) -> obstacles.put(kind, problem.detail()));
        List<String> warnings = new ArrayList<>();
        if (taken.notSearched() != null) {
            warnings.add("Whether resources at another path have the names is not known: " + taken.notSearched());
        }
        ProviderIntegration retained = null;
        ObservedIam.Role role = observed.role();
        if (role != null && !desired.owns(role.tags())) {
            Optional<WorkflowProblem> obstacle = AdoptionRules.obstacle(
                            desired.spec(), desired.ownership(), role.arn(), role.trust(), role.tags())
                    .or(() -> trustRetention.obstacle(desired.spec(), role.arn(), role.trust()));
            if (obstacle.isEmpty()) {
                retained = trustRetention.of(role.arn(), role.trust()).orElse(null);
                trustRetention.inWords(role.arn(), role.trust()).ifPresent(warnings::add);
                trustRetention
                        .lostConditions(desired.spec(), role.arn(), role.trust())
                        .ifPresent(warnings::add);
            } else {
                obstacles.put(ResourceKind.ROLE, inWords(desired, obstacle.get()));
            }
        }
        for (ResourceKind kind : ResourceKind.POLICIES) {
            observed.policy(kind)
                    .flatMap(policy -> obstacle(desired, policy))
                    .ifPresent(obstacle -> obstacles.put(kind, inWords(desired, obstacle)));
        }
        return new AdoptionPlan(obstacles, retained, warnings);
    }

    private static Optional<WorkflowProblem> obstacle(DesiredIam desired, ObservedIam.Policy policy) {
        Map<String, String> tags = policy.tags();
        return tags == null || desired.owns(tags)
                ? Optional.empty()
                : AdoptionRules.obstacle(desired.spec(), desired.ownership(), policy.arn(), tags);
    }

    private static String inWords(DesiredIam desired, WorkflowProblem obstacle) {
        return desired.spec().adoptExisting() || obstacle.code().endsWith("-at-another-path")
                ? obstacle.detail()
                : obstacle.detail() + " To take it over, ask again with adoptExisting: true.";
    }

    /** Whether what exists there would not be touched. */
    boolean leavesAlone(ResourceKind kind) {
        return obstacles.containsKey(kind);
    }

    /** The same desired IAM, with the trust that would be retained. */
    DesiredIam withRetainedTrust(DesiredIam desired) {
        return desired.integration() == null ? desired.trusting(retained) : desired;
    }
}
