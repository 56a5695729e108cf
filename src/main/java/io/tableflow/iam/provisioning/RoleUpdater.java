package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.LiveRole;
import io.tableflow.iam.comparison.DesiredIam;
import io.tableflow.iam.comparison.TagChanges;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.policy.document.PolicyRenderer;
import io.tableflow.iam.policy.trust.TrustExposure;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Changes a role of ours, as it was just read, to the desired state: one call for each difference. */
final class RoleUpdater {

    private RoleUpdater() {}

    /**
     * Sets the trust before anything else but our tags, without which nothing may be changed. Unwanted access is closed
     * even if AWS refuses the tags.
     *
     * @param trusted whom the trust was last written for; they are not cut off while the desired principal is unknown to
     *     IAM
     * @param shut called once the trust denies everyone instead
     */
    static void update(
            IamAccount iam, LiveRole live, DesiredIam desired, @Nullable ProviderIntegration trusted, Runnable shut) {
        IamChanges changes = new IamChanges();
        LiveRole tagged = changes.restoreTags(iam, live, desired.ownership());
        if (!live.trust().sameAs(desired.trust())) {
            changes.make(() -> setTrust(iam, live, desired, trusted, shut));
        }
        updateAllButTrust(iam, tagged, desired, changes);
    }

    /** The same without the trust, which is in use and must not be changed yet. */
    static void updateAllButTrust(IamAccount iam, LiveRole live, DesiredIam desired) {
        IamChanges changes = new IamChanges();
        updateAllButTrust(iam, changes.restoreTags(iam, live, desired.ownership()), desired, changes);
    }

    private static void updateAllButTrust(IamAccount iam, LiveRole live, DesiredIam desired, IamChanges changes) {
        String boundary = desired.spec().permissionsBoundaryArn();
        if (!Objects.equals(live.permissionsBoundaryArn(), boundary)) {
            changes.make(() -> iam.updatePermissionsBoundary(live.name(), boundary));
        }
        if (!live.maxSession().equals(desired.maxSession())) {
            changes.make(() -> iam.updateRole(live.name(), live.description(), desired.maxSession()));
        }
        TagChanges.of(live.tags(), desired)
                .apply(
                        keys -> changes.make(() -> iam.untagRole(live.name(), keys)),
                        tags -> changes.make(() -> iam.tagRole(live.name(), tags)));
        changes.end();
    }

    /**
     * If the desired principal does not exist, or not yet, a trust that lets in others is set to deny everyone; the one
     * of the principal before stays, as in any rotation.
     */
    private static void setTrust(
            IamAccount iam, LiveRole live, DesiredIam desired, @Nullable ProviderIntegration trusted, Runnable shut) {
        PolicyDocument trust = desired.trust();
        try {
            iam.updateTrust(live.name(), trust);
        } catch (AwsException failure) {
            if (failure.kind() == AwsException.Kind.INVALID_PRINCIPAL
                    && TrustExposure.letsOthersIn(live.trust(), desired.principal())
                    && TrustExposure.letsOthersIn(live.trust(), trusted == null ? null : trusted.principal())) {
                iam.updateTrust(live.name(), PolicyRenderer.denyAll());
                shut.run();
            }
            throw failure;
        }
    }
}
