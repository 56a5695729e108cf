package io.tableflow.iam.localaws;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Evaluates a role's trust policy: whether a caller may take an action on the role. An explicit Deny wins. */
record TrustEvaluator(PolicyDocument trust, Caller caller, RequestContext context) {

    boolean allows(String action) {
        boolean allowed = false;
        for (PolicyDocument.Statement statement : trust.statements()) {
            if (!coversAction(statement, action) || !coversCaller(statement)) {
                continue;
            }
            ConditionResult conditions = conditions(statement.element("Condition"), action);
            if (statement.denies() && conditions != ConditionResult.UNMET) {
                return false;
            }
            allowed |= !statement.denies() && conditions == ConditionResult.MET;
        }
        return allowed;
    }

    private static boolean coversAction(PolicyDocument.Statement statement, String action) {
        return statement.has("Action")
                ? anyMatches(statement.strings("Action"), action)
                : !anyMatches(statement.strings("NotAction"), action);
    }

    private static boolean anyMatches(List<String> patterns, String action) {
        return patterns.stream().anyMatch(pattern -> Glob.matchesIgnoringCase(pattern, action));
    }

    private boolean coversCaller(PolicyDocument.Statement statement) {
        if (statement.has("Principal")) {
            return names(statement.element("Principal"));
        }
        JsonNode excepted = statement.element("NotPrincipal");
        return !(statement.denies() ? namesWholly(excepted) : names(excepted));
    }

    /**
     * Whether NotPrincipal excepts the caller from a Deny: only if it has the session, its role and their account (IAM User Guide, "IAM
     * JSON policy elements: NotPrincipal").
     */
    private boolean namesWholly(JsonNode principal) {
        List<String> named = PolicyDocument.strings(principal.path("AWS"));
        boolean namesAccount = named.contains(caller.account())
                || named.contains(Caller.root(caller.account()).arn());
        return named.contains("*")
                || (namesAccount
                        && caller.session()
                                .map(session -> named.contains(session.arn())
                                        && named.contains(session.role().toString()))
                                .orElse(true));
    }

    private boolean names(JsonNode principal) {
        return principal.isString()
                ? principal.asString().equals("*")
                : PolicyDocument.strings(principal.path("AWS")).stream().anyMatch(this::isCaller);
    }

    private boolean isCaller(String principal) {
        Stream<String> names = Stream.concat(
                Stream.of("*", caller.account(), Caller.root(caller.account()).arn(), caller.arn()),
                caller.session().stream()
                        .flatMap(session -> Stream.of(session.role().toString(), session.roleId())));
        return names.anyMatch(principal::equals);
    }

    private ConditionResult conditions(JsonNode condition, String action) {
        return ConditionResult.all(condition.properties().stream()
                .flatMap(operator -> operator.getValue().properties().stream()
                        .map(key -> condition(operator.getKey(), key.getKey(), key.getValue(), action))));
    }

    private ConditionResult condition(String operator, String key, JsonNode wanted, String action) {
        return context.valuesOf(key, action)
                .map(actual -> ConditionOperator.parse(operator).judge(actual, PolicyDocument.strings(wanted)))
                .orElse(ConditionResult.UNKNOWN);
    }
}
