package io.tableflow.iam.comparison;

import io.tableflow.iam.environment.status.Difference;
import io.tableflow.iam.environment.status.Difference.Kind;
import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.policy.document.PolicyScope;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares one of the two policies. */
final class PolicyComparison {

    private PolicyComparison() {}

    static List<Difference> differences(DesiredIam desired, ResourceKind kind, ObservedIam.@Nullable Policy live) {
        String resource = "policy " + ManagedPolicies.name(desired.spec(), kind);
        if (live == null) {
            return List.of(difference(
                    resource, Kind.POLICY_MISSING, desired.document(kind).json(), null));
        }
        if (live.tags() != null && !desired.owns(live.tags())) {
            return List.of(Difference.notOurs(
                    resource,
                    desired.ownership().idTag(),
                    new TreeMap<>(live.tags()).toString(),
                    !live.document().sameAs(desired.document(kind)),
                    PolicyScope.allowsMore(live.document(), desired.document(kind))));
        }
        List<Difference> found = new ArrayList<>();
        if (!live.document().sameAs(desired.document(kind))) {
            String known = desired.knownVersions().get(kind);
            if (known != null && !known.equals(live.defaultVersionId())) {
                found.add(difference(resource, Kind.DEFAULT_VERSION_MOVED, known, live.defaultVersionId()));
            }
            found.add(new Difference(
                    resource,
                    Kind.DOCUMENT_CHANGED,
                    desired.document(kind).json(),
                    live.document().json(),
                    PolicyScope.allowsMore(live.document(), desired.document(kind))));
        }
        if (live.tags() != null) {
            TagChanges changes = TagChanges.of(live.tags(), desired);
            if (changes.isNeeded()) {
                found.add(difference(
                        resource, Kind.TAGS_CHANGED, changes.show(desired.tags()), changes.show(live.tags())));
            }
        }
        return found;
    }

    private static Difference difference(
            String resource, Kind kind, @Nullable String expected, @Nullable String actual) {
        return new Difference(resource, kind, expected, actual, false);
    }
}
