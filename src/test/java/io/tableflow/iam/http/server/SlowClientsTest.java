package io.tableflow.iam.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.testing.http.HttpTest;
import io.tableflow.iam.testing.http.RawHttp;
import io.tableflow.iam.testing.http.SlowClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.coyote.AbstractProtocol;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** A client that sends its request slowly does not block others, and is disconnected in time. */
@Timeout(30)
@Import(SlowClientsTest.Impatience.class)
@TestPropertySource(properties = "server.tomcat.connection-timeout=1s")
class SlowClientsTest extends HttpTest {

    private static final Duration DEADLINE = Duration.ofSeconds(6);
    private static final long DROP_EVERY_MILLIS = 100;
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
    private static final String TOKEN = "Authorization: Bearer " + OPERATOR;

    /**
     * A second deadline inside the real one, short enough for a test. Not annotated, so that no other test finds it.
     */
    static class Impatience {

        @Bean
        WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> impatience() {
            return factory -> factory.addEngineValves(new BodyDeadlineValve(DEADLINE));
        }
    }

    private final List<SlowClient> clients = new CopyOnWriteArrayList<>();
    private final Timer tap = new Timer(true);

    @Autowired
    ServletWebServerApplicationContext application;

    @BeforeEach
    void drip() {
        tap.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        clients.forEach(SlowClient::drip);
                    }
                },
                DROP_EVERY_MILLIS,
                DROP_EVERY_MILLIS);
    }

    @AfterEach
    void close() {
        tap.cancel();
        clients.forEach(SlowClient::close);
    }

    @Test
    void threeHundredSlowClientsKeepNobodyWaitingAndAreGivenUp() throws IOException {
        List<SlowClient> bodies = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            slow(SlowClient.ofHeaders(port));
            bodies.add(slow(SlowClient.ofAnnouncedBody(port, "/environments/strict", TOKEN)));
            bodies.add(slow(SlowClient.ofChunkedBody(port, "/environments/failing/loose", TOKEN)));
            bodies.add(slow(SlowClient.ofAnnouncedBody(port, "/webhooks/raw")));
            bodies.add(slow(SlowClient.ofChunkedBody(port, "/webhooks/raw")));
            bodies.add(slow(SlowClient.ofAnnouncedBody(port, "/environments/form", TOKEN, FORM)));
        }
        Awaitility.await().until(this::connections, count -> count >= 300);

        for (int i = 0; i < 5; i++) {
            long before = System.nanoTime();
            assertThat(get("/environments/pages").status()).isEqualTo(200);
            assertThat(post("/environments/strict", "{\"name\": \"dev\"}").status())
                    .isEqualTo(200);
            assertThat(since(before)).isLessThan(Duration.ofSeconds(2));
        }

        assertThat(clients).allMatch(SlowClient::isWaiting);
        for (SlowClient body : bodies) {
            assertTooSlow(body.answer());
        }
    }

    @Test
    void aBodyThatStopsComingIsGivenUpSooner() throws IOException {
        try (SlowClient stalled = SlowClient.ofAnnouncedBody(port, "/environments/strict", TOKEN)) {
            long before = System.nanoTime();

            assertTooSlow(stalled.answer());

            assertThat(since(before)).isLessThan(DEADLINE);
        }
    }

    @Test
    void whoIsRefusedIsAnsweredAtOnceAndMayNotGoOnDripping() throws IOException {
        SlowClient announced = slow(SlowClient.ofAnnouncedBody(port, "/environments/strict"));
        SlowClient chunked = slow(SlowClient.ofChunkedBody(port, "/environments/strict"));
        long before = System.nanoTime();

        Awaitility.await().atMost(DEADLINE.dividedBy(2)).until(() -> !announced.isWaiting() && !chunked.isWaiting());

        assertThat(announced.answer()).startsWith("HTTP/1.1 401");
        assertThat(chunked.answer()).startsWith("HTTP/1.1 401");
        assertThat(since(before)).isBetween(DEADLINE.dividedBy(2), DEADLINE.plusSeconds(1));
    }

    @Test
    void aConnectionWhoseBodyNobodyReadServesTheNextRequest() {
        String body = "x".repeat(50_000);

        String answers = RawHttp.send(
                port,
                "POST /environments/who/nothing HTTP/1.1\r\nContent-Length: " + body.length() + "\r\n" + TOKEN
                        + "\r\nHost: localhost\r\n\r\n" + body + "GET /environments/who HTTP/1.1");

        assertThat(answers).startsWith("HTTP/1.1 404");
        assertThat(answers.split("HTTP/1.1 200", -1)).hasSize(2);
    }

    private SlowClient slow(SlowClient client) {
        clients.add(client);
        return client;
    }

    private int connections() {
        return application.getWebServer() instanceof TomcatWebServer server
                        && server.getTomcat().getConnector().getProtocolHandler()
                                instanceof AbstractProtocol<?> protocol
                ? (int) protocol.getConnectionCount()
                : 0;
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private static void assertTooSlow(String answer) {
        assertThat(answer)
                .startsWith("HTTP/1.1 408")
                .containsIgnoringCase("Content-Type: application/problem+json")
                .containsIgnoringCase("Connection: close")
                .contains("\"code\":\"request-timeout\"");
    }
}
