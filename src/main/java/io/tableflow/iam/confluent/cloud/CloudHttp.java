package io.tableflow.iam.confluent.cloud;

import io.tableflow.iam.outbound.RetryAfter;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.util.UriBuilder;

/**
 * HTTP to Confluent Cloud, as one API key: HTTP Basic, bounded in time and size. Redirects are not followed, since the key
 * would go wherever they lead.
 */
final class CloudHttp implements AutoCloseable {

    /** A page of 100 integrations has about 100 kB, and more where many things use them. */
    static final int LONGEST_BODY = 8 * 1024 * 1024;

    private static final int TOO_MANY_REQUESTS = 429;
    private static final String RATE_LIMIT_RESET = "X-RateLimit-Reset";

    /** What is beyond is no number of seconds from now, as which Confluent declares the header, but a date. */
    private static final Duration LONGEST_RESET = Duration.ofDays(1);

    /**
     * How long one call may take.
     *
     * @param connect until there is a connection
     * @param total from then on until the last byte of the answer
     */
    record Timeouts(Duration connect, Duration total) {}

    private final HttpClient client;
    private final RestClient rest;
    private final String apiKey;
    private final Clock clock;

    CloudHttp(String endpoint, String apiKey, String apiSecret, Timeouts timeouts, Clock clock) {
        this.apiKey = apiKey;
        this.clock = clock;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeouts.connect())
                .build();
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(client);
        requests.setReadTimeout(timeouts.total());
        requests.enableCompression(false);
        this.rest = RestClient.builder()
                .requestFactory(requests)
                .baseUrl(endpoint)
                .defaultHeaders(headers -> {
                    headers.setBasicAuth(apiKey, apiSecret, StandardCharsets.UTF_8);
                    headers.set(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE);
                    headers.set(HttpHeaders.USER_AGENT, "tableflow-iam");
                })
                .build();
    }

    /** The id of the API key; never its secret. */
    String apiKey() {
        return apiKey;
    }

    /**
     * Makes the call.
     *
     * @throws org.springframework.web.client.ResourceAccessException if no answer came
     */
    CloudAnswer send(CloudRequest request) {
        RestClient.RequestBodySpec call = rest.method(HttpMethod.valueOf(request.method()))
                .uri(base -> {
                    UriBuilder uri = base.path(request.collection());
                    request.query().keySet().forEach(name -> uri.queryParam(name, "{" + name + "}"));
                    if (request.id() == null) {
                        return uri.build(request.query());
                    }
                    Map<String, Object> values = new HashMap<>(request.query());
                    values.put("id", request.id());
                    return uri.pathSegment("{id}").build(values);
                });
        if (request.body() != null) {
            call.contentType(MediaType.APPLICATION_JSON).body(request.body().getBytes(StandardCharsets.UTF_8));
        }
        return Objects.requireNonNull(call.exchange((sent, response) -> answer(response)));
    }

    private CloudAnswer answer(ClientHttpResponse response) throws IOException {
        int status = response.getStatusCode().value();
        HttpHeaders headers = response.getHeaders();
        String requestId = headers.getFirst("X-Request-Id");
        Duration retryAfter = retryAfter(status, headers);
        // Closed here: who closes the response would first read what is left of it.
        try (InputStream body = response.getBody()) {
            return new CloudAnswer(status, requestId, retryAfter, BoundedBody.read(body, LONGEST_BODY), null);
        } catch (IOException unreadable) {
            return new CloudAnswer(status, requestId, retryAfter, "", unreadable);
        }
    }

    private Duration retryAfter(int status, HttpHeaders headers) {
        Duration asked = parsed(headers.getFirst(HttpHeaders.RETRY_AFTER));
        if (status != TOO_MANY_REQUESTS || asked.isPositive()) {
            return asked;
        }
        Duration reset = parsed(headers.getFirst(RATE_LIMIT_RESET));
        return reset.compareTo(LONGEST_RESET) > 0 ? Duration.ZERO : reset;
    }

    private Duration parsed(@Nullable String header) {
        return header == null ? Duration.ZERO : RetryAfter.parse(header, clock.instant());
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
