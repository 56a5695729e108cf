package io.tableflow.iam.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tableflow.iam.NotificationProperties;
import io.tableflow.iam.notification.Attempt.Outcome;
import io.tableflow.iam.testing.NotificationReceiver;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A message is sent to where it may be sent, within its time. */
class MessageSenderTest {

    private static final NotificationMessage MESSAGE =
            new NotificationMessage("msg_1", "{}".getBytes(StandardCharsets.UTF_8));

    @AutoClose
    private final NotificationReceiver receiver = NotificationReceiver.start();

    @Test
    void aNameThatLeadsIntoTheOwnNetworkLaterOnIsNotFollowed() {
        AtomicInteger lookUps = new AtomicInteger();
        DnsResolver rebinding = names(host -> lookUps.incrementAndGet() == 1 ? "203.0.113.1" : "127.0.0.1");
        try (MessageSender sender = sender("https://rebinding.example.com:" + port() + "/", false, rebinding)) {
            assertThat(sender.send(MESSAGE).outcome()).isEqualTo(Outcome.FORBIDDEN);
            assertThat(sender.send(MESSAGE).outcome()).isEqualTo(Outcome.FORBIDDEN);
        }
        assertThat(lookUps).hasValue(2);
        assertThat(receiver.attempts()).isEmpty();
    }

    @Test
    void ofSeveralAddressesOnlyThoseThatAreAllowedAreConnectedTo() {
        DnsResolver both = names(host -> "169.254.169.254", host -> "127.0.0.1");
        try (MessageSender sender = sender("http://receiver.internal:" + port() + "/hook", true, both)) {
            assertThat(sender.send(MESSAGE).outcome()).isEqualTo(Outcome.DELIVERED);
        }
    }

    @Test
    void nothingGoesUnencryptedToThePublicNorToTheCloudsMetadata() {
        try (MessageSender publicly = sender("http://receiver.example.com/", true, names(host -> "1.1.1.1"));
                MessageSender metadata = sender("https://metadata/", true, names(host -> "169.254.169.254"))) {
            assertThat(publicly.send(MESSAGE).outcome()).isEqualTo(Outcome.FORBIDDEN);
            assertThat(metadata.send(MESSAGE).outcome()).isEqualTo(Outcome.FORBIDDEN);
        }
    }

    @Test
    void anAddressInTheUrlItselfIsJudgedAsThatOfAName() {
        for (String host : List.of("127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "localhost", "2130706433", "0x7f.1")) {
            try (MessageSender sender = new MessageSender(
                    endpoint("https://" + host + ":" + port() + "/", false),
                    new SimpleMeterRegistry(),
                    Clock.systemUTC())) {
                assertThat(sender.send(MESSAGE).outcome()).as(host).isIn(Outcome.FORBIDDEN, Outcome.UNREACHABLE);
            }
        }
        assertThat(receiver.attempts()).isEmpty();
    }

    /** Byte by byte, each within the time of one read. */
    @Test
    void anAnswerThatNeverEndsIsGivenUp() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                MessageSender sender = sender(
                        "http://127.0.0.1:" + socket.getLocalPort() + "/",
                        true,
                        names(host -> "127.0.0.1"),
                        Duration.ofMillis(300))) {
            Thread.ofVirtual().start(() -> drip(socket));

            Attempt attempt = sender.send(MESSAGE);

            assertThat(attempt.outcome()).isEqualTo(Outcome.UNREACHABLE);
            assertThat(attempt.took()).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void aHostThatNobodyKnowsAndOneThatDoesNotAnswerAreUnreachable() {
        DnsResolver nobody = names();
        try (MessageSender unknown = sender("https://unknown.example.com/", false, nobody);
                MessageSender closed = sender("http://127.0.0.1:1/", true, names(host -> "127.0.0.1"))) {
            assertThat(unknown.send(MESSAGE).failure()).isEqualTo("The host is not known.");
            assertThat(closed.send(MESSAGE).outcome()).isEqualTo(Outcome.UNREACHABLE);
        }
    }

    private static void drip(ServerSocket socket) {
        try (Socket connection = socket.accept()) {
            OutputStream out = connection.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write('x');
                out.flush();
                Thread.sleep(50);
            }
        } catch (IOException clientIsGone) {
            // As the test means it to be.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private interface LookUp {
        String address(String host);
    }

    private static DnsResolver names(LookUp... addresses) {
        return new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                if (addresses.length == 0) {
                    throw new UnknownHostException(host);
                }
                InetAddress[] found = new InetAddress[addresses.length];
                for (int i = 0; i < found.length; i++) {
                    found[i] = InetAddress.getByName(addresses[i].address(host));
                }
                return found;
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
    }

    private int port() {
        return URI.create(receiver.url()).getPort();
    }

    private static MessageSender sender(String url, boolean isPrivateAllowed, DnsResolver names) {
        return sender(url, isPrivateAllowed, names, MessageSender.ATTEMPT_TIMEOUT);
    }

    private static MessageSender sender(String url, boolean isPrivateAllowed, DnsResolver names, Duration timeout) {
        return new MessageSender(
                endpoint(url, isPrivateAllowed), new SimpleMeterRegistry(), Clock.systemUTC(), names, timeout);
    }

    private static NotificationEndpoint endpoint(String url, boolean isPrivateAllowed) {
        return NotificationEndpoint.of(new NotificationProperties(
                "tested", url, NotificationReceiver.SECRET, null, List.of(), isPrivateAllowed));
    }
}
