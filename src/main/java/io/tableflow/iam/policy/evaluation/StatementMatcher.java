package io.tableflow.iam.policy.evaluation;

import io.tableflow.iam.policy.statement.Names;
import io.tableflow.iam.policy.statement.ParsedPolicy;
import io.tableflow.iam.policy.statement.PolicyStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Evaluates the statements of one policy for one action. */
final class StatementMatcher {

    /** Actions that are about no single resource, of those that policies of this service's environments have. */
    private static final Set<String> WITHOUT_RESOURCE = Set.of(
            "iam:listroles",
            "iam:listusers",
            "iam:listgroups",
            "iam:listpolicies",
            "iam:listaccountaliases",
            "iam:getaccountsummary",
            "iam:getaccountauthorizationdetails",
            "s3:listallmybuckets",
            "kms:listkeys",
            "kms:listaliases",
            "kms:createkey",
            "sts:getcalleridentity",
            "sts:getsessiontoken",
            "cloudtrail:lookupevents",
            "lakeformation:getdataaccess");

    private final ParsedPolicy policy;
    private final EvaluationRequest request;
    private final EffectiveContext context;

    StatementMatcher(ParsedPolicy policy, EvaluationRequest request) {
        this.policy = policy;
        this.request = request;
        this.context = new EffectiveContext(request, request.action());
    }

    List<StatementMatch> match() {
        return policy.statements().stream().map(this::match).toList();
    }

    private StatementMatch match(PolicyStatement statement) {
        List<ElementMatch> elements = new ArrayList<>();
        PrincipalMatch principal = policy.type().namesPrincipals()
                ? PrincipalMatcher.match(request, statement.principal(), statement.denies())
                : PrincipalMatch.direct(Match.MATCHED);
        if (policy.type().namesPrincipals()) {
            elements.add(ElementMatch.of(
                    statement.principal() != null && statement.principal().negated() ? "NotPrincipal" : "Principal",
                    principal.any(),
                    principal.any() == Match.MATCHED ? "the principal is named" : "the principal is not named"));
        }
        elements.add(action(statement.action()));
        if (statement.resource() != null) {
            elements.add(resource(statement.resource()));
        }
        statement.conditions().stream()
                .map(it -> ConditionMatcher.match(it, policy.hasVariables(), context))
                .forEach(elements::add);
        return new StatementMatch(
                policy.type(),
                policy.name(),
                statement.index(),
                statement.sid(),
                statement.denies(),
                principal,
                elements);
    }

    private ElementMatch action(Names names) {
        boolean isListed = ActionPattern.isListed(names, request.action());
        return ElementMatch.of(
                names.negated() ? "NotAction" : "Action",
                Match.of(isListed != names.negated()),
                "the action is " + (isListed ? "" : "not ") + "listed");
    }

    private ElementMatch resource(Names names) {
        Set<String> missing = new TreeSet<>();
        Match listed = Match.any(names.patterns().stream().map(it -> matchResource(it, missing)));
        Match match = names.negated() ? listed.negate() : listed;
        String reason = switch (listed) {
            case MATCHED -> "the resource is listed";
            case NOT_MATCHED ->
                isListedInOtherCase(names) ? "the resource differs only in letter case" : "the resource is not listed";
            case UNKNOWN -> "it is not known what the request has for " + String.join(", ", missing);
            case UNDETERMINED -> "a variable is not allowed before the fifth colon of an ARN";
        };
        return new ElementMatch(
                names.negated() ? "NotResource" : "Resource",
                match,
                reason,
                match == Match.UNKNOWN ? missing : Set.of());
    }

    // In a Resource a * at the end of a segment also spans the colons behind it (IAM User Guide, "IAM JSON policy
    // elements: Resource").
    private Match matchResource(String pattern, Set<String> missing) {
        int variable = policy.hasVariables() ? pattern.indexOf("${") : -1;
        if (variable >= 0 && (ArnPattern.colon(pattern, 5) < 0 || variable < ArnPattern.colon(pattern, 5))) {
            return Match.UNDETERMINED;
        }
        PolicyVariables.Resolved resolved = PolicyVariables.resolve(pattern, policy.hasVariables(), context);
        missing.addAll(resolved.missing());
        return resolved.result() == Match.MATCHED ? Match.of(resolved.glob().matches(resource())) : resolved.result();
    }

    private boolean isListedInOtherCase(Names names) {
        return names.patterns().stream().anyMatch(it -> Glob.matchesIgnoringCase(it, resource()));
    }

    private String resource() {
        return WITHOUT_RESOURCE.contains(request.action().toLowerCase(Locale.ROOT)) ? "*" : request.resource();
    }
}
