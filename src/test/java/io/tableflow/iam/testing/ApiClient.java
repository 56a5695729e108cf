package io.tableflow.iam.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.pollinterval.IterativePollInterval;
import org.awaitility.pollinterval.PollInterval;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** A platform engineer's client: HTTP over a socket, with the local run's token. */
public final class ApiClient {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Most of what is awaited comes at once; what takes its time would be asked for a thousand times. */
    private static final PollInterval LESS_AND_LESS_OFTEN = IterativePollInterval.iterative(
            pause -> pause.compareTo(Duration.ofMillis(200)) < 0
                    ? pause.multipliedBy(5).dividedBy(4)
                    : pause,
            Duration.ofMillis(10));

    private final URI uri;
    private final String token;

    public ApiClient(URI uri) {
        this(uri, "local-operator");
    }

    private ApiClient(URI uri, String token) {
        this.uri = uri;
        this.token = token;
    }

    /** The client of another caller. */
    public ApiClient withToken(String other) {
        return new ApiClient(uri, other);
    }

    /**
     * An answer.
     *
     * @param text the raw body
     */
    public record Answer(int status, HttpHeaders headers, String text) {

        public JsonNode json() {
            return JSON.readTree(text);
        }

        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        /** The value at a JSON pointer, as text; empty if there is none. */
        public String at(String pointer) {
            return json().at(pointer).asString("");
        }

        /** An environment's condition of that type: its status and its reason, such as {@code True IntegrationKnown}; empty: none. */
        public String condition(String type) {
            JsonNode found = conditionOf(type);
            return (found.path("status").asString("") + " "
                            + found.path("reason").asString(""))
                    .strip();
        }

        /** The status of an environment's condition of that type, such as {@code True}; empty: it has none. */
        public String conditionStatus(String type) {
            return conditionOf(type).path("status").asString("");
        }

        /** The sentence of an environment's condition of that type; empty: it has none. */
        public String conditionMessage(String type) {
            return conditionOf(type).path("message").asString("");
        }

        private JsonNode conditionOf(String type) {
            return json().path("conditions")
                    .valueStream()
                    .filter(it -> it.path("type").asString().equals(type))
                    .findFirst()
                    .orElse(MissingNode.getInstance());
        }
    }

    public Answer get(String path) {
        return send("GET", path, null, Map.of());
    }

    public Answer post(String path, String body) {
        return send("POST", path, body, Map.of());
    }

    public Answer put(String path, String body) {
        return send("PUT", path, body, Map.of());
    }

    public Answer delete(String path) {
        return send("DELETE", path, null, Map.of());
    }

    /** Sends any request. Headers given here replace the default ones. */
    public Answer send(String method, String path, @Nullable String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .setHeader("Authorization", "Bearer " + token);
        if (body != null) {
            request.setHeader("Content-Type", "application/json");
        }
        headers.forEach(request::setHeader);
        return exchange(request.build());
    }

    /** Waits until an environment is in that state. */
    public Answer awaitState(String environment, String state) {
        return Awaitility.await(environment + " becoming " + state)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(LESS_AND_LESS_OFTEN)
                .until(
                        () -> get("/environments/" + environment),
                        it -> it.at("/state").equals(state));
    }

    /** Waits until an environment is gone. */
    public void awaitGone(String environment) {
        Awaitility.await(environment + " being gone")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(LESS_AND_LESS_OFTEN)
                .until(() -> get("/environments/" + environment).status() == 404);
    }

    private static Answer exchange(HttpRequest request) {
        try {
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            SecretScanner.assertNoneInAnswer(response.headers().map() + response.body());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(request.method() + " " + request.uri() + " got no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
