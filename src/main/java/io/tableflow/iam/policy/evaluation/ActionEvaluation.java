package io.tableflow.iam.policy.evaluation;

import io.tableflow.iam.policy.evaluation.RequestPrincipal.Kind;
import io.tableflow.iam.policy.statement.ParsedPolicy;
import io.tableflow.iam.policy.statement.PolicyType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One action of a request against all policies (IAM User Guide, "Policy evaluation logic", "Cross-account policy evaluation logic" and
 * "Permissions boundaries for IAM entities").
 */
final class ActionEvaluation {

    private final EvaluationRequest request;
    private final PolicySet policies;
    private final @Nullable PolicyLayer identity;
    private final @Nullable PolicyLayer resource;
    private final @Nullable PolicyLayer boundary;
    private final @Nullable PolicyLayer session;
    private final List<PolicyLayer> scps;
    private final List<PolicyLayer> rcps;
    private final List<StatementMatch> trace;
    private final List<StatementMatch> denials;
    private final AccessDecision decision;

    ActionEvaluation(EvaluationRequest request, PolicySet policies) {
        this.request = request;
        this.policies = policies;
        this.identity =
                policies.identity() == null ? null : PolicyLayer.of(PolicyType.IDENTITY, policies.identity(), request);
        ParsedPolicy asked = policies.resource();
        this.resource = asked == null || !bearsOnAction(asked) ? null : layer(asked);
        this.boundary = policies.boundary() == null ? null : layer(policies.boundary());
        this.session = policies.session() == null ? null : layer(policies.session());
        this.scps = levels(PolicyType.SERVICE_CONTROL, areScpsOfPrincipal() ? policies.scps() : null);
        this.rcps = levels(PolicyType.RESOURCE_CONTROL, policies.rcps());
        this.trace = layers().flatMap(layer -> layer.statements().stream()).toList();
        this.denials = trace.stream()
                .filter(it -> it.denies() && it.match() != Match.NOT_MATCHED)
                .toList();
        this.decision = decide();
    }

    /** A trust has a say in assuming its role only, not in changing it. */
    private boolean bearsOnAction(ParsedPolicy policy) {
        return policy.type() != PolicyType.ROLE_TRUST || request.isAskedOfTrust();
    }

    /** They limit the principals of the account they hang on, not who comes from elsewhere. */
    private boolean areScpsOfPrincipal() {
        return request.principal().isOfAccount()
                && (policies.scpAccount() == null
                        || policies.scpAccount().equals(request.principal().account()));
    }

    private PolicyLayer layer(ParsedPolicy policy) {
        return PolicyLayer.of(policy.type(), List.of(policy), request);
    }

    private List<PolicyLayer> levels(PolicyType type, @Nullable List<List<ParsedPolicy>> levels) {
        return levels == null
                ? List.of()
                : levels.stream()
                        .map(level -> PolicyLayer.of(type, level, request))
                        .toList();
    }

    EvaluationRequest request() {
        return request;
    }

    PolicySet policies() {
        return policies;
    }

    List<StatementMatch> trace() {
        return trace;
    }

    private Stream<PolicyLayer> layers() {
        List<PolicyLayer> layers = new ArrayList<>(scps);
        layers.addAll(rcps);
        Stream.of(resource, identity, boundary, session)
                .flatMap(Stream::ofNullable)
                .forEach(layers::add);
        return layers.stream();
    }

    /** The statements that deny, or may; one of which it can't be told what it means is taken to deny. */
    List<StatementMatch> denials() {
        return denials;
    }

    AccessDecision decision() {
        return decision;
    }

    private AccessDecision decide() {
        Match allowed = allowed();
        if (denials.stream().anyMatch(it -> it.match() == Match.MATCHED)) {
            return AccessDecision.EXPLICIT_DENY;
        }
        if (allowed == Match.NOT_MATCHED) {
            return AccessDecision.IMPLICIT_DENY;
        }
        if (allowed == Match.UNDETERMINED) {
            return AccessDecision.UNDETERMINED;
        }
        return allowed == Match.UNKNOWN || !denials.isEmpty() ? AccessDecision.CONDITIONAL : AccessDecision.ALLOWED;
    }

    private Match allowed() {
        return granted().and(allLevels(scps)).and(allLevels(rcps));
    }

    private static Match allLevels(List<PolicyLayer> levels) {
        return Match.all(levels.stream().map(PolicyLayer::allows));
    }

    private Match granted() {
        if (!request.principal().isOfAccount()) {
            return resourceAllows();
        }
        if (!request.isInPrincipalsAccount()) {
            return resourceAllows().and(ownSideAllows());
        }
        Match named = resource == null
                ? Match.NOT_MATCHED
                : resource.allowsDirectly().or(resource.allowsRole().and(limits()));
        return named.or(resourceMustAllow() ? resourceAllows().and(ownSideAllows()) : ownSideAllows());
    }

    /** Identity policies, as far as boundary and session policy let them. */
    private Match ownSideAllows() {
        return identityAllows().and(limits());
    }

    private Match identityAllows() {
        return switch (request.principal().kind()) {
            case ROOT -> Match.MATCHED;
            case FEDERATED_USER -> session == null && isIdentitySeen() ? Match.NOT_MATCHED : identityPoliciesAllow();
            default -> identityPoliciesAllow();
        };
    }

    private Match identityPoliciesAllow() {
        return identity == null ? Match.UNKNOWN : identity.allows();
    }

    private Match limits() {
        return allows(boundary).and(allows(session));
    }

    private static Match allows(@Nullable PolicyLayer limit) {
        return limit == null ? Match.MATCHED : limit.allows();
    }

    Match resourceAllows() {
        if (resource != null) {
            return resource.allows();
        }
        return policies.isResourceSeen() ? Match.NOT_MATCHED : Match.UNKNOWN;
    }

    /** Of roles and keys: no identity policy of their account is enough. */
    boolean resourceMustAllow() {
        return request.isAskedOfTrust() || request.isAskedOfKey();
    }

    boolean needsResource() {
        return resourceMustAllow() || !request.principal().isOfAccount() || !request.isInPrincipalsAccount();
    }

    boolean isIdentitySeen() {
        return identity != null;
    }

    boolean dependsOnUnseenIdentity() {
        return !isIdentitySeen()
                && request.principal().isOfAccount()
                && request.principal().kind() != Kind.ROOT
                && allowed() == Match.UNKNOWN
                && !(request.isInPrincipalsAccount()
                        && resource != null
                        && resource.allowsDirectly().or(resource.allowsRole()) == Match.MATCHED);
    }

    /** The type of policy that would have to allow it and does not. */
    PolicyType silent() {
        if (allLevels(scps) == Match.NOT_MATCHED) {
            return PolicyType.SERVICE_CONTROL;
        }
        if (allLevels(rcps) == Match.NOT_MATCHED) {
            return PolicyType.RESOURCE_CONTROL;
        }
        if (needsResource() && resourceAllows() == Match.NOT_MATCHED) {
            return request.isAskedOfTrust() ? PolicyType.ROLE_TRUST : PolicyType.RESOURCE;
        }
        if (identityAllows() != Match.NOT_MATCHED && allows(boundary) == Match.NOT_MATCHED) {
            return PolicyType.BOUNDARY;
        }
        return (session != null && identityAllows() != Match.NOT_MATCHED) || isFederatedUserWithoutSession()
                ? PolicyType.SESSION
                : PolicyType.IDENTITY;
    }

    private boolean isFederatedUserWithoutSession() {
        return request.principal().kind() == Kind.FEDERATED_USER && session == null;
    }
}
