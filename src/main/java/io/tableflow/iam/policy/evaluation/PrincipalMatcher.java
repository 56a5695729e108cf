package io.tableflow.iam.policy.evaluation;

import io.tableflow.iam.policy.evaluation.RequestPrincipal.Kind;
import io.tableflow.iam.policy.statement.PrincipalElement;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Evaluates the Principal element of a statement (IAM User Guide, "AWS JSON policy elements: Principal" and "NotPrincipal"). */
final class PrincipalMatcher {

    private final RequestPrincipal principal;
    private final PrincipalElement element;

    private PrincipalMatcher(RequestPrincipal principal, PrincipalElement element) {
        this.principal = principal;
        this.element = element;
    }

    /** A statement without principals has no effect. */
    static PrincipalMatch match(EvaluationRequest request, @Nullable PrincipalElement element, boolean denies) {
        if (element == null || !comesBy(request)) {
            return PrincipalMatch.NONE;
        }
        PrincipalMatcher matcher = new PrincipalMatcher(request.principal(), element);
        if (!element.negated()) {
            return matcher.named();
        }
        return PrincipalMatch.direct(
                (denies ? matcher.isWhollyNamed() : matcher.named().any()).negate());
    }

    /** Identity providers' users come by two actions of STS, and nobody else by these. */
    private static boolean comesBy(EvaluationRequest request) {
        boolean isFederated = request.principal().kind() == Kind.FEDERATED;
        if (request.isAction("sts", "AssumeRoleWithSAML")) {
            return isFederated && !request.principal().name().contains(":oidc-provider/");
        }
        if (request.isAction("sts", "AssumeRoleWithWebIdentity")) {
            return isFederated && !request.principal().name().contains(":saml-provider/");
        }
        return !isFederated || !request.isAction("sts", "AssumeRole");
    }

    private PrincipalMatch named() {
        Match everybody = Match.of(element.namesEverybody());
        return switch (principal.kind()) {
            case SERVICE -> PrincipalMatch.direct(everybody.or(isListed("Service", principal.name())));
            case FEDERATED -> PrincipalMatch.direct(everybody.or(isListed("Federated", principal.name())));
            case ANONYMOUS -> PrincipalMatch.direct(everybody);
            case ROOT -> new PrincipalMatch(everybody, Match.NOT_MATCHED, account());
            case USER, FEDERATED_USER ->
                new PrincipalMatch(everybody.or(isListed("AWS", principal.name())), Match.NOT_MATCHED, account());
            case ROLE, ROLE_SESSION -> new PrincipalMatch(everybody.or(session()), role(), account());
            case OTHER -> new PrincipalMatch(everybody, Match.NOT_MATCHED, account());
        };
    }

    /**
     * Whether NotPrincipal in a Deny excepts it: only if it lists the session, its role and their account, or the user and its
     * account.
     */
    private Match isWhollyNamed() {
        if (element.namesEverybody()) {
            return Match.MATCHED;
        }
        return switch (principal.kind()) {
            case SERVICE, FEDERATED, ANONYMOUS -> named().any();
            case ROOT -> account();
            case USER, FEDERATED_USER -> isListed("AWS", principal.name()).and(account());
            case ROLE, ROLE_SESSION -> session().and(role()).and(account());
            case OTHER -> Match.NOT_MATCHED;
        };
    }

    private Match isListed(String type, String name) {
        return Match.of(element.of(type).contains(name));
    }

    // A canonical user is an account, but which one can't be told from its id.
    private Match account() {
        String account = principal.account();
        if (account != null
                && element.of("AWS").stream()
                        .anyMatch(it -> it.equals(account) || it.endsWith(":iam::" + account + ":root"))) {
            return Match.MATCHED;
        }
        return element.of("CanonicalUser").isEmpty() ? Match.NOT_MATCHED : Match.UNKNOWN;
    }

    /** The ARN of a role has its path, the ARN of its session has not. A name is unique in its account, whatever the path. */
    private Match role() {
        if (principal.kind() == Kind.ROLE) {
            return isListed("AWS", principal.name());
        }
        return Match.any(arns().map(it -> Match.of(it.kind() == Kind.ROLE && isSameRole(it))));
    }

    private Match session() {
        if (principal.kind() == Kind.ROLE_SESSION) {
            return isListed("AWS", principal.name());
        }
        return Match.any(arns().filter(it -> it.kind() == Kind.ROLE_SESSION && isSameRole(it))
                .map(session -> Match.UNKNOWN));
    }

    private boolean isSameRole(RequestPrincipal other) {
        return name(other).equals(name(principal));
    }

    private static String name(RequestPrincipal role) {
        return role.partition() + ":" + role.account() + ":" + role.role();
    }

    private Stream<RequestPrincipal> arns() {
        return element.of("AWS").stream()
                .flatMap(it -> RequestPrincipal.parse(it).stream())
                .filter(RequestPrincipal::isSessionOfRole);
    }
}
