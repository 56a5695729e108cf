package io.tableflow.iam.confluent.cloud;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads lists of Confluent Cloud page by page, to their end. */
record CloudPages(CloudCallExecutor calls, CloudFailures failures) {

    private static final JsonMapper JSON = new JsonMapper();

    /** 10,000 entries at 100 a page: Confluent's quota is 100 integrations for an organization unless it is raised. */
    private static final int MOST_PAGES = 100;

    /**
     * A page of a list.
     *
     * @param entries as they came
     * @param next the token of the next page; null: this is the last
     */
    private record Page(List<JsonNode> entries, @Nullable String next) {}

    /**
     * All entries that are understood.
     *
     * @param request for the first page
     * @param entry reads an entry; empty: it is left out
     * @throws ConfluentCloudException if not all pages can be read: never a part of the list
     */
    <T> List<T> all(CloudRequest request, Function<JsonNode, Optional<T>> entry) {
        List<T> all = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        CloudRequest next = request;
        while (true) {
            CloudRequest asked = next;
            CloudAnswer answer = calls.read(asked);
            Page page = page(answer.body())
                    .orElseThrow(() -> failures.unreadable(asked, answer, "not with a page of a list."));
            page.entries().stream().flatMap(it -> entry.apply(it).stream()).forEach(all::add);
            String token = page.next();
            if (token == null) {
                return List.copyOf(all);
            }
            if (!seen.add(token) || seen.size() >= MOST_PAGES) {
                throw failures.unreadable(
                        asked, answer, "its list does not end: page " + (seen.size() + 1) + " has a next one.");
            }
            next = request.with("page_token", token);
        }
    }

    /** Empty if the text is no page, so that nobody takes it for a list without entries. */
    private static Optional<Page> page(String text) {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JacksonException noJson) {
            return Optional.empty();
        }
        JsonNode next = root.at("/metadata/next");
        boolean isLast =
                next.isMissingNode() || next.isNull() || next.asString("x").isEmpty();
        String token = isLast ? null : pageToken(next.asString("")).orElse(null);
        if (!root.path("data").isArray() || (!isLast && token == null)) {
            return Optional.empty();
        }
        return Optional.of(new Page(root.path("data").valueStream().toList(), token));
    }

    /** Only the token of the address of the next page is used: its host may be anybody's. */
    private static Optional<String> pageToken(String address) {
        String query = address.contains("?") ? address.substring(address.indexOf('?') + 1) : "";
        try {
            return Arrays.stream(query.replaceAll("#.*", "").split("&"))
                    .filter(parameter -> parameter.startsWith("page_token="))
                    .map(parameter ->
                            URLDecoder.decode(parameter.substring("page_token=".length()), StandardCharsets.UTF_8))
                    .filter(token -> !token.isEmpty())
                    .findFirst();
        } catch (IllegalArgumentException notEncoded) {
            return Optional.empty();
        }
    }
}
