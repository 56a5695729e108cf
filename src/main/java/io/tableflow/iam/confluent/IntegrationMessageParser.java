package io.tableflow.iam.confluent;

import io.tableflow.iam.http.problem.FieldError;
import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import io.tableflow.iam.policy.ResourceNames;
import io.tableflow.iam.policy.RoleArn;
import io.tableflow.iam.policy.TrustedPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads Confluent's Integration object. Unknown fields are ignored; all needed fields are validated before any is used.
 */
public final class IntegrationMessageParser {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode root;
    private final List<FieldError> errors = new ArrayList<>();

    private IntegrationMessageParser(JsonNode root) {
        this.root = root;
    }

    /**
     * Parses a body.
     *
     * @throws ProblemException 400, naming every field that is wrong
     */
    public static IntegrationMessage parse(String body) {
        JsonNode root;
        try {
            root = tree(body);
        } catch (JacksonException malformed) {
            throw new ProblemException(
                    ProblemCode.MALFORMED_JSON, "The body must be Confluent's Integration object, as JSON.");
        }
        if (!root.isObject()) {
            throw ProblemException.invalid("", "must be Confluent's Integration object");
        }
        return new IntegrationMessageParser(root).read();
    }

    /**
     * The environment and the integration that a refused body names, if they are well-formed, and nothing else of it.
     */
    static UnverifiedReferences references(String body) {
        JsonNode root;
        try {
            root = tree(body);
        } catch (JacksonException malformed) {
            return new UnverifiedReferences(null, null);
        }
        String id = root.at("/id").asString("");
        return new UnverifiedReferences(
                RoleArn.parse(root.at("/config/customer_iam_role_arn").asString(""))
                        .flatMap(role -> ResourceNames.environmentOfRole(role.name()))
                        .orElse(null),
                isConfluentId(id) ? id : null);
    }

    /** A byte order mark is a part of what was signed, and no part of the JSON (RFC 8259, 8.1). */
    private static JsonNode tree(String body) {
        return JSON.readTree(body.startsWith("\uFEFF") ? body.substring(1) : body);
    }

    private static boolean isConfluentId(String text) {
        return text.matches("[A-Za-z0-9_-]{1,64}");
    }

    private IntegrationMessage read() {
        text("/kind", "must be Integration", "Integration"::equals);
        text("/provider", "must be AWS", "AWS"::equals);
        text("/config/kind", "must be AwsIntegrationConfig", "AwsIntegrationConfig"::equals);
        String id = text(
                "/id",
                "must be Confluent's id of the integration, such as cspi-42o61",
                IntegrationMessageParser::isConfluentId);
        RoleArn principal = role("/config/iam_role_arn", "must be the ARN of one IAM role: Confluent's");
        RoleArn customerRole = role("/config/customer_iam_role_arn", "must be the ARN of the environment's IAM role");
        String externalId =
                text("/config/external_id", "must be 2-1224 of A-Z a-z 0-9 _+=,.@:/-", TrustedPrincipal::isExternalId);
        String confluentEnvironment = root.at("/environment/id").isMissingNode()
                ? null
                : text(
                        "/environment/id",
                        "must be Confluent's id of its environment, such as env-00000",
                        IntegrationMessageParser::isConfluentId);
        if (principal != null && customerRole != null && !principal.partition().equals(customerRole.partition())) {
            errors.add(
                    new FieldError("config.iam_role_arn", "must be in the partition of config.customer_iam_role_arn"));
        }
        if (id == null || principal == null || customerRole == null || externalId == null || !errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        return new IntegrationMessage(id, principal, externalId, customerRole, confluentEnvironment);
    }

    private @Nullable RoleArn role(String pointer, String rule) {
        Optional<RoleArn> role = Optional.ofNullable(text(pointer, rule, IntegrationMessageParser::isOneRole))
                .flatMap(RoleArn::parse);
        return role.orElse(null);
    }

    private static boolean isOneRole(String arn) {
        return RoleArn.parse(arn).filter(RoleArn::isOneRole).isPresent();
    }

    private @Nullable String text(String pointer, String rule, Predicate<String> holds) {
        JsonNode node = root.at(pointer);
        if (node.isString() && holds.test(node.stringValue())) {
            return node.stringValue();
        }
        errors.add(new FieldError(
                pointer.substring(1).replace('/', '.'), node.isMissingNode() ? "is required; " + rule : rule));
        return null;
    }
}
