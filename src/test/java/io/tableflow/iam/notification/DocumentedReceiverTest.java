package io.tableflow.iam.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tableflow.iam.NotificationProperties;
import io.tableflow.iam.common.AuditEventType;
import io.tableflow.iam.notification.Attempt.Outcome;
import io.tableflow.iam.testing.NotificationReceiver;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What src/docs/notifications.md says is so. */
class DocumentedReceiverTest {

    private static final String ANOTHER_SECRET = "whsec_YW5vdGhlci1zZWNyZXQtb2YtdGhlLXRlc3RzLTMyLWJ5dGVz";
    private static final Path PAGE = Path.of("src/docs/notifications.md");

    @Test
    void theReceiverTakesWhatIsSignedBySecretOrPreviousSecretAndNothingElse(@TempDir Path folder)
            throws IOException, InterruptedException {
        assumeThat(hasPython()).as("python3").isTrue();
        int port = freePort();
        ProcessBuilder command = new ProcessBuilder("python3", writeTo(folder).toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        command.environment().put("SECRET", NotificationReceiver.SECRET);
        command.environment().put("PORT", Integer.toString(port));
        Process receiver = command.start();
        try (BufferedReader printed = receiver.inputReader(StandardCharsets.UTF_8);
                MessageSender current = sender(port, NotificationReceiver.SECRET, null);
                MessageSender rotating = sender(port, ANOTHER_SECRET, NotificationReceiver.SECRET);
                MessageSender stranger = sender(port, ANOTHER_SECRET, null)) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> stranger.send(message("strange")).outcome() == Outcome.REFUSED);

            assertThat(stranger.send(message("strange")).status()).isEqualTo(401);
            assertThat(current.send(message("one")).outcome()).isEqualTo(Outcome.DELIVERED);
            assertThat(current.send(message("one")).outcome()).isEqualTo(Outcome.DELIVERED);
            assertThat(rotating.send(message("two")).outcome()).isEqualTo(Outcome.DELIVERED);
            assertThat(List.of(printed.readLine(), printed.readLine()))
                    .containsExactly(
                            "2026-03-02T09:30:58Z io.tableflow.iam.one -",
                            "2026-03-02T09:30:58Z io.tableflow.iam.two -");
        } finally {
            receiver.destroy();
            receiver.waitFor();
        }
    }

    @Test
    void theTypesThatAnEndpointIsNotToldOfByDefaultAreListed() throws IOException {
        String section =
                Files.readString(PAGE).split("## Which events", 2)[1].split("\\(`NOTIFICATION_DISABLED`", 2)[0];
        TreeSet<String> listed = new TreeSet<>();
        Matcher types = Pattern.compile("`([A-Z_]+)`").matcher(section);
        while (types.find()) {
            listed.add(types.group(1));
        }

        TreeSet<String> all = new TreeSet<>(NotificationEndpoint.typesByDefault());
        assertThat(all).doesNotContainAnyElementsOf(listed).contains("TRUST_ESTABLISHED", "DRIFT_FOUND", "FAILED");
        all.addAll(listed);
        assertThat(all).containsExactlyElementsOf(AuditEventType.NAMES);
    }

    private static NotificationMessage message(String type) {
        return new NotificationMessage("msg_" + type, """
                {"time": "2026-03-02T09:30:58Z", "type": "io.tableflow.iam.%s"}""".formatted(type).getBytes(StandardCharsets.UTF_8));
    }

    private static MessageSender sender(int port, String secret, @Nullable String previous) {
        return new MessageSender(
                NotificationEndpoint.of(new NotificationProperties(
                        "documented", "http://127.0.0.1:" + port + "/", secret, previous, List.of(), true)),
                new SimpleMeterRegistry(),
                Clock.systemUTC());
    }

    private static Path writeTo(Path folder) throws IOException {
        Matcher code = Pattern.compile("```python\\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
        assertThat(code.find()).isTrue();
        return Files.writeString(folder.resolve("receiver.py"), code.group(1));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean hasPython() {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(it -> Files.isExecutable(Path.of(it, "python3")));
    }
}
