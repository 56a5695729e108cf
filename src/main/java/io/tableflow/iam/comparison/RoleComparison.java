package io.tableflow.iam.comparison;

import io.tableflow.iam.environment.status.Difference;
import io.tableflow.iam.environment.status.Difference.Kind;
import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.policy.trust.TrustExposure;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares the role. */
final class RoleComparison {

    private final DesiredIam wanted;
    private final String resource;
    private final List<Difference> found = new ArrayList<>();

    private RoleComparison(DesiredIam wanted) {
        this.wanted = wanted;
        this.resource = "role " + wanted.roleName();
    }

    static List<Difference> differences(DesiredIam wanted, ObservedIam.@Nullable Role live) {
        RoleComparison comparison = new RoleComparison(wanted);
        if (live == null) {
            comparison.differs(Kind.ROLE_MISSING, wanted.roleName(), null);
        } else if (!wanted.owns(live.tags())) {
            comparison.found.add(new Difference(
                    comparison.resource,
                    Kind.NOT_OURS,
                    wanted.ownership().idTag(),
                    live.tags().toString(),
                    TrustExposure.letsOthersIn(live.trust(), wanted.principal())));
        } else {
            comparison.compare(live);
        }
        return comparison.found;
    }

    private void compare(ObservedIam.Role live) {
        compareTrust(live);
        compare(Kind.PATH_CHANGED, "/", live.path());
        compare(Kind.BOUNDARY_CHANGED, wanted.spec().permissionsBoundaryArn(), live.permissionsBoundaryArn());
        if (live.maxSession() != null) {
            compare(
                    Kind.SESSION_DURATION_CHANGED,
                    wanted.maxSession().toSeconds() + " s",
                    live.maxSession().toSeconds() + " s");
        }
        TagChanges retagging = TagChanges.of(live.tags(), wanted);
        if (retagging.isNeeded()) {
            differs(Kind.TAGS_CHANGED, retagging.show(wanted.tags()), retagging.show(live.tags()));
        }
        compareAttachments(live);
    }

    private void compareTrust(ObservedIam.Role live) {
        if (live.trust().sameAs(wanted.trust())) {
            return;
        }
        boolean critical = TrustExposure.letsOthersIn(live.trust(), wanted.principal());
        Kind kind =
                live.trust().deletedPrincipals().isEmpty() || critical ? Kind.TRUST_CHANGED : Kind.PRINCIPAL_DELETED;
        found.add(new Difference(
                resource, kind, wanted.trust().json(), live.trust().json(), critical));
    }

    private void compareAttachments(ObservedIam.Role live) {
        List<String> ours =
                ManagedPolicies.KINDS.stream().map(wanted::policyArn).toList();
        for (PolicyKind kind : ManagedPolicies.KINDS) {
            if (!live.attachedPolicies().contains(wanted.policyArn(kind))) {
                differs(Kind.ATTACHMENT_MISSING, wanted.policyArn(kind), null);
            }
        }
        live.attachedPolicies().stream()
                .filter(arn -> !ours.contains(arn))
                .forEach(arn -> differs(Kind.FOREIGN_POLICY_ATTACHED, null, arn));
        live.inlinePolicies().forEach(name -> differs(Kind.INLINE_POLICY_ADDED, null, name));
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
