package io.tableflow.iam.policy.evaluation;

import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.policy.document.PolicyJson;
import io.tableflow.iam.policy.statement.ParsedPolicy;
import io.tableflow.iam.policy.statement.PolicyType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A question as the tests write it. What it leaves out: Confluent's role assumes ours, and its own policies allow everything.
 * {@code condition} stands for a trust that lets it in under this condition, {@code deny} for one that lets everybody in and denies
 * under it.
 */
record Question(JsonNode node) {

    static final String CONFLUENT = "arn:aws:iam::851725421142:role/cspi-42o61";
    static final String ROLE = "arn:aws:iam::123456789012:role/dev-confluent-role";

    private static final Map<String, String> NAMES = new TreeMap<>(Map.of(
            "@CSESSION", "arn:aws:sts::851725421142:assumed-role/cspi-42o61/session",
            "@C\"", CONFLUENT + "\"",
            "@R\"", ROLE + "\"",
            "@ADMINSESSION", "arn:aws:sts::123456789012:assumed-role/admin/session",
            "@ADMIN\"", "arn:aws:iam::123456789012:role/admin\"",
            "@OBJECT", "arn:aws:s3:::dev-confluent-topics-backup/topic/1.parquet",
            "@KEY", "arn:aws:kms:eu-central-1:123456789012:key/1"));

    static Question parse(String json) {
        String text = json;
        for (Map.Entry<String, String> name : NAMES.entrySet()) {
            text = text.replace(name.getKey(), name.getValue());
        }
        return new Question(PolicyJson.parse(text).orElseThrow());
    }

    EvaluationResult answer() {
        return PolicyEvaluator.evaluate(request(), policies());
    }

    EvaluationRequest request() {
        String resource = text("resource", ROLE);
        return new EvaluationRequest(
                RequestPrincipal.parse(text("principal", CONFLUENT)).orElseThrow(),
                text("action", "sts:AssumeRole"),
                resource,
                "123456789012",
                context(node.path("context")),
                node.has("maxSession")
                        ? Duration.ofSeconds(node.path("maxSession").asInt())
                        : null);
    }

    static RequestContext context(JsonNode node) {
        Map<String, List<String>> values = new TreeMap<>();
        node.properties()
                .forEach(it -> values.put(
                        it.getKey(),
                        PolicyJson.items(it.getValue()).stream()
                                .map(PolicyJson::text)
                                .toList()));
        return RequestContext.of(values);
    }

    PolicySet policies() {
        PolicySet policies = PolicySet.unseen().withResource(resource());
        if (!node.path("identity").isNull()) {
            policies = policies.withIdentity(
                    node.has("identity")
                            ? node.path("identity").isEmpty()
                                    ? List.of()
                                    : List.of(policy(PolicyType.IDENTITY, "identity"))
                            : List.of(everything()));
        }
        return policies.withBoundary(optional(PolicyType.BOUNDARY, "boundary"))
                .withSession(optional(PolicyType.SESSION, "session"))
                .withScps(
                        node.has("scpAccount") ? node.path("scpAccount").asString() : null,
                        levels(PolicyType.SERVICE_CONTROL, "scps"))
                .withRcps(levels(PolicyType.RESOURCE_CONTROL, "rcps"));
    }

    private @Nullable ParsedPolicy resource() {
        if (node.has("condition")) {
            return parsed(PolicyType.ROLE_TRUST, "trust", statements(statement("Allow", node.path("condition"))));
        }
        if (node.has("deny")) {
            JsonNode noCondition = JsonNodeFactory.instance.objectNode();
            return parsed(
                    PolicyType.ROLE_TRUST,
                    "trust",
                    statements(statement("Allow", noCondition), statement("Deny", node.path("deny"))));
        }
        return node.has("trust") ? policy(PolicyType.ROLE_TRUST, "trust") : optional(PolicyType.RESOURCE, "bucket");
    }

    private static ObjectNode statement(String effect, JsonNode condition) {
        ObjectNode statement = JsonNodeFactory.instance.objectNode();
        statement.put("Effect", effect).put("Action", "sts:AssumeRole");
        statement.putObject("Principal").put("AWS", CONFLUENT);
        statement.set("Condition", condition);
        return statement;
    }

    private static JsonNode statements(JsonNode... statements) {
        return JsonNodeFactory.instance.arrayNode().addAll(List.of(statements));
    }

    private static ParsedPolicy everything() {
        return ParsedPolicy.parse(PolicyType.IDENTITY, "identity", new PolicyDocument("""
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"""));
    }

    private @Nullable ParsedPolicy optional(PolicyType type, String name) {
        return node.has(name) ? policy(type, name) : null;
    }

    private ParsedPolicy policy(PolicyType type, String name) {
        return parsed(type, name, node.path(name));
    }

    private @Nullable List<List<ParsedPolicy>> levels(PolicyType type, String name) {
        return node.has(name)
                ? node.path(name).values().stream()
                        .map(level -> level.values().stream()
                                .map(policy -> parsed(type, name, policy))
                                .toList())
                        .toList()
                : null;
    }

    private static ParsedPolicy parsed(PolicyType type, String name, JsonNode document) {
        return ParsedPolicy.parse(type, name, new PolicyDocument(whole(document).toString()));
    }

    private static JsonNode whole(JsonNode document) {
        if (document.isObject()) {
            return document;
        }
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.put("Version", "2012-10-17");
        whole.set("Statement", document);
        return whole;
    }

    private String text(String name, String otherwise) {
        return node.path(name).asString(otherwise);
    }
}
