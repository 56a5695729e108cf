package io.tableflow.iam.localconfluent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tableflow.iam.localaws.CallListener;
import io.tableflow.iam.localconfluent.ConfluentFault.Cut;
import io.tableflow.iam.localconfluent.ConfluentRequest.Operation;
import io.tableflow.iam.localconfluent.ConfluentState.Rights;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;

/**
 * An in-process Confluent Cloud. It has the calls of {@code pim/v1} and the readings of {@code tableflow/v1}; at {@code /} it shows what
 * it has and what was asked of it.
 *
 * <p>A role has one integration in each Confluent environment. One that is in use is not deleted (409). Any Confluent environment whose id
 * begins with {@code env-} exists.
 */
public final class LocalConfluent implements AutoCloseable {

    /** The Cloud API key that may do everything. */
    public static final String KEY = "LOCALCLOUDKEY001";

    /** Its secret, which protects nothing. */
    public static final String SECRET = "local-confluent-cloud-secret-of-a-key-that-protects-nothing";

    /** The Tableflow API key. */
    public static final String TABLEFLOW_KEY = "LOCALTABLEFLOW01";

    private static final int BACKLOG = 256;
    private static final int CALLS_SHOWN = 200;
    private static final String RATE_LIMIT = "1000";

    private final ConfluentState state = new ConfluentState(ConfluentPrincipals.NOWHERE);
    private final ConfluentFaults faults = new ConfluentFaults();
    private final List<ConfluentCall> calls = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final ConfluentApi api;
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile CallListener watcher = CallListener.NOBODY;

