package io.tableflow.iam.compliance;

import io.tableflow.iam.policy.TrustedPrincipal;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.policy.evaluation.ActionPattern;
import io.tableflow.iam.policy.statement.MalformedPolicyException;
import io.tableflow.iam.policy.statement.ParsedPolicy;
import io.tableflow.iam.policy.statement.PolicyStatement;
import io.tableflow.iam.policy.statement.PolicyType;
import io.tableflow.iam.policy.trust.TrustDescription;
import io.tableflow.iam.policy.trust.TrustExposure;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A trust, read once for all rules.
 *
 * @param parsed null: it is not understood
 */
record ReadTrust(PolicyDocument document, @Nullable ParsedPolicy parsed) {

    static ReadTrust of(PolicyDocument document) {
        return new ReadTrust(document, parse(document).orElse(null));
    }

    private static Optional<ParsedPolicy> parse(PolicyDocument document) {
        try {
            return Optional.of(ParsedPolicy.parse(PolicyType.ROLE_TRUST, "trust", document));
        } catch (MalformedPolicyException notUnderstood) {
            return Optional.empty();
        }
    }

    /** The statements that allow something. */
    List<PolicyStatement> allowing() {
        return parsed == null
                ? List.of()
                : parsed.statements().stream().filter(it -> !it.denies()).toList();
    }

    /** The statements that allow to assume the role. */
    List<PolicyStatement> allowing(String action) {
        return allowing().stream()
                .filter(it -> ActionPattern.appliesTo(it.action(), action))
                .toList();
    }

    boolean letsInOthersThan(@Nullable TrustedPrincipal expected) {
        return TrustExposure.letsOthersIn(document, expected);
    }

    /** Whom it lets in, in a sentence. */
    String inWords() {
        return "Of the role: " + TrustDescription.of(document) + ".";
    }
}
