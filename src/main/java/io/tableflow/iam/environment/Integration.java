package io.tableflow.iam.environment;

import io.tableflow.iam.policy.RoleArn;
import io.tableflow.iam.policy.TrustedPrincipal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Confluent's half of an environment, as it was last told.
 *
 * @param id Confluent's provider integration, {@code cspi-...}
 * @param iamRoleArn the principal to let in
 * @param externalId what the principal must present
 * @param customerIamRoleArn the role it expects to assume: ours
 * @param receivedAt when we were told
 * @param providedBy who told us: the webhook, or the operator who entered it by hand
 */
public record Integration(
        String id,
        String iamRoleArn,
        String externalId,
        String customerIamRoleArn,
        Instant receivedAt,
        String providedBy) {

    /** What the trust is to let in. */
    public TrustedPrincipal principal() {
        return new TrustedPrincipal(RoleArn.parse(iamRoleArn).orElseThrow(), externalId);
    }

    /** Whether the other one asks for the same trust, whoever said so and when. */
    public boolean asksForSameTrustAs(@Nullable Integration other) {
        return other != null && iamRoleArn.equals(other.iamRoleArn) && externalId.equals(other.externalId);
    }
}
