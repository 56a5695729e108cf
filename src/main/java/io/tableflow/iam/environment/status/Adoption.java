package io.tableflow.iam.environment.status;

import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.policy.TrustedPrincipal;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.policy.trust.TrustParser;
import java.util.Optional;

/**
 * A resource with one of our names that already existed in IAM, and is adopted.
 *
 * @param kind the kind of its document, by which it is stored
 * @param document its document as it was found
 * @param keepsTrust whether the trust that was found is retained, so that whom it lets in becomes the integration
 */
public record Adoption(PolicyKind kind, String arn, String document, boolean keepsTrust) {

    /** Whether it is about that resource. */
    public boolean isOf(ResourceKind resource) {
        return kind == resource.document();
    }

    /** The same; another trust was written by now. */
    Adoption withoutTrust() {
        return new Adoption(kind, arn, document, false);
    }

    /** Whom the retained trust lets in. */
    public Optional<TrustedPrincipal> keptPrincipal() {
        return keepsTrust ? TrustParser.principalOf(new PolicyDocument(document)) : Optional.empty();
    }

    /** Whether a live trust has the same meaning as the retained one. */
    public boolean keeps(PolicyDocument trust) {
        return keptPrincipal().isPresent() && keptPrincipal().equals(TrustParser.principalOf(trust));
    }
}
