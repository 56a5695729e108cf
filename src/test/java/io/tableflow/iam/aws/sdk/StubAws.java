package io.tableflow.iam.aws.sdk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that gives each operation the answer that a test has set, right or wrong, and records the requests. */
final class StubAws implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Answer> answers = new HashMap<>();
    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());

    /** Answers an exchange. */
    interface Answer {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    /** A request. */
    record Request(Map<String, String> parameters, String userAgent) {

        String action() {
            return parameters.getOrDefault("Action", "");
        }
    }

    StubAws() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
        on("GetCallerIdentity", xml(200, """
                <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
                <Arn>arn:aws:sts::123456789012:assumed-role/service/session</Arn><UserId>AROA1:session</UserId>
                <Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>"""));
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void on(String action, Answer answer) {
        answers.put(action, answer);
    }

    /** The requests for an operation. */
    List<Request> requests(String action) {
        return List.copyOf(requests).stream()
                .filter(request -> request.action().equals(action))
                .toList();
    }

    static Answer xml(int status, String body) {
        return exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/xml");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    static Answer error(int status, String code, String message) {
        return xml(status, """
                <ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
                <Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>
                <RequestId>request-1</RequestId></ErrorResponse>""".formatted(code, message));
    }

    static Answer disconnect() {
        return exchange -> {};
    }

    static Answer silence() {
        return exchange -> Thread.sleep(30_000);
    }

    /** Announces more bytes than it sends, and closes the connection. */
    static Answer halfOf(int status, String body) {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/xml");
            exchange.sendResponseHeaders(status, body.length() * 2L);
            exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
        };
    }

    /** Announces more bytes than it sends, and says nothing more. */
    static Answer halfOfThenSilence(int status, String body) {
        return exchange -> {
            halfOf(status, body).to(exchange);
            silence().to(exchange);
        };
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    // Closing an exchange that was not answered completely closes the connection.
    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = read(exchange);
            requests.add(request);
            answers.getOrDefault(request.action(), error(400, "InvalidAction", "Not stubbed"))
                    .to(exchange);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private static Request read(HttpExchange exchange) throws IOException {
        Map<String, String> parameters = new HashMap<>();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return new Request(
                parameters, String.valueOf(exchange.getRequestHeaders().getFirst("User-Agent")));
    }
}
