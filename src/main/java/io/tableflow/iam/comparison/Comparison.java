package io.tableflow.iam.comparison;

import io.tableflow.iam.environment.status.Difference;
import io.tableflow.iam.policy.PolicyKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to stand in IAM, against what does. Pure: it calls nobody, and the same again gives the same.
 *
 * @param differences in the order of the role, the policies, the attachments; empty: in sync
 */
public record Comparison(List<Difference> differences) {

    public Comparison {
        differences = List.copyOf(differences);
    }

    /** Compares; what is not known of {@code live} does not differ. */
    public static Comparison of(DesiredIam wanted, ObservedIam live) {
        List<Difference> differences =
                new ArrayList<>(ofRole(wanted, live.role()).differences());
        for (PolicyKind kind : ManagedPolicies.KINDS) {
            differences.addAll(
                    ofPolicy(wanted, kind, live.policy(kind).orElse(null)).differences());
        }
        return new Comparison(differences);
    }

    /** Compares the role alone, and what is attached to it. */
    public static Comparison ofRole(DesiredIam wanted, ObservedIam.@Nullable Role live) {
        return new Comparison(RoleComparison.differences(wanted, live));
    }

    /** Compares one of the two policies alone. */
    public static Comparison ofPolicy(DesiredIam wanted, PolicyKind kind, ObservedIam.@Nullable Policy live) {
        return new Comparison(PolicyComparison.differences(wanted, kind, live));
    }

    /** In a few words. */
    public String summary() {
        return Difference.summary(differences);
    }

    public boolean isInSync() {
        return differences.isEmpty();
    }

    /** Whether something differs that is ours to put right. */
    public boolean isRepairNeeded() {
        return differences.stream().anyMatch(it -> it.kind().isRepairable());
    }

    /** Whether others are let in. */
    public boolean isCritical() {
        return differences.stream().anyMatch(Difference::critical);
    }
}
