package io.tableflow.iam.testing;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who is told of events: keeps every message, and answers as a test wants it to. */
public final class NotificationReceiver implements AutoCloseable {

    /** What signs the messages to it. */
    public static final String SECRET = "whsec_bm90aWZpY2F0aW9ucy1vZi0zMi1ieXRlcy1pbi10ZXN0cw==";

    private final HttpServer server;
    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private volatile Function<Message, Answer> answers = message -> Answer.of(204);

    /** One attempt. */
    public record Message(Map<String, List<String>> headers, String path, String body, int status) {

        /** The only value of a header. */
        public String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().getFirst())
                    .findFirst()
                    .orElse("");
        }

        /** The body. */
        public JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }

        /** The environment. */
        public String environment() {
            return json().path("subject").asString("");
        }

        /** Whether the secret has signed it. */
        public boolean isSignedBy(String secret) {
            try {
                String expected = new Webhook(secret)
                        .sign(header("webhook-id"), Long.parseLong(header("webhook-timestamp")), body);
                return List.of(header("webhook-signature").split(" ", -1)).contains(expected);
            } catch (EmptyWebhookSecretException | WebhookSigningException notSigned) {
                return false;
            }
        }
    }

    /** An answer without a body. */
    public record Answer(int status, Map<String, String> headers) {

        public static Answer of(int status) {
            return new Answer(status, Map.of());
        }
    }

    private NotificationReceiver(HttpServer server) {
        this.server = server;
    }

    /** One that answers 204 on a port of its own. */
    public static NotificationReceiver start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            NotificationReceiver receiver = new NotificationReceiver(server);
            server.createContext("/", receiver::receive);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it is. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    /** The settings of an endpoint that is told of events of some types. */
    public List<String> settings(int nth, String name, String... more) {
        String prefix = "tableflow.notifications[" + nth + "].";
        List<String> settings = new ArrayList<>(List.of(
                prefix + "name=" + name,
                prefix + "url=" + url(),
                prefix + "secret=" + SECRET,
                prefix + "allow-private-addresses=true"));
        for (String setting : more) {
            settings.add(prefix + setting);
        }
        return settings;
    }

    /** From now on it answers so. */
    public void answer(Function<Message, Answer> how) {
        answers = how;
    }

    /** From now on it answers with that status. */
    public void answer(int status) {
        answer(message -> Answer.of(status));
    }

    /** Every attempt, in the order in which it was received. */
    public List<Message> attempts() {
        return List.copyOf(messages);
    }

    /** The messages that it has answered with 2xx. */
    public List<Message> accepted() {
        return messages.stream().filter(it -> it.status() / 100 == 2).toList();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Message message = new Message(
                    Map.copyOf(exchange.getRequestHeaders()),
                    exchange.getRequestURI().toString(),
                    body,
                    0);
            Answer answer = answers.apply(message);
            messages.add(new Message(message.headers(), message.path(), body, answer.status()));
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(answer.status(), -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
