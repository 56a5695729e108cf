package io.tableflow.iam.api.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** New events are streamed from whichever node they happen on: none is missed, and none is sent twice. */
class EventStreamTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static LocalAws aws;
    private static TestDatabase database;
    private static Node node;
    private static Node another;

    @BeforeAll
    static void start() {
        aws = LocalAws.start();
        database = TestDatabase.create();
        node = Node.start(database, aws);
        another = Node.start(database, aws);
        create(node, "before");
    }

    @AfterAll
    static void stop() {
        node.close();
        another.close();
        aws.close();
    }

    @Test
    void tellsWhatHappensOnAnotherNode() {
        try (Reader reader = new Reader(node, "/events", "")) {
            create(another, "elsewhere");

            Awaitility.await().until(() -> reader.types().contains("PROVISIONED"));
            assertThat(reader.lines()).noneMatch(line -> line.contains("\"environment\":\"before\""));
            assertThat(reader.ids())
                    .isEqualTo(consecutive(reader.ids().getFirst(), reader.ids().size()));
            assertThat(reader.lines()).anyMatch(line -> line.startsWith("event: AWS_WRITE"));
        }
    }

    @Test
    void goesOnOnAnotherNodeWithoutAGap() {
        List<Long> seen = new ArrayList<>();
        try (Reader reader = new Reader(node, "/events", "0")) {
            Awaitility.await().until(() -> reader.ids().size() >= 7);
            seen.addAll(reader.ids());
        }
        create(another, "meanwhile");
        try (Reader reader = new Reader(another, "/events", Long.toString(seen.getLast()))) {
            create(node, "thereafter");
            Awaitility.await()
                    .until(() -> reader.lines().stream()
                            .anyMatch(line -> line.contains("\"PROVISIONED\"") && line.contains("\"thereafter\"")));
            seen.addAll(reader.ids());
        }

        assertThat(seen).isEqualTo(consecutive(1, seen.size()));
    }

    @Test
    void tellsOfOneEnvironmentAlone() {
        try (Reader reader = new Reader(node, "/environments/before/events?type=AWS_WRITE", "0")) {
            create(another, "not-it");

            Awaitility.await().until(() -> reader.ids().size() >= 5);
            assertThat(reader.types()).containsOnly("AWS_WRITE");
            assertThat(reader.lines()).noneMatch(line -> line.contains("not-it"));
        }
    }

    @Test
    void everyoneWhoListensAtOnceHearsTheSame() {
        List<Reader> readers = IntStream.range(0, 20)
                .mapToObj(i -> new Reader(i % 2 == 0 ? node : another, "/events", "0"))
                .toList();
        IntStream.range(0, 4).parallel().forEach(i -> create(i % 2 == 0 ? node : another, "heard-" + i));
        long head = new ApiClient(node.uri())
                .get("/events?limit=1")
                .json()
                .at("/items/0/id")
                .asLong();

        readers.forEach(reader -> {
            Awaitility.await().until(() -> reader.ids().size() >= head);
            assertThat(reader.ids()).isEqualTo(consecutive(1, reader.ids().size()));
        });
        readers.forEach(Reader::close);
    }

    @Test
    void saysThatItLives() {
        try (Reader reader = new Reader(node, "/environments/before/events", "")) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(15))
                    .until(() -> reader.lines().contains(":"));
        }
    }

    @Test
    void refusesAPlaceThatIsNone() {
        ApiClient engineer = new ApiClient(node.uri());
        for (String place : List.of("x", "-1", "1.5", "999999999999")) {
            Answer answer = engineer.send(
                    "GET", "/events", null, Map.of("Accept", "text/event-stream", "Last-Event-ID", place));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.at("/errors/0/field")).isEqualTo("Last-Event-ID");
        }
        assertThat(engineer.send("GET", "/environments/nobody/events", null, Map.of("Accept", "text/event-stream"))
                        .status())
                .isEqualTo(404);
        assertThat(engineer.send("GET", "/events", null, Map.of("Accept", "text/event-stream", "Authorization", ""))
                        .status())
                .isEqualTo(401);
        assertThat(engineer.send("HEAD", "/events", null, Map.of("Accept", "text/event-stream"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void takesNoMoreReadersThanItCanServeAndServesAllOthersMeanwhile() {
        List<Reader> readers = new ArrayList<>();
        try {
            do {
                readers.add(new Reader(another, "/events", ""));
            } while (readers.getLast().status() == 200 && readers.size() <= EventStreamService.AT_MOST);
            assertThat(readers.getLast().status()).isEqualTo(503);
            assertThat(new ApiClient(another.uri()).get("/environments/before").status())
                    .isEqualTo(200);
        } finally {
            readers.forEach(Reader::close);
        }
    }

    @Test
    void endsWhenTheNodeStops() {
        Node third = Node.start(database, aws);
        Reader reader = new Reader(third, "/events", "0");
        Awaitility.await().until(() -> !reader.ids().isEmpty());
        long before = System.nanoTime();

        third.close();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(8));
        Awaitility.await().until(reader::isOver);
    }

    private static void create(Node at, String name) {
        ApiClient engineer = new ApiClient(at.uri());
        assertThat(engineer.post("/environments", "{\"name\":\"" + name + "\"}").status())
                .isEqualTo(202);
        engineer.awaitState(name, "AWAITING_INTEGRATION");
    }

    private static List<Long> consecutive(long first, int count) {
        return LongStream.range(first, first + count).boxed().toList();
    }

    /** Reads a stream, as a browser's EventSource does. */
    private static final class Reader implements AutoCloseable {

        private final HttpResponse<InputStream> response;
        private final List<String> lines = new CopyOnWriteArrayList<>();
        private volatile boolean over;

        Reader(Node at, String path, String lastEventId) {
            HttpRequest.Builder request = HttpRequest.newBuilder(at.uri().resolve(path))
                    .header("Authorization", "Bearer local-operator")
                    .header("Accept", "text/event-stream");
            if (!lastEventId.isEmpty()) {
                request.header("Last-Event-ID", lastEventId);
            }
            try {
                response = HTTP.send(request.build(), BodyHandlers.ofInputStream());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            Thread.ofVirtual().start(this::read);
        }

        private void read() {
            try (BufferedReader text =
                    new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                text.lines().forEach(lines::add);
            } catch (IOException | UncheckedIOException closed) {
                // Either end may close the stream.
            }
            over = true;
        }

        int status() {
            return response.statusCode();
        }

        boolean isOver() {
            return over;
        }

        List<String> lines() {
            return lines;
        }

        List<Long> ids() {
            return values("id: ").stream().map(Long::valueOf).toList();
        }

        List<String> types() {
            return values("event: ");
        }

        private List<String> values(String field) {
            return lines.stream()
                    .filter(line -> line.startsWith(field))
                    .map(line -> line.substring(field.length()))
                    .toList();
        }

        @Override
        public void close() {
            try {
                response.body().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
