package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.LiveRole;
import io.tableflow.iam.comparison.DesiredIam;
import io.tableflow.iam.comparison.TagChanges;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.policy.document.PolicyRenderer;
import io.tableflow.iam.policy.trust.TrustExposure;
import java.util.Objects;

/** Changes a role of ours, as it was read just now, to what is wanted: one call for each thing that differs. */
final class RoleUpdater {

    private RoleUpdater() {}

    /** The trust comes first: who must not be in is shut out before anything else is done. */
    static void bringUp(IamAccount iam, LiveRole live, DesiredIam wanted) {
        if (!live.trust().sameAs(wanted.trust())) {
            setTrust(iam, live, wanted);
        }
        bringUpAllButTrust(iam, live, wanted);
    }

    /** The same of a role whose trust is in use, and is not to be touched yet. */
    static void bringUpAllButTrust(IamAccount iam, LiveRole live, DesiredIam wanted) {
        String boundary = wanted.spec().permissionsBoundaryArn();
        if (!Objects.equals(live.permissionsBoundaryArn(), boundary)) {
            iam.updatePermissionsBoundary(live.name(), boundary);
        }
        if (!live.maxSession().equals(wanted.maxSession())) {
            iam.updateRole(live.name(), live.description(), wanted.maxSession());
        }
        TagChanges.of(live.tags(), wanted)
                .apply(keys -> iam.untagRole(live.name(), keys), tags -> iam.tagRole(live.name(), tags));
    }

    /** Where the principal is gone, others are shut out all the same. */
    private static void setTrust(IamAccount iam, LiveRole live, DesiredIam wanted) {
        PolicyDocument trust = wanted.trust();
        try {
            iam.updateTrust(live.name(), trust);
        } catch (AwsException failure) {
            if (failure.kind() == AwsException.Kind.INVALID_PRINCIPAL
                    && TrustExposure.letsOthersIn(live.trust(), wanted.principal())) {
                iam.updateTrust(live.name(), PolicyRenderer.denyAll());
            }
            throw failure;
        }
    }
}
