package io.tableflow.iam.localaws;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The rules that IAM checks before it accepts a document. */
final class DocumentRules {

    private static final Pattern WHITE_SPACE = Pattern.compile("\\s");
    private static final Pattern ACTION = Pattern.compile("\\*|[a-zA-Z0-9-]+:[\\w*?]+");
    private static final Pattern STS_ACTION = Pattern.compile("sts:[\\w*?]+", Pattern.CASE_INSENSITIVE);
    private static final Pattern RESOURCE = Pattern.compile("\\*|arn:[^:]+:[^:]+:[^:]*:[^:]*:.+");
    private static final Pattern SID = Pattern.compile("[A-Za-z0-9]*");
    private static final String SYNTAX = "Syntax errors in policy.";
    private static final Set<String> DOCUMENT_ELEMENTS = Set.of("Version", "Id", "Statement");
    private static final Set<String> STATEMENT_ELEMENTS = Set.of(
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition");

    private DocumentRules() {}

    static PolicyDocument trust(String json) {
        PolicyDocument document = wellFormed(json, Set.of("2012-10-17", "2008-10-17"), "2008-10-17");
        document.statements().forEach(DocumentRules::checkTrust);
        if (size(json) > ParameterLimits.TRUST_POLICY_SIZE) {
            throw AwsError.limitExceeded(
                    "Cannot exceed quota for ACLSizePerRole: " + ParameterLimits.TRUST_POLICY_SIZE);
        }
        return document;
    }

    static void managed(String json) {
        inline(json);
        if (size(json) > ParameterLimits.MANAGED_POLICY_SIZE) {
            throw AwsError.limitExceeded("Cannot exceed quota for PolicySize: " + ParameterLimits.MANAGED_POLICY_SIZE);
        }
    }

    static void inline(String json) {
        wellFormed(json, Set.of("2012-10-17"), "").statements().forEach(DocumentRules::checkPermissions);
    }

    /** The size that counts against IAM's quotas, which leaves white space out. */
    static int size(String json) {
        return WHITE_SPACE.matcher(json).replaceAll("").length();
    }

    private static PolicyDocument wellFormed(String json, Set<String> versions, String defaultVersion) {
        PolicyDocument document = PolicyDocument.parse(json);
        require(DOCUMENT_ELEMENTS.containsAll(document.root().propertyNames()), SYNTAX);
        require(
                versions.contains(document.root().path("Version").asString(defaultVersion)),
                "Policy document must be version 2012-10-17 or greater.");
        List<PolicyDocument.Statement> statements = document.statements();
        require(!statements.isEmpty(), SYNTAX);
        statements.forEach(DocumentRules::checkStatement);
        List<String> sids = statements.stream()
                .filter(statement -> statement.has("Sid"))
                .map(statement -> statement.element("Sid").asString(""))
                .toList();
        require(new HashSet<>(sids).size() == sids.size(), "Statement IDs (SID) in a single policy must be unique.");
        require(
                sids.stream().allMatch(sid -> SID.matcher(sid).matches()),
                "Statement IDs (SID) must be alpha-numeric.");
        return document;
    }

    private static void checkStatement(PolicyDocument.Statement statement) {
        require(statement.node().isObject(), SYNTAX);
        require(STATEMENT_ELEMENTS.containsAll(statement.node().propertyNames()), SYNTAX);
        require(Set.of("Allow", "Deny").contains(statement.element("Effect").asString("")), SYNTAX);
        require(
                statement.has("Action") != statement.has("NotAction") && strings(statement, "Action", "NotAction"),
                "Policy statement must contain actions.");
        require(
                actions(statement).allMatch(action -> ACTION.matcher(action).matches()),
                "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
        checkCondition(statement.element("Condition"));
    }

    private static void checkTrust(PolicyDocument.Statement statement) {
        require(!statement.has("Resource"), "Has prohibited field Resource");
        require(!statement.has("NotResource"), "Has prohibited field NotResource");
        require(statement.has("Principal") != statement.has("NotPrincipal"), "Missing required field Principal");
        require(
                actions(statement).allMatch(action -> STS_ACTION.matcher(action).matches()),
                "AssumeRole policy may only specify STS AssumeRole actions.");
    }

    private static void checkPermissions(PolicyDocument.Statement statement) {
        require(
                !statement.has("Principal") && !statement.has("NotPrincipal"),
                "Policy document should not specify a principal.");
        require(
                statement.has("Resource") != statement.has("NotResource")
                        && strings(statement, "Resource", "NotResource"),
                "Policy statement must contain resources.");
        Stream.of("Resource", "NotResource")
                .flatMap(element -> statement.strings(element).stream())
                .filter(resource -> !RESOURCE.matcher(resource).matches())
                .forEach(resource -> {
                    throw AwsError.malformedPolicy("Resource %s must be in ARN format or \"*\".".formatted(resource));
                });
    }

    private static void checkCondition(JsonNode condition) {
        require(condition.isMissingNode() || condition.isObject(), SYNTAX);
        condition.properties().forEach(operator -> {
            require(ConditionOperator.isKnown(operator.getKey()), "Invalid Condition type : " + operator.getKey());
            require(operator.getValue().isObject(), SYNTAX);
            operator.getValue()
                    .properties()
                    .forEach(key ->
                            require(key.getValue().size() > 0 || key.getValue().isValueNode(), SYNTAX));
        });
    }

    private static Stream<String> actions(PolicyDocument.Statement statement) {
        return Stream.concat(statement.strings("Action").stream(), statement.strings("NotAction").stream());
    }

    private static boolean strings(PolicyDocument.Statement statement, String element, String opposite) {
        JsonNode node = statement.has(element) ? statement.element(element) : statement.element(opposite);
        return node.isString() || (!node.isEmpty() && PolicyDocument.items(node).allMatch(JsonNode::isString));
    }

    private static void require(boolean satisfied, String otherwise) {
        if (!satisfied) {
            throw AwsError.malformedPolicy(otherwise);
        }
    }
}
