package io.tableflow.iam.metrics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The alerts, their tests, the runbooks and the dashboards, as they are in the sources. */
final class ObservabilityFiles {

    static final Path RUNBOOKS = Path.of("src/docs/runbooks");
    private static final Path OBSERVABILITY = Path.of("src/main/observability");
    private static final Path ALERT_TESTS = Path.of("src/test/observability");

    private ObservabilityFiles() {}

    /** One rule of Prometheus that alerts. */
    record Alert(String name, String expression, Map<String, String> labels, Map<String, String> annotations) {}

    /** One case of promtool: which alert, and how often it is expected to fire. */
    record AlertTest(String alert, int fires) {}

    static List<Path> ruleFiles() {
        return in(OBSERVABILITY.resolve("prometheus"), ".yaml");
    }

    static List<Path> alertTestFiles() {
        return in(ALERT_TESTS, ".test.yaml");
    }

    static List<Path> dashboardFiles() {
        return in(OBSERVABILITY.resolve("grafana"), ".json");
    }

    static List<Alert> alerts() {
        List<Alert> alerts = new ArrayList<>();
        for (Path file : ruleFiles()) {
            for (Map<String, Object> group : maps(yaml(file).get("groups"))) {
                for (Map<String, Object> rule : maps(group.get("rules"))) {
                    alerts.add(new Alert(
                            String.valueOf(rule.get("alert")),
                            String.valueOf(rule.get("expr")),
                            texts(rule.get("labels")),
                            texts(rule.get("annotations"))));
                }
            }
        }
        return alerts;
    }

    static List<AlertTest> alertTests() {
        List<AlertTest> tests = new ArrayList<>();
        for (Path file : alertTestFiles()) {
            for (Map<String, Object> test : maps(yaml(file).get("tests"))) {
                for (Map<String, Object> expected : maps(test.get("alert_rule_test"))) {
                    tests.add(new AlertTest(
                            String.valueOf(expected.get("alertname")),
                            maps(expected.get("exp_alerts")).size()));
                }
            }
        }
        return tests;
    }

    /** All expressions of a dashboard, with the variables of Grafana replaced. */
    static List<String> expressions(Path dashboard) {
        List<String> found = new ArrayList<>();
        collect(json(dashboard), found);
        return found.stream().map(it -> it.replace("$__rate_interval", "5m")).toList();
    }

    private static void collect(JsonNode node, List<String> found) {
        if (node.path("expr").isString()) {
            found.add(node.path("expr").asString());
        }
        node.forEach(child -> collect(child, found));
    }

    static JsonNode json(Path file) {
        return JsonMapper.shared().readTree(read(file));
    }

    /** The CloudWatch alarms' metrics. */
    static List<String> alarmMetrics() {
        return read(OBSERVABILITY.resolve("cloudwatch/alarms.yaml"))
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("MetricName: "))
                .map(line -> line.substring("MetricName: ".length()))
                .toList();
    }

    /** What the collector writes to CloudWatch. */
    static List<String> collectedMetrics() {
        return read(OBSERVABILITY.resolve("cloudwatch/collector.yaml"))
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("- ^"))
                .map(line -> line.replaceAll("^- \\^|\\$$", ""))
                .toList();
    }

    /** The links to runbooks in the descriptions of the alarms: the names of the files. */
    static List<String> alarmRunbooks() {
        return read(OBSERVABILITY.resolve("cloudwatch/alarms.yaml"))
                .lines()
                .filter(line -> line.contains("${Runbooks}/"))
                .map(line -> line.replaceAll(".*\\$\\{Runbooks}/(\\w+)\\.md.*", "$1"))
                .toList();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> in(Path folder, String suffix) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(it -> it.toString().endsWith(suffix)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> yaml(Path file) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(read(file));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> maps(@Nullable Object value) {
        return (List<Map<String, Object>>) Objects.requireNonNull(value);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> texts(@Nullable Object value) {
        return (Map<String, String>) Objects.requireNonNull(value);
    }
}
