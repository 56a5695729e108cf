package io.tableflow.iam.metrics;

import io.tableflow.iam.testing.ApiClient;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a node answers to Prometheus, in the text format 0.0.4. */
record Exposition(List<Sample> samples) {

    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)(?: \\d+)?");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** One line that is no comment. */
    record Sample(String name, Map<String, String> labels, double value) {}

    static Exposition scrape(ApiClient client) {
        ApiClient.Answer answer = client.get("/actuator/prometheus");
        if (answer.status() != 200) {
            throw new AssertionError("/actuator/prometheus answered " + answer.status() + ": " + answer.text());
        }
        return new Exposition(answer.text()
                .lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .map(Exposition::sample)
                .toList());
    }

    private static Sample sample(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new AssertionError("This is no line of the format: " + line);
        }
        Map<String, String> labels = LABEL.matcher(parts.group(2) == null ? "" : parts.group(2))
                .results()
                .collect(Collectors.toMap(label -> label.group(1), label -> label.group(2)));
        return new Sample(
                parts.group(1), labels, Double.parseDouble(parts.group(3).replace("Inf", "Infinity")));
    }

    /** The value of the only series with these labels, given as name and value in turns. */
    double value(String name, String... labels) {
        List<Sample> found = samples.stream()
                .filter(it -> it.name().equals(name))
                .filter(it -> hasAll(it, labels))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError("There are " + found.size() + " series of " + name + " with " + List.of(labels)
                    + ", among "
                    + samples.stream().filter(it -> it.name().equals(name)).toList());
        }
        return found.getFirst().value();
    }

    private static boolean hasAll(Sample sample, String... labels) {
        for (int i = 0; i < labels.length; i += 2) {
            if (!labels[i + 1].equals(sample.labels().get(labels[i]))) {
                return false;
            }
        }
        return true;
    }

    Set<String> names() {
        return samples.stream().map(Sample::name).collect(Collectors.toSet());
    }

    /** All labels that a metric has in any of its series. */
    Set<String> labels(String name) {
        return samples.stream()
                .filter(it -> it.name().equals(name))
                .flatMap(it -> it.labels().keySet().stream())
                .collect(Collectors.toSet());
    }

    /** How many series there are whose metrics begin with a prefix. */
    long count(String prefix) {
        return samples.stream().filter(it -> it.name().startsWith(prefix)).count();
    }
}