    private LocalConfluent(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        } catch (IOException portTaken) {
            throw new UncheckedIOException("Port %d can't be used".formatted(port), portTaken);
        }
        state.key(KEY, SECRET, Rights.EVERYTHING);
        state.key(TABLEFLOW_KEY, SECRET, Rights.TABLEFLOW);
        api = new ConfluentApi(state, endpoint());
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        ControlPage page = new ControlPage(this);
        server.createContext("/control", page::handle);
        server.start();
    }

    /** Starts on a free port. */
    public static LocalConfluent start() {
        return start(0);
    }

    /** Starts on the given port of the loopback interface. */
    public static LocalConfluent start(int port) {
        return new LocalConfluent(port);
    }

    /** The value for {@code tableflow.confluent.endpoint}. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Says where principals come into being from now on. */
    public void principals(ConfluentPrincipals principals) {
        state.principals(principals);
    }

    /** Plans faults. */
    public ConfluentFaults faults() {
        return faults;
    }

    /** Sets the listener of all calls from now on, in place of the previous one. */
    public void watch(CallListener value) {
        watcher = value;
    }

    /** Every call so far, in the order of the effects. */
    public List<ConfluentCall> calls() {
        return List.copyOf(calls);
    }

    /** How many calls have arrived and not ended. */
    public int underWay() {
        return underWay.get();
    }

    /** The calls of one operation that name a role or an integration. */
    public List<ConfluentCall> calls(Operation operation, String resource) {
        return calls().stream()
                .filter(it -> it.operation().equals(operation.inWords()) && it.names(resource))
                .toList();
    }

    /** The integrations of all Confluent environments. */
    public List<LocalIntegration> integrations() {
        return state.all();
    }

    /** The integrations for a role, by its name, in all Confluent environments: one is right. */
    public List<LocalIntegration> integrationsOf(String roleName) {
        return state.all().stream()
                .filter(it -> it.customerRole().endsWith("/" + roleName))
                .toList();
    }

    /** Those that ever were for a role, by its name, in the order of their creation. */
    public List<LocalIntegration> pastIntegrationsOf(String roleName) {
        return state.past().stream()
                .filter(it -> it.customerRole().endsWith("/" + roleName))
                .toList();
    }

    /** Creates one as somebody else does, by Confluent's own console. */
    public LocalIntegration create(String environment, String customerRole) {
        return state.create(environment, "by hand", customerRole);
    }

    /** Has an integration that was created before, with the id and external id that it got then. */
    public void add(LocalIntegration integration) {
        state.add(integration);
    }

    /** Has something use it; nothing does without CRNs. */
    public void use(String id, String... crns) {
        state.use(id, List.of(crns));
    }

    /** Deletes one behind everybody's back, whatever uses it. */
    public void remove(String id) {
        state.remove(id);
    }

    /** Adds a key that may only read. */
    public void readingKey(String id, String secret) {
        state.key(id, secret, Rights.READING);
    }

    /** A key is not accepted any more. */
    public void revoke(String id) {
        state.revoke(id);
    }

    /** Accepts a key that may do everything. */
    public void accept(String id, String secret) {
        state.key(id, secret, Rights.EVERYTHING);
    }

    /** Which status the second integration of a role gets. */
    public void duplicateStatus(int status) {
        state.duplicateStatus(status);
    }

    /** Which status a call for an integration that is gone gets: 404, or 403. */
    public void goneStatus(int status) {
        state.goneStatus(status);
    }

    /** How many integrations there may be. */
    public void quota(int integrations) {
        state.quota(integrations);
    }

    /** Has Tableflow materialize a topic by an integration. */
    public void topic(
            String environment,
            String cluster,
            String name,
            String integration,
            String bucket,
            String phase,
            String error) {
        List<tools.jackson.databind.node.ObjectNode> all = new ArrayList<>(state.topics());
        all.removeIf(it -> it.at("/spec/display_name").asString("").equals(name)
                && it.at("/spec/kafka_cluster/id").asString("").equals(cluster));
        all.add(ConfluentApi.topic(environment, cluster, name, integration, bucket, phase, error));
        state.topics(all);
    }

    /** Says how a topic is published by a catalog integration. */
    public void sync(String cluster, String topic, String catalog, String status, String error) {
        state.topics().stream()
                .filter(it -> it.at("/spec/display_name").asString("").equals(topic)
                        && it.at("/spec/kafka_cluster/id").asString("").equals(cluster))
                .forEach(it -> ConfluentApi.sync(it, catalog, status, error));
    }

    /** Has a cluster publish its tables to Glue by an integration. */
    public void catalog(String environment, String cluster, String id, String integration, String phase, String error) {
        List<tools.jackson.databind.node.ObjectNode> all = new ArrayList<>(state.catalogs());
        all.removeIf(it -> it.at("/id").asString("").equals(id));
        all.add(ConfluentApi.catalog(environment, cluster, id, integration, phase, error));
        state.catalogs(all);
    }

    /** Removes everything but the keys. */
    public void reset() {
        faults.clear();
        watcher = CallListener.NOBODY;
        state.reset();
        calls.clear();
        accept(KEY, SECRET);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    List<ConfluentCall> latestCalls() {
        List<ConfluentCall> all = calls();
        return all.subList(Math.max(0, all.size() - CALLS_SHOWN), all.size()).reversed();
    }

    private void handle(HttpExchange exchange) throws IOException {
        underWay.incrementAndGet();
        try (exchange) {
            if (exchange.getRequestURI().getPath().equals("/")) {
                exchange.getResponseHeaders().set("Location", "/control");
                exchange.sendResponseHeaders(302, -1);
                return;
            }
            serve(exchange, ConfluentRequest.read(exchange));
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            underWay.decrementAndGet();
        }
    }

    private void serve(HttpExchange exchange, ConfluentRequest request) throws IOException, InterruptedException {
        String requestId = UUID.randomUUID().toString();
        List<ConfluentFault> met = faults.of(request);
        List<String> resources = new ArrayList<>(request.resources());
        state.all().stream().filter(it -> it.id().equals(request.id())).forEach(it -> resources.add(it.customerRole()));
        watcher.before(request.operation().inWords(), resources);
        for (ConfluentFault fault : met) {
            if (fault instanceof ConfluentFault.Before(Runnable action)) {
                action.run();
            }
        }
        if (met.contains(Cut.BEFORE_THE_EFFECT)) {
            record(request, 0, false, requestId);
            return;
        }
        boolean isAnswered = !met.contains(Cut.AFTER_THE_EFFECT);
        int status;
        String body;
        Map<String, String> headers = new HashMap<>();
        try {
            met.forEach(ConfluentErrors::refuse);
            ConfluentApi.Success success = api.perform(request, met.contains(ConfluentFault.EMPTY_PAGE));
            status = success.status();
            body = success.body();
            headers.putAll(success.headers());
        } catch (ConfluentError error) {
            status = error.status();
            body = error.json(requestId);
            headers.putAll(error.headers());
        }
        record(request, status, isAnswered, requestId);
        watcher.after(request.operation().inWords(), resources);
        for (ConfluentFault fault : met) {
            if (fault instanceof ConfluentFault.Delay(java.time.Duration duration)) {
                Thread.sleep(duration);
            }
        }
        if (isAnswered) {
            boolean isZipped = met.stream().anyMatch(ConfluentFault.Zipped.class::isInstance);
            send(exchange, status, body, headers, requestId, isZipped);
        }
    }

    private void record(ConfluentRequest request, int status, boolean isAnswered, String requestId) {
        calls.add(new ConfluentCall(
                Instant.now(),
                request.user(),
                request.operation().inWords(),
                request.path(),
                request.resources(),
                status,
                isAnswered,
                requestId));
    }

    private static void send(
            HttpExchange exchange,
            int status,
            String body,
            Map<String, String> headers,
            String requestId,
            boolean isZipped)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        byte[] sent = isZipped ? zipped(bytes) : bytes;
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("X-Request-Id", requestId);
        if (status < 300 || status == 429) {
            exchange.getResponseHeaders().set("X-RateLimit-Limit", RATE_LIMIT);
            exchange.getResponseHeaders().set("X-RateLimit-Remaining", status == 429 ? "0" : RATE_LIMIT);
            exchange.getResponseHeaders()
                    .set(
                            "X-RateLimit-Reset",
                            Optional.ofNullable(headers.get("X-RateLimit-Reset"))
                                    .orElse("1"));
        }
        headers.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(status, sent.length == 0 ? -1 : sent.length);
        if (sent.length > 0) {
            exchange.getResponseBody().write(sent);
        }
    }

    private static byte[] zipped(byte[] bytes) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
            zip.write(bytes);
        }
        return zipped.toByteArray();
    }
}
