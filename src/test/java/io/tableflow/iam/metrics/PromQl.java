package io.tableflow.iam.metrics;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which metrics an expression of Prometheus uses, and which labels of them: as much of its grammar as alerts and dashboards need. */
final class PromQl {

    private static final Set<String> WORDS = Set.of(
            "by",
            "on",
            "and",
            "or",
            "unless",
            "without",
            "ignoring",
            "group_left",
            "group_right",
            "bool",
            "offset",
            "inf",
            "nan");

    private static final Pattern GROUPING =
            Pattern.compile("\\b(?:by|on|without|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern MATCHERS = Pattern.compile("([a-zA-Z_:][\\w:]*)\\s*\\{([^}]*)}");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"[^\"]*\"");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][\\w:]*(?!\\w*\\s*\\()");

    private PromQl() {}

    /** The metrics of an expression, each with the labels that are selected of it. */
    static Map<String, Set<String>> metrics(String expression) {
        Map<String, Set<String>> found = new TreeMap<>();
        MATCHERS.matcher(expression)
                .results()
                .forEach(it -> found.computeIfAbsent(it.group(1), name -> new TreeSet<>())
                        .addAll(MATCHER.matcher(it.group(2))
                                .results()
                                .map(label -> label.group(1))
                                .toList()));
        String bare = GROUPING.matcher(MATCHERS.matcher(expression).replaceAll(" "))
                .replaceAll(" ")
                .replaceAll("\\[[^]]*]", " ")
                .replaceAll("\\b[\\d.]+\\w*", " ");
        NAME.matcher(bare)
                .results()
                .map(MatchResult::group)
                .filter(name -> !WORDS.contains(name))
                .forEach(name -> found.computeIfAbsent(name, it -> new TreeSet<>()));
        return found;
    }

    /** The labels that an expression groups by, of whichever of its metrics. */
    static List<String> groupings(String expression) {
        return GROUPING.matcher(expression)
                .results()
                .flatMap(it -> Stream.of(it.group(1).split(",")))
                .map(String::strip)
                .filter(label -> !label.isEmpty())
                .distinct()
                .toList();
    }
}
