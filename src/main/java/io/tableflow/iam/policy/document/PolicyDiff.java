package io.tableflow.iam.policy.document;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The difference between two documents, for people: line by line, as {@code diff -u} shows it, without its headers. */
public final class PolicyDiff {

    private static final int LINES_AROUND = 3;
    private static final int HEADERS = 2;

    private PolicyDiff() {}

    /**
     * The difference from one document to the other; empty if both have the same meaning to IAM.
     *
     * @param before null: there was none, so every line is new
     * @param after null: there is none any more
     */
    public static String between(@Nullable PolicyDocument before, @Nullable PolicyDocument after) {
        return before != null && after != null && before.sameAs(after) ? "" : between(lines(before), lines(after));
    }

    /** The difference from one text to the other; empty if they are equal. */
    public static String ofTexts(@Nullable String before, @Nullable String after) {
        return between(
                before == null ? List.of() : before.lines().toList(),
                after == null ? List.of() : after.lines().toList());
    }

    private static List<String> lines(@Nullable PolicyDocument document) {
        return document == null ? List.of() : ReadablePolicy.lines(document);
    }

    private static String between(List<String> before, List<String> after) {
        List<String> diff = UnifiedDiffUtils.generateUnifiedDiff(
                "before", "after", before, DiffUtils.diff(before, after), LINES_AROUND);
        return diff.isEmpty() ? "" : String.join("\n", diff.subList(HEADERS, diff.size()));
    }
}
