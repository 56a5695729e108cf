package io.tableflow.iam.documentation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Text in which values, which come from callers or from AWS, are set apart from our own words. */
record Text(List<Part> parts) {

    /** A part of a text: our words, or a value that is shown to the letter. */
    sealed interface Part {

        String content();

        /** Words. */
        record Words(String content) implements Part {}

        /** A value. */
        record Value(String content) implements Part {}
    }

    Text {
        parts = List.copyOf(parts);
    }

    /**
     * Words with values in them.
     *
     * @param words with {@code {}} in the place of each value
     */
    static Text of(String words, Object... values) {
        String[] between = words.split("\\{}", -1);
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < between.length; i++) {
            if (!between[i].isEmpty()) {
                parts.add(new Part.Words(between[i]));
            }
            if (i < values.length) {
                parts.add(new Part.Value(values[i].toString()));
            }
        }
        return new Text(parts);
    }

    /** One value. */
    static Text value(Object value) {
        return of("{}", value);
    }

    /** Values with commas between them; a dash if there are none. */
    static Text values(Collection<?> values) {
        return values.isEmpty()
                ? of("-")
                : of(String.join(", ", values.stream().map(it -> "{}").toList()), values.toArray());
    }
}
