package io.tableflow.iam.comparison;

import io.tableflow.iam.environment.status.Difference;
import io.tableflow.iam.policy.ResourceKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The differences between desired and observed IAM. A pure function of the two.
 *
 * @param differences in the order role, policies, attachments; empty: in sync
 * @param unread the kinds of differences of which it says nothing, since what they are about was not read. They are among the
 *     differences only once it is {@linkplain #completedBy completed}
 */
public record Comparison(List<Difference> differences, Set<Difference.Kind> unread) {

    public Comparison {
        differences = List.copyOf(differences);
        unread = Set.copyOf(unread);
    }

    /** Compares everything. What is unknown in {@code live} does not differ. */
    public static Comparison of(DesiredIam desired, ObservedIam live) {
        Comparison role = ofRole(desired, live.role());
        List<Difference> differences = new ArrayList<>(role.differences);
        for (ResourceKind kind : ResourceKind.POLICIES) {
            differences.addAll(
                    ofPolicy(desired, kind, live.policy(kind).orElse(null)).differences());
        }
        return new Comparison(differences, role.unread);
    }

    /** Compares only the role and what is attached to it. */
    public static Comparison ofRole(DesiredIam desired, ObservedIam.@Nullable Role live) {
        return RoleComparison.of(desired, live);
    }

    /** Compares only one of the two policies. */
    public static Comparison ofPolicy(DesiredIam desired, ResourceKind kind, ObservedIam.@Nullable Policy live) {
        return new Comparison(PolicyComparison.differences(desired, kind, live), Set.of());
    }

    /** The same with what another one says of what was not read for this one. */
    public Comparison completedBy(Comparison other) {
        return completedBy(
                other.differences,
                unread.stream().filter(kind -> !other.unread.contains(kind)).toList());
    }

    /**
     * The same where what was not read is as it was.
     *
     * @param before the differences that were known before
     */
    public Comparison completedBy(List<Difference> before) {
        return completedBy(before, unread);
    }

    private Comparison completedBy(List<Difference> others, Collection<Difference.Kind> kinds) {
        if (kinds.isEmpty()) {
            return this;
        }
        List<Difference> all = new ArrayList<>(differences);
        others.stream().filter(it -> kinds.contains(it.kind())).forEach(all::add);
        return new Comparison(
                all,
                Set.copyOf(unread.stream().filter(it -> !kinds.contains(it)).toList()));
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
