package io.tableflow.iam.environment.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tableflow.iam.policy.RoleArn;
import io.tableflow.iam.policy.TrustedPrincipal;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Confluent's provider integration, as it was last received.
 *
 * @param id Confluent's id, {@code cspi-...}; {@value #ADOPTED} if it is unknown, because the rest was read from a live
 *     trust
 * @param iamRoleArn the principal to let in
 * @param externalId the external id that the principal must send
 * @param customerIamRoleArn the role that it expects to assume: ours
 * @param receivedAt when we received it
 * @param providedBy from whom: the webhook, the operator who entered it by hand, or the live trust that was adopted
 * @param confluentEnvironmentId the Confluent environment that it belongs to, {@code env-...}; {@code null}: unknown,
 *     because it was not said, or the version that stored it did not keep it
 */
public record ProviderIntegration(
        String id,
        String iamRoleArn,
        String externalId,
        String customerIamRoleArn,
        Instant receivedAt,
        String providedBy,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String confluentEnvironmentId) {

    private static final String ADOPTED = "adopted";
    private static final Pattern LIKE_AN_ID = Pattern.compile("cspi-[a-z0-9]+");

    /**
     * The integration that a live trust describes: everything but its id. Confluent names its role after the
     * integration, so a role's name that looks like an id is used as the id. A callback or an operator can correct it,
     * which changes nothing in IAM.
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
                "adoption",
                null);
    }

    /** The principal that the trust lets in. */
    public TrustedPrincipal principal() {
        return new TrustedPrincipal(RoleArn.parse(iamRoleArn).orElseThrow(), externalId);
    }

    /** Whether it belongs to another Confluent environment than the other one, as far as both are known. */
    public boolean isOfAnotherConfluentEnvironmentThan(@Nullable ProviderIntegration other) {
        return other != null
                && other.confluentEnvironmentId != null
                && confluentEnvironmentId != null
                && !confluentEnvironmentId.equals(other.confluentEnvironmentId);
    }

    /** With the Confluent environment of the one before, if this one says none: the same role stays with it. */
    public ProviderIntegration inConfluentEnvironmentOf(@Nullable ProviderIntegration before) {
        return confluentEnvironmentId != null || before == null
                ? this
                : new ProviderIntegration(
                        id,
                        iamRoleArn,
                        externalId,
                        customerIamRoleArn,
                        receivedAt,
                        providedBy,
                        before.confluentEnvironmentId);
    }

    /** Whether all that is known of both is equal, whoever provided them and when. */
    public boolean isTheSameAs(@Nullable ProviderIntegration other) {
        return other != null
                && asksForSameTrustAs(other)
                && id.equals(other.id)
                && Objects.equals(confluentEnvironmentId, other.confluentEnvironmentId);
    }

    /** Whether the other integration needs the same trust, whoever provided it and when. */
    public boolean asksForSameTrustAs(@Nullable ProviderIntegration other) {
        return other != null && iamRoleArn.equals(other.iamRoleArn) && externalId.equals(other.externalId);
    }
}
