package io.tableflow.iam.localconfluent;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request, as far as it is understood without the state.
 *
 * @param id the last part of a path that names one thing; empty for lists
 * @param user the key's id from Basic authentication
 */
public record ConfluentRequest(
        Operation operation,
        String path,
        String id,
        Map<String, String> query,
        JsonNode body,
        String user,
        String password) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** What can be asked. */
    public enum Operation {
        LIST_INTEGRATIONS("GET", "/pim/v1/integrations"),
        CREATE_INTEGRATION("POST", "/pim/v1/integrations"),
        READ_INTEGRATION("GET", "/pim/v1/integrations/([^/]+)"),
        DELETE_INTEGRATION("DELETE", "/pim/v1/integrations/([^/]+)"),
        LIST_REGIONS("GET", "/tableflow/v1/regions"),
        LIST_TOPICS("GET", "/tableflow/v1/tableflow-topics"),
        READ_TOPIC("GET", "/tableflow/v1/tableflow-topics/([^/]+)"),
        LIST_CATALOGS("GET", "/tableflow/v1/catalog-integrations"),
        READ_CATALOG("GET", "/tableflow/v1/catalog-integrations/([^/]+)"),
        UNKNOWN("", "");

        private final String method;
        private final Pattern path;

        Operation(String method, String path) {
            this.method = method;
            this.path = Pattern.compile(path);
        }

        /** Whether it is of the API that wants a Tableflow key. */
        boolean isTableflow() {
            return path.pattern().startsWith("/tableflow");
        }

        /** Whether it changes something. */
        boolean isWriting() {
            return this == CREATE_INTEGRATION || this == DELETE_INTEGRATION;
        }

        /** As it is called in logs: {@code CreateIntegration}. */
        String inWords() {
            StringBuilder words = new StringBuilder();
            for (String word : name().split("_", -1)) {
                words.append(word.charAt(0)).append(word.substring(1).toLowerCase(java.util.Locale.ROOT));
            }
            return words.toString();
        }
    }

    static ConfluentRequest read(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        Operation operation = Operation.UNKNOWN;
        String id = "";
        for (Operation known : Operation.values()) {
            Matcher matcher = known.path.matcher(path);
            if (known.method.equals(exchange.getRequestMethod()) && matcher.matches()) {
                operation = known;
                id = matcher.groupCount() == 0 ? "" : decoded(matcher.group(1));
            }
        }
        String[] credentials = credentials(exchange);
        return new ConfluentRequest(
                operation,
                exchange.getRequestURI().toString(),
                id,
                query(exchange.getRequestURI().getRawQuery()),
                body(exchange),
                credentials[0],
                credentials[1]);
    }

    private static JsonNode body(HttpExchange exchange) throws IOException {
        String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return JSON.readTree(text.isBlank() ? "null" : text);
        } catch (JacksonException malformed) {
            return JSON.missingNode();
        }
    }

    private static String[] credentials(HttpExchange exchange) {
        String header = Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Authorization"), "");
        if (!header.startsWith("Basic ")) {
            return new String[] {"", ""};
        }
        String decoded = new String(Base64.getDecoder().decode(header.substring(6)), StandardCharsets.UTF_8);
        int colon = decoded.indexOf(':');
        return colon < 0
                ? new String[] {decoded, ""}
                : new String[] {decoded.substring(0, colon), decoded.substring(colon + 1)};
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new LinkedHashMap<>();
        if (raw != null) {
            for (String pair : raw.split("&", -1)) {
                int equals = pair.indexOf('=');
                query.put(
                        decoded(equals < 0 ? pair : pair.substring(0, equals)),
                        equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** A parameter of the query that is there and not blank. */
    Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name)).filter(it -> !it.isBlank());
    }

    /** A text of the body. */
    String text(String pointer) {
        return body.at(pointer).asString("");
    }

    /** The Confluent environment that it is about. */
    String environment() {
        return operation == Operation.CREATE_INTEGRATION
                ? text("/environment/id")
                : parameter("environment").orElse("");
    }

    /** The ids and roles that it names; the role last. */
    List<String> resources() {
        List<String> named = new ArrayList<>();
        named.add(environment());
        named.add(id);
        named.add(text("/config/customer_iam_role_arn"));
        named.removeIf(String::isEmpty);
        return named;
    }
}
