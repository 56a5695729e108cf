package io.tableflow.iam.localaws;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One request of the Query protocol.
 *
 * @param parameters the form, decoded, in its order
 * @param authorization the Authorization header
 * @param sessionToken the X-Amz-Security-Token header
 * @param sourceIp the caller's address
 * @param userAgent the User-Agent header
 */
record QueryRequest(
        Map<String, String> parameters,
        Optional<String> authorization,
        Optional<String> sessionToken,
        String sourceIp,
        String userAgent) {

    private static final Pattern CREDENTIAL = Pattern.compile("Credential=([^/,\\s]+)/[^/]*/[^/]*/([^/,\\s]+)/");

    /** A key and a value of {@code Tags.member.N}. */
    record Tag(String key, String value) {}

    static Map<String, String> parseForm(String form) {
        Map<String, String> parameters = new LinkedHashMap<>();
        Stream.of(form.split("&")).filter(pair -> !pair.isEmpty()).forEach(pair -> {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            parameters.put(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
        });
        return parameters;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    String action() {
        return optional("Action").orElse("");
    }

    String version() {
        return optional("Version").orElse("");
    }

    AwsService service() {
        return AwsService.of(credential().map(found -> found.group(2)).orElse(""), version());
    }

    /** The region of the signature. */
    String region() {
        return authorization
                .map(Pattern.compile("Credential=[^/]*/[^/]*/([^/]*)/")::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .orElse("us-east-1");
    }

    Optional<String> accessKeyId() {
        return credential().map(found -> found.group(1));
    }

    private Optional<Matcher> credential() {
        return authorization.map(CREDENTIAL::matcher).filter(Matcher::find);
    }

    /** The names and ARNs of the call's resources. */
    List<String> resources() {
        return Stream.of(
                        "RoleName",
                        "RoleArn",
                        "PolicyName",
                        "PolicyArn",
                        "InstanceProfileName",
                        "UserName",
                        "GroupName",
                        "Bucket")
                .flatMap(name -> optional(name).stream())
                .toList();
    }

    Optional<String> optional(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
    }

    String required(String name) {
        return optional(name)
                .orElseThrow(() ->
                        ParameterLimits.violation("null", ParameterLimits.memberName(name), "Member must not be null"));
    }

    boolean flag(String name) {
        return optional(name).map(Boolean::parseBoolean).orElse(false);
    }

    Optional<Integer> integer(String name, int min, int max) {
        return optional(name).map(text -> ParameterLimits.integer(name, text, min, max));
    }

    Optional<String> oneOf(String name, Collection<String> values) {
        return optional(name).map(text -> ParameterLimits.oneOf(name, text, values));
    }

    List<String> list(String name) {
        List<String> values = new ArrayList<>();
        for (int i = 1; parameters.containsKey(name + ".member." + i); i++) {
            values.add(parameters.getOrDefault(name + ".member." + i, ""));
        }
        return values;
    }

    List<Tag> tags() {
        List<Tag> tags = new ArrayList<>();
        for (int i = 1; parameters.containsKey("Tags.member." + i + ".Key"); i++) {
            String member = "Tags.member." + i;
            tags.add(new Tag(
                    parameters.getOrDefault(member + ".Key", ""), parameters.getOrDefault(member + ".Value", "")));
        }
        return tags;
    }
}
