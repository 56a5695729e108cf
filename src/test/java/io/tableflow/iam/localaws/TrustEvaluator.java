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
            ConditionResult conditions = conditions(statement.element("Condition"));
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
        return statement.has("Principal")
                ? names(statement.element("Principal"))
                : !names(statement.element("NotPrincipal"));
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

    private ConditionResult conditions(JsonNode condition) {
        return ConditionResult.all(condition.properties().stream()
                .flatMap(operator -> operator.getValue().properties().stream()
                        .map(key ->
                                condition(ConditionOperator.parse(operator.getKey()), key.getKey(), key.getValue()))));
    }

    private ConditionResult condition(ConditionOperator operator, String key, JsonNode wanted) {
        return context.valuesOf(key)
                .map(actual -> operator.judge(actual, PolicyDocument.strings(wanted)))
                .orElse(ConditionResult.UNKNOWN);
    }
}
