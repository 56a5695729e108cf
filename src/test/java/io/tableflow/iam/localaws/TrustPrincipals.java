package io.tableflow.iam.localaws;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * The principals of a trust policy. IAM checks them when the policy is set, and stores a role or user by its id. Once
 * that role or user is deleted, the policy shows the id, and one that is created again with the same name is not
 * trusted.
 */
final class TrustPrincipals {

    private static final Pattern AWS_PRINCIPAL = Pattern.compile("\\*|\\d{12}"
            + "|arn:(?:aws|aws-cn|aws-us-gov|aws-eusc):iam::(?<iam>\\d{12}):(?:root|user/[\\w+=,.@/-]+|role/[\\w+=,.@/-]+)"
            + "|arn:(?:aws|aws-cn|aws-us-gov|aws-eusc):sts::(?<sts>\\d{12})"
            + ":(?:assumed-role/(?<role>[\\w+=,.@-]+)/[\\w+=,.@-]+|federated-user/[\\w+=,.@-]+)"
            + "|(?<id>(?:AROA|AIDA)[A-Z0-9]+)");
    private static final Pattern SERVICE = Pattern.compile("[\\w.-]+\\.amazonaws\\.com(\\.cn)?");
    private static final Set<String> KINDS = Set.of("AWS", "Service", "Federated", "CanonicalUser");

    private TrustPrincipals() {}

    /**
     * Refuses principals that IAM would not accept, and returns the ids of the hosted roles and users among them by
     * ARN.
     */
    static Map<String, String> resolve(PolicyDocument document, EmulatorState state) {
        Map<String, String> ids = new HashMap<>();
        for (PolicyDocument.Statement statement : document.statements()) {
            JsonNode principal = statement.element(elementOf(statement));
            if (principal.isString() && principal.asString().equals("*")) {
                continue;
            }
            if (!principal.isObject() || principal.isEmpty()) {
                throw AwsError.malformedPolicy("Invalid principal in policy");
            }
            principal
                    .properties()
                    .forEach(kind -> PolicyDocument.strings(kind.getValue())
                            .forEach(value -> resolve(kind.getKey(), value, state, ids)));
        }
        return ids;
    }

    private static void resolve(String kind, String value, EmulatorState state, Map<String, String> ids) {
        boolean valid = switch (kind) {
            case "AWS" -> resolveAws(value, state, ids);
            case "Service" -> SERVICE.matcher(value).matches();
            default -> KINDS.contains(kind) && !value.isEmpty();
        };
        if (!valid) {
            throw AwsError.malformedPolicy("Invalid principal in policy: \"%s\":\"%s\"".formatted(kind, value));
        }
    }

    private static boolean resolveAws(String value, EmulatorState state, Map<String, String> ids) {
        Matcher principal = AWS_PRINCIPAL.matcher(value);
        if (!principal.matches()) {
            return false;
        }
        if (principal.group("id") != null) {
            return state.hasPrincipalWithId(value);
        }
        if (principal.group("role") != null) {
            String account = principal.group("sts");
            return !state.hosts(account)
                    || state.account(account).findRole(principal.group("role")).isPresent();
        }
        if (principal.group("iam") == null || !state.hosts(principal.group("iam")) || value.endsWith(":root")) {
            return true;
        }
        state.principalId(value, principal.group("iam")).ifPresent(id -> ids.put(value, id));
        return ids.containsKey(value);
    }

    /** The document as IAM returns it now: the ARN of a deleted principal is replaced by its id. */
    static String render(Role.Trust trust, EmulatorState state) {
        Map<String, String> gone = new HashMap<>(trust.principalIds());
        gone.values().removeIf(state::hasPrincipalWithId);
        if (gone.isEmpty()) {
            return trust.document();
        }
        PolicyDocument document = PolicyDocument.parse(trust.document());
        document.statements().forEach(statement -> {
            if (statement.element(elementOf(statement)) instanceof ObjectNode principal) {
                replace(principal, gone);
            }
        });
        return document.json();
    }

    private static void replace(ObjectNode principal, Map<String, String> gone) {
        JsonNode aws = principal.path("AWS");
        if (aws instanceof ArrayNode list) {
            IntStream.range(0, list.size()).forEach(i -> list.set(i, replaced(list.get(i), gone)));
        } else if (aws.isString()) {
            principal.set("AWS", replaced(aws, gone));
        }
    }

    private static StringNode replaced(JsonNode arn, Map<String, String> gone) {
        return StringNode.valueOf(gone.getOrDefault(arn.asString(), arn.asString()));
    }

    private static String elementOf(PolicyDocument.Statement statement) {
        return statement.has("Principal") ? "Principal" : "NotPrincipal";
    }
}
