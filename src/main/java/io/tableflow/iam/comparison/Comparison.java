package io.tableflow.iam.comparison;

import io.tableflow.iam.environment.status.Difference;
import io.tableflow.iam.policy.ResourceKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The differences between desired and observed IAM. A pure function of the two.
 *
 * @param differences in the order role, policies, attachments; empty: in sync
 */
public record Comparison(List<Difference> differences) {

    public Comparison {
        differences = List.copyOf(differences);
    }

    /** Compares everything. What is unknown in {@code live} does not differ. */
    public static Comparison of(DesiredIam desired, ObservedIam live) {
        List<Difference> differences =
                new ArrayList<>(ofRole(desired, live.role()).differences());
        for (ResourceKind kind : ResourceKind.POLICIES) {
            differences.addAll(
                    ofPolicy(desired, kind, live.policy(kind).orElse(null)).differences());
        }
        return new Comparison(differences);
    }

    /** Compares only the role and what is attached to it. */
    public static Comparison ofRole(DesiredIam desired, ObservedIam.@Nullable Role live) {
        return new Comparison(RoleComparison.differences(desired, live));
    }

    /** Compares only one of the two policies. */
    public static Comparison ofPolicy(DesiredIam desired, ResourceKind kind, ObservedIam.@Nullable Policy live) {
        return new Comparison(PolicyComparison.differences(desired, kind, live));
    }

    /** The differences in a few words. */
    public String summary() {
        return Difference.summary(differences);
    }

    public boolean isInSync() {
        return differences.isEmpty();
    }

    /** Whether something differs that the environment owns, and that is therefore to be reconciled. */
    public boolean isRepairNeeded() {
        return differences.stream().anyMatch(it -> it.kind().isRepairable());
    }

    /** Whether the trust lets others in, or a policy allows more than it is to. */
    public boolean isCritical() {
        return differences.stream().anyMatch(Difference::critical);
    }
}
