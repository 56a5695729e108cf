package io.tableflow.iam.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.testing.ConsoleClient;
import io.tableflow.iam.testing.ServiceTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A page that is open is told when what it shows has changed, for as long as its reader is signed in. */
@Timeout(60)
class ConsoleLiveTest extends ServiceTest {

    private final ConsoleClient operator = new ConsoleClient(node().uri()).signIn("local-operator");

    @Test
    void tellsOfEachNewVersionAndEndsWithTheSession() throws Exception {
        provisioned("console-live");
        try (BufferedReader stream = listen("/console/environments/console-live/live")) {
            String first = next(stream);
            assertThat(operator.get("/console/environments/console-live")
                            .html()
                            .select("[data-live]")
                            .attr("data-version"))
                    .as("what the page shows")
                    .isEqualTo(first);
            confluent.callBack("console-live");
            assertThat(next(stream)).isNotEqualTo(first);
            engineer.awaitState("console-live", "ACTIVE");

            operator.get("/console/environments");
            operator.post("/console/sign-out", Map.of());
            engineer.put("/environments/console-live", "{\"tags\":{\"a\":\"b\"}}");
            assertThat(stream.lines().filter(line -> line.startsWith("data:")).count())
                    .as("versions that were told before the end of the session was seen")
                    .isLessThan(20);
        }
    }

    @Test
    void aReaderWhoHasSeenTheVersionIsToldTheNext() throws Exception {
        provisioned("console-live-again");
        String seen;
        try (BufferedReader stream = listen("/console/environments/console-live-again/live")) {
            seen = next(stream);
        }
        try (BufferedReader stream = listen("/console/environments/console-live-again/live?seen=" + seen)) {
            confluent.callBack("console-live-again");
            assertThat(next(stream)).isNotEqualTo(seen);
        }
    }

    @Test
    void theListIsToldOfWhatHappens() throws Exception {
        try (BufferedReader stream = listen("/console/live")) {
            String before = next(stream);
            provisioned("console-live-list");
            assertThat(Long.parseLong(next(stream))).isGreaterThan(Long.parseLong(before));
        }
    }

    private static String next(BufferedReader stream) throws IOException {
        String line = stream.readLine();
        while (line != null && !line.startsWith("data: ")) {
            line = stream.readLine();
        }
        assertThat(line).as("the stream goes on").isNotNull();
        return String.valueOf(line).substring("data: ".length());
    }

    private BufferedReader listen(String path) throws IOException, InterruptedException {
        HttpResponse<java.io.InputStream> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(node().uri().resolve(path))
                                .header("Accept", "text/event-stream")
                                .header("Cookie", operator.cookie())
                                .timeout(Duration.ofSeconds(30))
                                .build(),
                        BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }
}
