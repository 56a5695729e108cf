package io.tableflow.iam.environment.spec;

import io.tableflow.iam.policy.RoleArn;
import io.tableflow.iam.policy.TrustedPrincipal;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Confluent's half of an environment, as it was last told.
 *
 * @param id Confluent's provider integration, {@code cspi-...}; {@value #ADOPTED} until it is told where the rest was read from
 *     a live trust
 * @param iamRoleArn the principal to let in
 * @param externalId what the principal must present
 * @param customerIamRoleArn the role it expects to assume: ours
 * @param receivedAt when we were told
 * @param providedBy who told us: the webhook, the operator who entered it by hand, or the live trust that was adopted
 */
public record ProviderIntegration(
        String id,
        String iamRoleArn,
        String externalId,
        String customerIamRoleArn,
        Instant receivedAt,
        String providedBy) {

    private static final String ADOPTED = "adopted";
    private static final Pattern LIKE_AN_ID = Pattern.compile("cspi-[a-z0-9]+");

    /**
     * What a live trust says of Confluent's half: all but its id. Confluent names its role after the integration, so a role's
     * name that looks like an id is taken for it; a callback or an operator can say otherwise, and nothing changes in IAM.
     *
     * @param role ours, whose trust it is
     */
    public static ProviderIntegration ofTrust(TrustedPrincipal principal, String role, Instant now) {
        String name = principal.role().name();
        return new ProviderIntegration(
                LIKE_AN_ID.matcher(name).matches() ? name : ADOPTED,
                principal.role().toString(),
                principal.externalId(),
                role,
                now,
                "adoption");
    }

    /** What the trust is to let in. */
    public TrustedPrincipal principal() {
        return new TrustedPrincipal(RoleArn.parse(iamRoleArn).orElseThrow(), externalId);
    }

    /** Whether the other one asks for the same trust, whoever said so and when. */
    public boolean asksForSameTrustAs(@Nullable ProviderIntegration other) {
        return other != null && iamRoleArn.equals(other.iamRoleArn) && externalId.equals(other.externalId);
    }
}
