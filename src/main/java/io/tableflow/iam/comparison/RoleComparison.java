package io.tableflow.iam.comparison;

import io.tableflow.iam.environment.status.Difference;
import io.tableflow.iam.environment.status.Difference.Kind;
import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.policy.trust.TrustExposure;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares the role. */
final class RoleComparison {

    private final DesiredIam desired;
    private final String resource;
    private final List<Difference> found = new ArrayList<>();
    private final Set<Kind> unread = EnumSet.noneOf(Kind.class);

    private RoleComparison(DesiredIam desired) {
        this.desired = desired;
        this.resource = "role " + desired.roleName();
    }

    static Comparison of(DesiredIam desired, ObservedIam.@Nullable Role live) {
        RoleComparison comparison = new RoleComparison(desired);
        if (live == null) {
            comparison.differs(Kind.ROLE_MISSING, desired.roleName(), null);
        } else if (!desired.owns(live.tags())) {
            comparison.found.add(Difference.notOurs(
                    comparison.resource,
                    desired.ownership().idTag(),
                    new TreeMap<>(live.tags()).toString(),
                    !live.trust().sameAs(desired.trust()),
                    TrustExposure.letsOthersIn(live.trust(), desired.principal())));
        } else {
            comparison.compare(live);
        }
        return new Comparison(comparison.found, comparison.unread);
    }

    private void compare(ObservedIam.Role live) {
        compareTrust(live);
        compare(Kind.PATH_CHANGED, "/", live.path());
        compare(Kind.BOUNDARY_CHANGED, desired.spec().permissionsBoundaryArn(), live.permissionsBoundaryArn());
        if (live.maxSession() == null) {
            unread.add(Kind.SESSION_DURATION_CHANGED);
        } else {
            compare(
                    Kind.SESSION_DURATION_CHANGED,
                    desired.maxSession().toSeconds() + " s",
                    live.maxSession().toSeconds() + " s");
        }
        TagChanges changes = TagChanges.of(live.tags(), desired);
        if (changes.isNeeded()) {
            differs(Kind.TAGS_CHANGED, changes.show(desired.tags()), changes.show(live.tags()));
        }
        compareAttachments(live);
    }

    private void compareTrust(ObservedIam.Role live) {
        if (live.trust().sameAs(desired.trust())) {
            return;
        }
        boolean critical = TrustExposure.letsOthersIn(live.trust(), desired.principal());
        Kind kind =
                live.trust().deletedPrincipals().isEmpty() || critical ? Kind.TRUST_CHANGED : Kind.PRINCIPAL_DELETED;
        found.add(new Difference(
                resource, kind, desired.trust().json(), live.trust().json(), critical));
    }

    private void compareAttachments(ObservedIam.Role live) {
        List<String> ours =
                ResourceKind.POLICIES.stream().map(desired::policyArn).toList();
        for (ResourceKind kind : ResourceKind.POLICIES) {
            if (!live.attachedPolicies().contains(desired.policyArn(kind))) {
                differs(Kind.ATTACHMENT_MISSING, desired.policyArn(kind), null);
            }
        }
        live.attachedPolicies().stream()
                .filter(arn -> !ours.contains(arn))
                .forEach(arn -> differs(Kind.FOREIGN_POLICY_ATTACHED, null, arn));
        live.inlinePolicies().forEach(name -> differs(Kind.INLINE_POLICY_ADDED, null, name));
        if (live.instanceProfiles() == null) {
            unread.add(Kind.INSTANCE_PROFILE_ADDED);
        } else {
            live.instanceProfiles().forEach(name -> differs(Kind.INSTANCE_PROFILE_ADDED, null, name));
        }
    }

    private void compare(Kind kind, @Nullable String expected, @Nullable String actual) {
        if (!Objects.equals(expected, actual)) {
            differs(kind, expected, actual);
        }
    }

    private void differs(Kind kind, @Nullable String expected, @Nullable String actual) {
        found.add(new Difference(resource, kind, expected, actual, false));
    }
}
