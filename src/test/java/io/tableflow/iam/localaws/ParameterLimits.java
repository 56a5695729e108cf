package io.tableflow.iam.localaws;

import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;

/** The grammar and the length limits of parameters in IAM and STS. */
final class ParameterLimits {

    static final int DEFAULT_SESSION_SECONDS = 3600;
    static final int SHORTEST_SESSION_LIMIT = 3600;
    static final int LONGEST_SESSION_LIMIT = 43200;
    static final int CHAINED_SESSION_SECONDS = 3600;
    static final int TRUST_POLICY_SIZE = 2048;
    static final int MANAGED_POLICY_SIZE = 6144;
    static final int INLINE_POLICIES_SIZE = 10240;
    static final int POLICIES_PER_HOLDER = 10;
    static final int VERSIONS_PER_POLICY = 5;
    static final int TAGS = 50;

    private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]+");
    private static final Pattern PATH = Pattern.compile("/|/[\\x21-\\x7E]+/");
    private static final Pattern POLICY_ARN = Pattern.compile("arn:[\\w-]+:iam::(\\d{12}|aws):policy/[\\x21-\\x7E]+");
    private static final Pattern VERSION_ID = Pattern.compile("v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?");
    private static final Pattern DESCRIPTION = Pattern.compile("[\\t\\n\\r\\x20-\\x7E\\xA1-\\xFF]*");
    private static final Pattern EXTERNAL_ID = Pattern.compile("[\\w+=,.@:/-]*");

    private ParameterLimits() {}

    static String roleName(QueryRequest request) {
        return text("RoleName", request.required("RoleName"), NAME, 1, 64);
    }

    static String policyName(QueryRequest request) {
        return text("PolicyName", request.required("PolicyName"), NAME, 1, 128);
    }

    static String policyArn(QueryRequest request) {
        String arn = request.required("PolicyArn");
        if (!POLICY_ARN.matcher(arn).matches()) {
            throw AwsError.invalidInput("ARN %s is not valid.".formatted(arn));
        }
        return arn;
    }

    static String versionId(QueryRequest request) {
        return text("VersionId", request.required("VersionId"), VERSION_ID, 2, 64);
    }

    static String name(QueryRequest request, UserOrGroup.Kind kind) {
        String parameter = kind.title() + "Name";
        return text(parameter, request.required(parameter), NAME, 1, kind.longestName());
    }

    static String instanceProfileName(QueryRequest request) {
        return text("InstanceProfileName", request.required("InstanceProfileName"), NAME, 1, 128);
    }

    static String path(QueryRequest request) {
        return request.optional("Path")
                .map(path -> text("Path", path, PATH, 1, 512))
                .orElse("/");
    }

    static Optional<String> description(QueryRequest request) {
        return request.optional("Description").map(text -> text("Description", text, DESCRIPTION, 0, 1000));
    }

    static Optional<Integer> maxSessionDuration(QueryRequest request) {
        return request.integer("MaxSessionDuration", SHORTEST_SESSION_LIMIT, LONGEST_SESSION_LIMIT);
    }

    static String roleSessionName(QueryRequest request) {
        return text("RoleSessionName", request.required("RoleSessionName"), NAME, 2, 64);
    }

    static Optional<String> externalId(QueryRequest request) {
        return request.optional("ExternalId").map(id -> text("ExternalId", id, EXTERNAL_ID, 2, 1224));
    }

    static String text(String parameter, String value, Pattern grammar, int min, int max) {
        if (value.length() > max) {
            throw violation(
                    quoted(value), memberName(parameter), "Member must have length less than or equal to " + max);
        }
        if (value.length() < min) {
            throw violation(
                    quoted(value), memberName(parameter), "Member must have length greater than or equal to " + min);
        }
        if (!grammar.matcher(value).matches()) {
            throw violation(
                    quoted(value),
                    memberName(parameter),
                    "Member must satisfy regular expression pattern: " + grammar.pattern());
        }
        return value;
    }

    static int integer(String parameter, String value, int min, int max) {
        int number = value.matches("-?\\d{1,9}") ? Integer.parseInt(value) : Integer.MIN_VALUE;
        if (number > max) {
            throw violation(
                    quoted(value), memberName(parameter), "Member must have value less than or equal to " + max);
        }
        if (number < min) {
            throw violation(
                    quoted(value), memberName(parameter), "Member must have value greater than or equal to " + min);
        }
        return number;
    }

    static String oneOf(String parameter, String value, Collection<String> values) {
        if (!values.contains(value)) {
            throw violation(quoted(value), memberName(parameter), "Member must satisfy enum value set: " + values);
        }
        return value;
    }

    static AwsError violation(String value, String member, String constraint) {
        return AwsError.validation("1 validation error detected: Value %s at '%s' failed to satisfy constraint: %s"
                .formatted(value, member, constraint));
    }

    /** In messages, AWS writes the names of its model's members with a small first letter. */
    static String memberName(String parameter) {
        return Character.toLowerCase(parameter.charAt(0)) + parameter.substring(1);
    }

    private static String quoted(String value) {
        return "'" + value + "'";
    }
}
