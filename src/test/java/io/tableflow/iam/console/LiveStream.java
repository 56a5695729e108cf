package io.tableflow.iam.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.testing.ConsoleClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The server-sent events by which an open page of the console learns that what it shows has changed. */
final class LiveStream implements AutoCloseable {

    private static final String DATA = "data: ";

    private final BufferedReader lines;

    private LiveStream(InputStream events) {
        lines = new BufferedReader(new InputStreamReader(events, StandardCharsets.UTF_8));
    }

    /** Opens it as the page of somebody who is signed in does. */
    static LiveStream open(URI uri, ConsoleClient reader) {
        try {
            HttpResponse<InputStream> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(uri)
                                    .header("Accept", "text/event-stream")
                                    .header("Cookie", reader.cookie())
                                    .timeout(Duration.ofSeconds(30))
                                    .build(),
                            BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
            return new LiveStream(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits for the next version. */
    String next() {
        return lines.lines()
                .filter(line -> line.startsWith(DATA))
                .findFirst()
                .map(line -> line.substring(DATA.length()))
                .orElseThrow(() -> new AssertionError("The stream has ended"));
    }

    /** Waits for the end of the stream, and counts the versions until then. */
    long remaining() {
        return lines.lines().filter(line -> line.startsWith(DATA)).count();
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
