package io.tableflow.iam.adoption;

import io.tableflow.iam.environment.PrincipalAllowList;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.policy.RoleArn;
import io.tableflow.iam.policy.TrustedPrincipal;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.policy.trust.TrustDescription;
import io.tableflow.iam.policy.trust.TrustExposure;
import io.tableflow.iam.policy.trust.TrustParser;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Decides which live trust stays in force when its role is adopted: one that only lets in what a callback could have
 * named, which is one role of an allowed account, with an external id. Any other trust that lets somebody in is
 * replaced by deny-all.
 */
@Component
public class TrustRetention {

    private final PrincipalAllowList allowed;
    private final Clock clock;

    TrustRetention(PrincipalAllowList allowed, Clock clock) {
        this.allowed = allowed;
        this.clock = clock;
    }

    /** The integration that a trust describes; empty if the trust is not retained. */
    public Optional<ProviderIntegration> of(String role, PolicyDocument trust) {
        return TrustParser.principalOf(trust)
                .filter(principal -> objection(principal, role).isEmpty())
                .map(principal -> ProviderIntegration.ofTrust(principal, role, clock.instant()));
    }

    /** What happens to a trust, in a sentence; empty if it lets in nobody. */
    public Optional<String> inWords(String role, PolicyDocument trust) {
        if (!TrustExposure.letsOthersIn(trust, null)) {
            return Optional.empty();
        }
        String now = "Of role " + role + ", " + TrustDescription.of(trust);
        Optional<TrustedPrincipal> principal = TrustParser.principalOf(trust);
        if (principal.isEmpty()) {
            return Optional.of(
                    now + ": that trust is not kept, and would be set to deny everyone. Only a trust for one role"
                            + " of another account with an external id, and for nobody else, is kept.");
        }
        return Optional.of(objection(principal.get(), role)
                .map(why -> now + ": that trust is not kept, and would be set to deny everyone. " + why)
                .orElse(now + ": that stays so without a break, and becomes the integration."));
    }

    private Optional<String> objection(TrustedPrincipal principal, String role) {
        RoleArn ours = RoleArn.parse(role).orElseThrow();
        return principal.role().partition().equals(ours.partition())
                ? allowed.objection(principal.role(), ours)
                : Optional.of("The principal is in another partition.");
    }
}
