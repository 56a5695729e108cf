package io.tableflow.iam.localconfluent;

import com.sun.net.httpserver.HttpExchange;
import io.tableflow.iam.localconfluent.ConfluentRequest.Operation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Shows what the in-process Confluent Cloud has and what was asked of it, as HTML or, by {@code Accept}, as JSON; and has it misbehave:
 * {@code PUT /control/usages/{id}} with a JSON array, {@code DELETE /control/integrations/{id}}, and {@code POST /control/faults} with
 * {@code {"operation": "CreateIntegration", "times": 1, "fault": "429"}}, where a fault is a status, {@code lose-answer},
 * {@code disconnect} or {@code empty-page}; {@code DELETE /control/faults} ends them.
 */
final class ControlPage {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final LocalConfluent confluent;

    ControlPage(LocalConfluent confluent) {
        this.confluent = confluent;
    }

    void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] path = exchange.getRequestURI().getPath().split("/", -1);
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String what = exchange.getRequestMethod() + " " + (path.length > 2 ? path[2] : "");
            try {
                switch (what) {
                    case "GET " -> show(exchange);
                    case "PUT usages" -> {
                        confluent.use(path[3], texts(JSON.readTree(body)));
                        done(exchange);
                    }
                    case "DELETE integrations" -> {
                        confluent.remove(path[3]);
                        done(exchange);
                    }
                    case "POST faults" -> {
                        plan(JSON.readTree(body));
                        done(exchange);
                    }
                    case "DELETE faults" -> {
                        confluent.faults().clear();
                        done(exchange);
                    }
                    default -> send(exchange, 404, "text/plain", "GET /control says what there is\n");
                }
            } catch (JacksonException | IllegalArgumentException wrong) {
                send(exchange, 400, "text/plain", wrong.getMessage() + "\n");
            }
        }
    }

    private void plan(JsonNode wish) {
        String name = wish.path("operation").asString("");
        Operation operation = Arrays.stream(Operation.values())
                .filter(it -> it.inWords().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("operation must be one of "
                        + Arrays.stream(Operation.values())
                                .map(Operation::inWords)
                                .toList()));
        String fault = wish.path("fault").asString("");
        ConfluentFault planned = switch (fault.toLowerCase(Locale.ROOT)) {
            case "lose-answer" -> ConfluentFault.LOSE_ANSWER;
            case "disconnect" -> ConfluentFault.DISCONNECT;
            case "empty-page" -> ConfluentFault.EMPTY_PAGE;
            case "429" -> ConfluentFault.tooManyRequests(1);
            default -> ConfluentFault.status(Integer.parseInt(fault), "told to");
        };
        confluent.faults().on(operation).next(wish.path("times").asInt(1), planned);
    }

    private static String[] texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toArray(String[]::new);
    }

    private void show(HttpExchange exchange) throws IOException {
        String accept = String.valueOf(exchange.getRequestHeaders().getFirst("Accept"));
        if (accept.contains("text/html")) {
            send(exchange, 200, "text/html; charset=utf-8", html());
        } else {
            send(exchange, 200, "application/json", json().toString());
        }
    }

    /** Everything as JSON. */
    private ObjectNode json() {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode integrations = root.putArray("integrations");
        confluent.integrations().forEach(it -> integrations.add(ConfluentApi.json(it, false)));
        ArrayNode calls = root.putArray("calls");
        confluent
                .latestCalls()
                .forEach(it -> calls.addObject()
                        .put("at", it.at().toString())
                        .put("operation", it.operation())
                        .put("path", it.path())
                        .put("status", it.status())
                        .put("answered", it.answered())
                        .put("key", it.key())
                        .put("requestId", it.requestId()));
        return root;
    }

    private String html() {
        StringBuilder page = new StringBuilder("""
                <!doctype html><html lang="en"><meta charset="utf-8"><title>Local Confluent Cloud</title>
                <style>body{font:15px/1.5 system-ui;margin:2rem}table{border-collapse:collapse}td,th{padding:.2rem .8rem;
                text-align:left;border-bottom:1px solid #ccc;vertical-align:top}</style>
                <h1>Local Confluent Cloud</h1><h2>Provider integrations</h2>
                """);
        row(page, "th", List.of("id", "environment", "name", "customer's role", "principal", "used by"));
        confluent
                .integrations()
                .forEach(it -> row(
                        page,
                        "td",
                        List.of(
                                it.id(),
                                it.environment(),
                                it.displayName(),
                                it.customerRole(),
                                it.principal(),
                                String.join(" ", it.usages()))));
        page.append("</table><h2>What was asked, latest first</h2>");
        row(page, "th", List.of("at", "operation", "path", "status", "key", "request id"));
        confluent
                .latestCalls()
                .forEach(it -> row(
                        page,
                        "td",
                        List.of(
                                it.at().toString(),
                                it.operation(),
                                it.path(),
                                it.answered() ? Integer.toString(it.status()) : it.status() + ", answer lost",
                                it.key(),
                                it.requestId())));
        return page.append("</table></html>").toString();
    }

    private static void row(StringBuilder page, String cell, List<String> texts) {
        page.append(cell.equals("th") ? "<table><tr>" : "<tr>");
        texts.forEach(text -> page.append('<')
                .append(cell)
                .append('>')
                .append(HtmlUtils.htmlEscape(text))
                .append("</")
                .append(cell)
                .append('>'));
        page.append("</tr>");
    }

    private static void done(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(204, -1);
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
