package io.tableflow.iam.environment.status;

import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.policy.TrustedPrincipal;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.policy.trust.TrustParser;
import java.util.Optional;

/**
 * One thing that stood in IAM already, under a name of ours, and is taken over.
 *
 * @param kind {@code TRUST} stands for the role
 * @param document its document as it was found
 * @param keepsTrust whether the trust that was found stays in force: whom it lets in becomes the integration
 */
public record Adoption(PolicyKind kind, String arn, String document, boolean keepsTrust) {

    /** Whom the trust that stays in force lets in. */
    public Optional<TrustedPrincipal> keptPrincipal() {
        return keepsTrust ? TrustParser.principalOf(new PolicyDocument(document)) : Optional.empty();
    }

    /** Whether a live trust is the one that stays in force, in whatever words. */
    public boolean keeps(PolicyDocument trust) {
        return keptPrincipal().isPresent() && keptPrincipal().equals(TrustParser.principalOf(trust));
    }
}
