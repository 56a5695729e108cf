package io.tableflow.iam.localaws;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One page of a listing by MaxItems and Marker. The marker holds the key of the last item, so that an item that is
 * added or deleted between two pages neither repeats nor skips another one.
 */
record Page<T>(List<T> items, Optional<String> nextMarker) {

    private static final int DEFAULT_SIZE = 100;
    static final int LARGEST_SIZE = 1000;

    static <T> Page<T> of(Collection<T> all, Function<T, String> key, Call call) {
        int asked = call.request().integer("MaxItems", 1, LARGEST_SIZE).orElse(DEFAULT_SIZE);
        int size = Math.min(asked, call.state().largestPage());
        String after = call.request().optional("Marker").map(Page::decode).orElse("");
        List<T> rest = all.stream()
                .filter(item -> key.apply(item).compareTo(after) > 0)
                .sorted(Comparator.comparing(key))
                .toList();
        if (rest.size() <= size) {
            return new Page<>(rest, Optional.empty());
        }
        List<T> items = rest.subList(0, size);
        return new Page<>(items, Optional.of(encode(key.apply(items.getLast()))));
    }

    void writeEnd(XmlAnswer answer) {
        answer.text("IsTruncated", nextMarker.isPresent()).text("Marker", nextMarker);
    }

    private static String encode(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String marker) {
        try {
            return new String(Base64.getUrlDecoder().decode(marker), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notOurs) {
            throw AwsError.validation("Invalid Marker.");
        }
    }
}
