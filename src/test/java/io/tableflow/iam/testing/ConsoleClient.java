package io.tableflow.iam.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** A browser without JavaScript that does not follow redirects: it keeps the console's cookie, and sends forms as they are. */
public final class ConsoleClient {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final URI uri;
    private String cookie = "";
    private String csrf = "";

    public ConsoleClient(URI uri) {
        this.uri = uri;
    }

    /** A page as it was answered. */
    public record Page(int status, HttpHeaders headers, String text) {

        public Document html() {
            return Jsoup.parse(text);
        }

        /** Where a redirect leads; empty if it is none. */
        public String location() {
            return headers.firstValue("Location").orElse("");
        }

        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        /** The text of what a CSS selector selects. */
        public String text(String selector) {
            return html().select(selector).text();
        }
    }

    /** Signs in with a token. */
    public ConsoleClient signIn(String token) {
        get("/console/sign-in");
        Page answer = post("/console/sign-in", Map.of("token", token));
        if (answer.status() != 303) {
            throw new AssertionError("Signing in was answered " + answer.status() + ": " + answer.text());
        }
        return this;
    }

    public Page get(String path) {
        return send("GET", path, "", Map.of());
    }

    /** Loads a page by GET, and sends the form with that action as it is, with some of its fields filled in. */
    public Page submit(String page, String action, Map<String, String> fields) {
        return post(action, form(page, action, fields));
    }

    /** The same, without sending it. */
    public Map<String, String> form(String page, String action, Map<String, String> fields) {
        Document html = get(page).html();
        Map<String, String> form = new LinkedHashMap<>();
        html.select("form[action=" + action + "] input[type=hidden], form[action=" + action + "] textarea")
                .forEach(field -> form.put(field.attr("name"), field.val()));
        if (form.isEmpty()) {
            throw new AssertionError("There is no form for " + action + " on " + page + ": " + html);
        }
        form.putAll(fields);
        return form;
    }

    /** Sends a form, with the CSRF token of the latest page. */
    public Page post(String path, Map<String, String> fields) {
        Map<String, String> form = new LinkedHashMap<>(fields);
        form.putIfAbsent("_csrf", csrf);
        return send("POST", path, encode(form), Map.of());
    }

    /** Sends any request with the cookie. */
    public Page send(String method, String path, String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .setHeader("Accept", "text/html");
        if (!cookie.isEmpty()) {
            request.setHeader("Cookie", cookie);
        }
        if (!body.isEmpty()) {
            request.setHeader("Content-Type", "application/x-www-form-urlencoded");
        }
        headers.forEach(request::setHeader);
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(set -> cookie = set.split(";", 2)[0]);
            Page page = new Page(response.statusCode(), response.headers(), response.body());
            String token = page.html().select("input[name=_csrf]").attr("value");
            csrf = token.isEmpty() ? csrf : token;
            return page;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The {@code Cookie} header that it sends. */
    public String cookie() {
        return cookie;
    }

    private static String encode(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
