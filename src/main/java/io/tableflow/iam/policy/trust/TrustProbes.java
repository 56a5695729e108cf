package io.tableflow.iam.policy.trust;

import io.tableflow.iam.policy.TrustedPrincipal;
import io.tableflow.iam.policy.evaluation.EvaluationRequest;
import io.tableflow.iam.policy.evaluation.EvaluationResult;
import io.tableflow.iam.policy.evaluation.PolicyEvaluator;
import io.tableflow.iam.policy.evaluation.PolicySet;
import io.tableflow.iam.policy.evaluation.RequestContext;
import io.tableflow.iam.policy.evaluation.RequestPrincipal;
import io.tableflow.iam.policy.evaluation.RequestPrincipal.Kind;
import io.tableflow.iam.policy.evaluation.StatementMatch;
import io.tableflow.iam.policy.statement.ParsedPolicy;
import io.tableflow.iam.policy.statement.PrincipalElement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The requests that show whether a trust lets in anybody beside the expected principal: everybody whom it names, everybody whom it
 * does not name, and the expected principal with any external id but its own. Nothing else is known of them, so a
 * request that might be allowed counts as one that is.
 *
 * <p>What a stranger asks for is one of the ways into a role. To pass tags or a source identity is none by itself, but nobody else has any business
 * doing so.
 */
final class TrustProbes {

    /** Any role: a trust can't tell which role it is the trust of. */
    private static final String ROLE = "arn:aws:iam::000000000000:role/probed";

    private static final String OWN_ACCOUNT = "000000000000";
    private static final List<String> ACTIONS = List.of(
            "sts:AssumeRole",
            "sts:AssumeRoleWithSAML",
            "sts:AssumeRoleWithWebIdentity",
            "sts:TagSession",
            "sts:SetSourceIdentity");

    /** IAM shows it in the place of a principal that was deleted: nobody can be that principal again. */
    static final Pattern DELETED = Pattern.compile("(AROA|AIDA)[A-Z0-9]+");

    static final RequestPrincipal STRANGER = RequestPrincipal.other(null);
    static final RequestPrincipal OF_UNNAMED_PROVIDER =
            new RequestPrincipal(Kind.FEDERATED, "any other identity provider", null, null, null);

    private final ParsedPolicy trust;
    private final @Nullable TrustedPrincipal expected;

    TrustProbes(ParsedPolicy trust, @Nullable TrustedPrincipal expected) {
        this.trust = trust;
        this.expected = expected;
    }

    boolean anyLetsIn() {
        Set<RequestPrincipal> others =
                new LinkedHashSet<>(List.of(STRANGER, OF_UNNAMED_PROVIDER, RequestPrincipal.ANYBODY_UNSIGNED));
        for (PrincipalElement element : trust.principals().toList()) {
            for (String name :
                    element.all().filter(it -> !DELETED.matcher(it).matches()).toList()) {
                Optional<RequestPrincipal> named = named(element, name);
                if (named.isEmpty()) {
                    return true;
                }
                others.add(named.get());
            }
        }
        return others.stream().anyMatch(this::letsIn) || letsInExpectedOtherwise();
    }

    /** Whom a name in the document means; empty if that is not understood. */
    private static Optional<RequestPrincipal> named(PrincipalElement element, String name) {
        if (name.equals("*")) {
            return Optional.of(STRANGER);
        }
        if (element.of("Service").contains(name)) {
            return Optional.of(new RequestPrincipal(Kind.SERVICE, name, null, null, null));
        }
        if (element.of("Federated").contains(name)) {
            return Optional.of(new RequestPrincipal(Kind.FEDERATED, name, null, null, null));
        }
        return RequestPrincipal.parse(name)
                .map(it -> it.kind() == Kind.ROOT ? RequestPrincipal.other(it.account()) : it);
    }

    private boolean letsIn(RequestPrincipal principal) {
        return !isExpected(principal)
                && ACTIONS.stream().anyMatch(action -> isOpen(principal, action, RequestContext.unknown()));
    }

    private boolean isExpected(RequestPrincipal principal) {
        return expected != null && principal.name().equals(expected.role().toString());
    }

    private boolean letsInExpectedOtherwise() {
        return expected != null
                && RequestPrincipal.parse(expected.role().toString())
                        .filter(it -> isOpen(
                                it,
                                "sts:AssumeRole",
                                RequestContext.unknown().withAnythingBut("sts:ExternalId", expected.externalId())))
                        .isPresent();
    }

    /** Whether the trust allows it, or would in some case. The account of whoever asks is taken to allow it. */
    private boolean isOpen(RequestPrincipal principal, String action, RequestContext context) {
        EvaluationResult result = PolicyEvaluator.evaluate(
                new EvaluationRequest(principal, action, ROLE, OWN_ACCOUNT, context),
                PolicySet.unseen().withResource(trust));
        return switch (result.decision()) {
            case ALLOWED, CONDITIONAL, UNDETERMINED -> true;
            case IMPLICIT_DENY -> false;
            case EXPLICIT_DENY -> result.because().stream().allMatch(StatementMatch::isAssumed);
        };
    }
}
