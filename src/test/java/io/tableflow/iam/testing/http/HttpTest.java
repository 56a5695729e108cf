package io.tableflow.iam.testing.http;

import io.tableflow.iam.common.Sha256;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tests how the service speaks HTTP, over a socket. */
@SpringBootTest(
        classes = HttpTestApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "db-scheduler.enabled=false")
@ActiveProfiles(HttpTestApplication.PROFILE)
public abstract class HttpTest {

    public static final String OPERATOR = "token-of-the-operator";
    public static final String PIPELINE = "token-of-the-pipeline";
    public static final String READER = "token-of-the-reader";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    public int port;

    @DynamicPropertySource
    static void tokens(DynamicPropertyRegistry registry) {
        List<String> names = List.of("operator", "pipeline", "reader");
        List<String> tokens = List.of(OPERATOR, PIPELINE, READER);
        List<String> scopes =
                List.of("environments:read,environments:write", "environments:write", "environments:read");
        for (int i = 0; i < names.size(); i++) {
            String prefix = "tableflow.security.tokens[" + i + "].";
            String name = names.get(i);
            String hash = HexFormat.of().formatHex(Sha256.sha256(tokens.get(i).getBytes(StandardCharsets.UTF_8)));
            String scope = scopes.get(i);
            registry.add(prefix + "name", () -> name);
            registry.add(prefix + "sha256", () -> hash);
            registry.add(prefix + "scopes", () -> scope);
        }
    }

    public record Reply(int status, Map<String, List<String>> headers, String text) {

        public JsonNode json() {
            return JSON.readTree(text);
        }

        public @Nullable String header(String name) {
            return headers.entrySet().stream()
                    .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                    .flatMap(entry -> entry.getValue().stream())
                    .findFirst()
                    .orElse(null);
        }

        public String code() {
            return json().path("code").asString("");
        }

        public String detail() {
            return json().path("detail").asString("");
        }

        /** The errors as {@code field: message}, in the order of the answer. */
        public List<String> errors() {
            return json().path("errors")
                    .valueStream()
                    .map(error -> error.path("field").stringValue() + ": "
                            + error.path("message").stringValue())
                    .toList();
        }
    }

    public Reply get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), OPERATOR, headers);
    }

    public Reply post(String path, String json, String... headers) {
        return send("POST", path, BodyPublishers.ofString(json), OPERATOR, withJson(headers));
    }

    public Reply send(String method, String path, BodyPublisher body, @Nullable String token, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .method(method, body);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.headers().map(), response.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String[] withJson(String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = "Content-Type";
        all[1] = "application/json";
        System.arraycopy(headers, 0, all, 2, headers.length);
        return all;
    }
}
