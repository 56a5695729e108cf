package io.tableflow.iam.access;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Caches each answer of the issuer for a few seconds. A token with an unknown key id has the keys fetched again, which
 * is how a new key becomes known. Without this limit, callers with invented key ids could make the service send a
 * request for each of them.
 */
final class JwksResponseCache implements ClientHttpRequestInterceptor {

    /** How long a new key may stay unknown. Issuers publish a key long before they sign with it. */
    static final Duration KEPT = Duration.ofSeconds(3);

    private final Map<URI, Kept> kept = new ConcurrentHashMap<>();

    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        Kept earlier = kept.get(request.getURI());
        if (earlier != null && System.nanoTime() - earlier.at() < KEPT.toNanos()) {
            return earlier.answer();
        }
        try (ClientHttpResponse response = execution.execute(request, body)) {
            Answer answer = new Answer(
                    response.getStatusCode(),
                    response.getStatusText(),
                    response.getHeaders(),
                    response.getBody().readAllBytes());
            if (answer.status().isSameCodeAs(HttpStatus.OK)) {
                kept.put(request.getURI(), new Kept(System.nanoTime(), answer));
            }
            return answer;
        }
    }

    private record Kept(long at, Answer answer) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Answer(HttpStatusCode status, String text, HttpHeaders headers, byte[] body)
            implements ClientHttpResponse {

        @Override
        public HttpStatusCode getStatusCode() {
            return status;
        }

        @Override
        public String getStatusText() {
            return text;
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public InputStream getBody() {
            return new ByteArrayInputStream(body);
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    }
}
