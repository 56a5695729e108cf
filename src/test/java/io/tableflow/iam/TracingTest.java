package io.tableflow.iam;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.localconfluent.ConfluentFault;
import io.tableflow.iam.localconfluent.ConfluentRequest.Operation;
import io.tableflow.iam.localconfluent.LocalConfluent;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.CommitListener;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.TestDatabase;
import io.tableflow.iam.testing.ZeroTouchFixture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where traces are exported, one trace leads from a request through every step to the calls, whichever node makes them. */
class TracingTest {

    private static final String CALLER = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final Queue<String> POSTED = new ConcurrentLinkedQueue<>();

    private static LocalAws aws;
    private static HttpServer collector;

    /** Keeps all spans, beside the exporter over OTLP. Not annotated, so that only those nodes have it which ask for it. */
    public static final class CollectedSpans implements SpanExporter {

        private static final Queue<SpanData> ALL = new ConcurrentLinkedQueue<>();

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            ALL.addAll(spans);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }

        static List<SpanData> of(String traceId) {
            return ALL.stream().filter(it -> it.getTraceId().equals(traceId)).toList();
        }
    }

    @BeforeAll
    static void start() throws IOException {
        aws = LocalAws.start();
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            POSTED.add(exchange.getRequestHeaders().getFirst("Content-Type") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
    }

    @AfterAll
    static void stop() {
        collector.stop(0);
        aws.close();
    }

    @Test
    void oneTraceLeadsFromTheRequestThroughEveryStepAcrossNodesAndIsLinkedFromTheCallback() {
        TestDatabase database = TestDatabase.create();
        AtomicReference<Node> first = new AtomicReference<>(node(database));
        aws.faults()
                .on("CreateRole", "traced-confluent-role")
                .once(Fault.before(() -> first.get().die()));
        ApiClient engineer = new ApiClient(first.get().uri());

        Answer accepted = engineer.send(
                "POST",
                "/environments",
                "{\"name\":\"traced\"}",
                Map.of("traceparent", "00-" + CALLER + "-00f067aa0ba902b7-01"));
        assertThat(accepted.status()).isEqualTo(202);
        try (Node second = node(database)) {
            ApiClient survivor = new ApiClient(second.uri());
            survivor.awaitState("traced", "AWAITING_INTEGRATION");
            awaitSpan(CALLER, "step attach-glue-policy");

            assertThat(CollectedSpans.of(CALLER))
                    .extracting(SpanData::getName)
                    .contains("http post /environments", "CreateRole", "CreatePolicy", "AttachRolePolicy");
            assertThat(parentOf(CALLER, "CreateRole")).startsWith("step ");
            assertThat(parentOf(CALLER, "step attach-glue-policy")).isEqualTo("http post /environments");
            assertThat(traceOf(database, "PROVISIONED")).isEqualTo(CALLER);
            assertThat(traceOf(database, "REQUESTED")).isEqualTo(CALLER);

            new ConfluentPipeline(survivor).callBack("traced");
            survivor.awaitState("traced", "ACTIVE");
            String ofCallback = traceOf(database, "ACTIVATED");
            awaitSpan(ofCallback, "step update-trust");
            assertThat(CollectedSpans.of(ofCallback).stream()
                            .filter(it -> it.getName().equals("step update-trust"))
                            .flatMap(it -> it.getLinks().stream())
                            .map(it -> it.getSpanContext().getTraceId()))
                    .contains(CALLER);
            assertThat(survivor.get("/environments/nobody").at("/traceId")).matches("[0-9a-f]{32}");
            awaitPosted(CALLER);
            assertThat(String.join("", POSTED))
                    .contains("application/x-protobuf", "step update-trust", "tableflow-iam")
                    .doesNotContain(ConfluentPipeline.EXTERNAL_ID, "local-operator");
        }
    }

    @Test
    void callsToConfluentAreSpansOfTheirStepWithTheirStatusAndWithoutSecrets() {
        String caller = "5cf92f3577b34da6a3ce929d0e0e4737";
        try (LocalConfluent confluent = LocalConfluent.start();
                Node node = node(TestDatabase.create(), ZeroTouchFixture.settings(confluent))) {
            confluent.faults().on(Operation.CREATE_INTEGRATION).once(ConfluentFault.tooManyRequests(1));
            ApiClient engineer = new ApiClient(node.uri());
            engineer.send(
                    "POST",
                    "/environments",
                    ZeroTouchFixture.body("traced-zero"),
                    Map.of("traceparent", "00-" + caller + "-00f067aa0ba902b7-01"));
            String externalId = engineer.awaitState("traced-zero", "ACTIVE").at("/integration/externalId");
            awaitSpan(caller, "step verify-trust");
            engineer.send(
                    "DELETE",
                    "/environments/traced-zero",
                    "",
                    Map.of("traceparent", "00-" + caller + "-00f067aa0ba902b8-01"));
            engineer.awaitGone("traced-zero");
            awaitSpan(caller, "step delete-role");

            assertThat(confluentSpans(caller))
                    .containsExactly(
                            "CreateIntegration POST 429 throttled in step create-integration",
                            "ListIntegrations GET 200 - in step create-integration",
                            "CreateIntegration POST 201 - in step create-integration",
                            "ReadIntegration GET 200 - in step delete-integration",
                            "DeleteIntegration DELETE 204 - in step delete-integration");
            awaitPosted(caller);
            assertThat(CollectedSpans.of(caller).toString() + POSTED)
                    .doesNotContain(LocalConfluent.SECRET, externalId, "Basic ")
                    .contains("CreateIntegration");
        }
    }

    /** In the order in which they were made: operation, method, status, what failed, and the span that they are in. */
    private static List<String> confluentSpans(String traceId) {
        return CollectedSpans.of(traceId).stream()
                .filter(it ->
                        "confluent-cloud".equals(it.getAttributes().get(AttributeKey.stringKey("server.address"))))
                .sorted(Comparator.comparingLong(SpanData::getStartEpochNanos))
                .map(it -> "%s %s %d %s in %s"
                        .formatted(
                                it.getName(),
                                it.getAttributes().get(AttributeKey.stringKey("http.request.method")),
                                it.getAttributes().get(AttributeKey.longKey("http.response.status_code")),
                                Objects.requireNonNullElse(
                                        it.getAttributes().get(AttributeKey.stringKey("error.type")), "-"),
                                parentOf(traceId, it)))
                .toList();
    }

    private static Node node(TestDatabase database, String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "management.opentelemetry.tracing.export.otlp.endpoint=http://127.0.0.1:"
                        + collector.getAddress().getPort() + "/v1/traces",
                "management.opentelemetry.tracing.export.schedule-delay=100ms"));
        settings.addAll(List.of(more));
        return Node.startCrashable(
                database, aws, CommitListener.NOBODY, List.of(CollectedSpans.class), settings.toArray(String[]::new));
    }

    private static String parentOf(String traceId, String name) {
        List<SpanData> spans = CollectedSpans.of(traceId);
        SpanData last = spans.stream()
                .filter(it -> it.getName().equals(name))
                .reduce((one, other) -> other)
                .orElseThrow();
        return parentOf(traceId, last);
    }

    private static String parentOf(String traceId, SpanData span) {
        return CollectedSpans.of(traceId).stream()
                .filter(it -> it.getSpanId().equals(span.getParentSpanId()))
                .map(SpanData::getName)
                .findFirst()
                .orElse("");
    }

    private static String traceOf(TestDatabase database, String type) {
        return database.client()
                .sql("select details ->> 'traceId' from audit_event where environment = 'traced' and type = ?")
                .param(type)
                .query(String.class)
                .single();
    }

    private static void awaitSpan(String traceId, String name) {
        Awaitility.await(name)
                .until(() -> CollectedSpans.of(traceId).stream()
                        .anyMatch(it -> it.getName().equals(name)));
    }

    private static void awaitPosted(String traceId) {
        String bytes = new String(HexFormat.of().parseHex(traceId), StandardCharsets.ISO_8859_1);
        Awaitility.await("spans at the collector").until(() -> POSTED.stream().anyMatch(it -> it.contains(bytes)));
    }
}
