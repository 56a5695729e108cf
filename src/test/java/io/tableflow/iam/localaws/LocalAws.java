package io.tableflow.iam.localaws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An in-process IAM and STS that the AWS CLI and SDKs can use like the real ones, with buckets of S3 that hold no
 * objects, keys of KMS that encrypt nothing, and the policies and grants of Glue and Lake Formation.
 *
 * <p>An access key id of 12 digits belongs to the root user of that account. Keys that AssumeRole issued belong to
 * their session. Any other key belongs to the root user of account 123456789012. Signatures are required but not
 * verified. The role's trust policy decides on AssumeRole. Permission policies are stored and not evaluated: a session
 * of a hosted role may call IAM only if {@code AdministratorAccess} or {@code IAMFullAccess} is attached to the role.
 * Anybody may assume a role of an account that the emulator does not {@linkplain #host host}. A call with an
 * {@code X-Forwarded-For} header counts as coming from that address.
 */
public final class LocalAws implements AutoCloseable {

    private static final int BACKLOG = 256;

    private final EmulatorState state = new EmulatorState();
    private final FaultPlan faults = new FaultPlan();
    private final RequestHandler handler = new RequestHandler(state, faults);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    private LocalAws(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        } catch (IOException portTaken) {
            throw new UncheckedIOException("Port %d can't be used".formatted(port), portTaken);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Starts on a free port. */
    public static LocalAws start() {
        return start(0);
    }

    /** Starts on the given port of the loopback interface. */
    public static LocalAws start(int port) {
        return new LocalAws(port);
    }

    /** The value for {@code --endpoint-url}, {@code endpointOverride} or {@code AWS_ENDPOINT_URL}. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Plans faults. */
    public FaultPlan faults() {
        return faults;
    }

    /** Throttles calls beyond this number of concurrent calls. */
    public void capacity(int calls) {
        handler.capacity(calls);
    }

    /** Throttles calls beyond this rate from now on: a token bucket with as many tokens as calls a second. */
    public void rate(int callsPerSecond) {
        handler.rate(callsPerSecond);
    }

    /** Sets the listener of all calls from now on, in place of the previous one. */
    public void watch(CallListener watcher) {
        handler.watch(watcher);
    }

    /** Every call so far, in order. */
    public List<RecordedCall> calls() {
        return handler.calls();
    }

    /** How many calls have arrived and not ended, those included that nobody waits for any more. */
    public int underWay() {
        return handler.underWay();
    }

    /** The trust of a role as it is in force now; empty if there is no such role, or it does not show. */
    public Optional<String> trust(String account, String role) {
        return handler.trust(account, role);
    }

    /** Every trust document that any role ever had, in order. */
    public List<TrustDocument> trustDocuments() {
        return state.trustDocuments();
    }

    /**
     * Declares that the emulator hosts an account, so that a role which does not exist in it can be neither assumed nor
     * trusted. 123456789012, and accounts that contain anything, are always hosted.
     */
    public void host(String accountId) {
        handler.locked(() -> state.host(accountId));
    }

    /** Makes a bucket, as S3 makes them. */
    public void createBucket(String account, String region, String name) {
        handler.locked(() -> state.add(new Bucket(name, account, region)));
    }

    /** Sets the clock by which sessions expire, conditions are evaluated and changes become visible. */
    public void clock(Clock clock) {
        state.clock(clock);
    }

    /**
     * Answers listings with smaller pages than requested, as IAM may: "IAM might return fewer than the MaxItems number
     * of results, even when there are more results available", says its API reference.
     */
    public void largestPage(int items) {
        state.largestPage(items);
    }

    /**
     * Whether it tells of the use of roles, as AWS does. If not, roles have no RoleLastUsed, and reports name no service, as with
     * an IAM of another make.
     */
    public void tellsUse(boolean value) {
        state.tellsUse(value);
    }

    /** Removes all accounts, calls and plans, and resets the clock, the page size, and whether use is told. */
    public void reset() {
        faults.clear();
        faults.forgetMet();
        handler.watch(CallListener.NOBODY);
        handler.capacity(Integer.MAX_VALUE);
        handler.rate(Integer.MAX_VALUE);
        handler.locked(() -> {
            state.reset();
            handler.forgetCalls();
        });
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Optional<RequestHandler.Answer> answer = handler.serve(read(exchange));
            if (answer.isPresent()) {
                send(exchange, answer.get());
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private static QueryRequest read(HttpExchange exchange) throws IOException {
        Map<String, String> parameters = new LinkedHashMap<>();
        Optional.ofNullable(exchange.getRequestURI().getRawQuery())
                .map(QueryRequest::parseForm)
                .ifPresent(parameters::putAll);
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Optional<String> target = header(exchange, "X-Amz-Target");
        Optional<String> authorization = header(exchange, "Authorization");
        if (authorization.filter(it -> it.contains("/s3/aws4_request")).isPresent()) {
            parameters.putAll(S3Service.parameters(
                    exchange.getRequestMethod(),
                    header(exchange, "Host").orElse(""),
                    exchange.getRequestURI().getPath(),
                    Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""),
                    body));
            header(exchange, "x-amz-expected-bucket-owner").ifPresent(it -> parameters.put("ExpectedBucketOwner", it));
        } else if (authorization
                .filter(it -> it.contains("/lakeformation/aws4_request"))
                .isPresent()) {
            parameters.put("Action", exchange.getRequestURI().getPath().substring(1));
            parameters.put("Body", body);
        } else if (target.isPresent()) {
            parameters.put("Action", target.get().replaceFirst(".*\\.", ""));
            parameters.put("Body", body);
        } else {
            parameters.putAll(QueryRequest.parseForm(body));
        }
        String peer = exchange.getRemoteAddress().getAddress().getHostAddress();
        return new QueryRequest(
                parameters,
                authorization,
                header(exchange, "X-Amz-Security-Token"),
                header(exchange, "X-Forwarded-For").orElse(peer),
                header(exchange, "User-Agent").orElse(""));
    }

    private static Optional<String> header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    private static void send(HttpExchange exchange, RequestHandler.Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        boolean isJson = answer.body().startsWith("{");
        exchange.getResponseHeaders().set("Content-Type", isJson ? "application/x-amz-json-1.1" : "text/xml");
        exchange.getResponseHeaders().set("x-amzn-RequestId", answer.requestId());
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        boolean hasBody = body.length > 0 && !exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), hasBody ? body.length : -1);
        if (hasBody) {
            exchange.getResponseBody().write(body);
        }
    }
}
