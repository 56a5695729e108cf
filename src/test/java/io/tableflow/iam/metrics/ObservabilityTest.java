package io.tableflow.iam.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tableflow.iam.compliance.ComplianceSummaryJob;
import io.tableflow.iam.confluent.polling.IntegrationPoll;
import io.tableflow.iam.metrics.ObservabilityFiles.Alert;
import io.tableflow.iam.metrics.ObservabilityFiles.AlertTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Alerts, runbooks and dashboards fit each other, and use what the running service exposes. */
class ObservabilityTest extends MeteredService {

    private static final List<String> HEADINGS = List.of("## Meaning", "## Impact", "## Diagnosis", "## Mitigation");

    /** Prometheus adds them to whatever it scrapes. */
    private static final Set<String> OF_PROMETHEUS = Set.of("instance", "job");

    private static Exposition exposition;

    @BeforeAll
    static void everythingHasHappenedOnce() {
        active("observed");
        sweep();
        NODE.bean(IntegrationPoll.class).run(() -> false);
        NODE.bean(ComplianceSummaryJob.class).run(() -> false);
        DATABASE.client().sql("""
                insert into tableflow_verdict (environment_id, integration_id, status, reason, message, status_since, topic_count,
                    topics, catalogs)
                select id, 'cspi-42o61', 'False', 'RoleNotAssumed', '', now(), 0, '[]', '[]' from environment where name = 'observed'
                """).update();
        scrapeAnew();
        exposition = Exposition.scrape(ENGINEER);
    }

    @Test
    void thereAreAlertsEnoughAndEachSaysWhatItMeansAndWhereToReadOn() {
        assertThat(ObservabilityFiles.alerts()).hasSizeGreaterThanOrEqualTo(16).allSatisfy(alert -> {
            assertThat(alert.name()).matches("Tableflow[A-Z]\\w+");
            assertThat(alert.labels().get("severity")).isIn("critical", "warning", "info");
            assertThat(alert.annotations()).containsOnlyKeys("summary", "description", "runbook_url");
            assertThat(alert.annotations().get("summary")).doesNotContain("{{").endsWith(".");
            assertThat(alert.annotations().get("runbook_url")).endsWith("/src/docs/runbooks/" + alert.name() + ".md");
        });
    }

    @Test
    void eachAlertHasARunbookWithFourHeadingsAndThereAreNoOthers() {
        List<Path> pages = ObservabilityFiles.in(ObservabilityFiles.RUNBOOKS, ".md");

        assertThat(pages.stream().map(it -> it.getFileName().toString().replace(".md", "")))
                .containsExactlyInAnyOrderElementsOf(names());
        assertThat(pages).allSatisfy(page -> {
            List<String> lines = ObservabilityFiles.read(page).lines().toList();
            assertThat(lines.getFirst())
                    .isEqualTo("# " + page.getFileName().toString().replace(".md", ""));
            assertThat(lines.stream().filter(line -> line.startsWith("## "))).containsExactlyElementsOf(HEADINGS);
            for (String heading : HEADINGS) {
                assertThat(lines.get(lines.indexOf(heading) + 2)).as(heading).isNotBlank();
            }
        });
        assertThat(ObservabilityFiles.alarmRunbooks()).isNotEmpty().isSubsetOf(names());
    }

    @Test
    void whatRunbooksLinkToExists() {
        Pattern link = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");
        for (Path page : ObservabilityFiles.in(ObservabilityFiles.RUNBOOKS, ".md")) {
            assertThat(link.matcher(ObservabilityFiles.read(page)).results().map(it -> it.group(1)))
                    .as(page.toString())
                    .allMatch(target -> Files.exists(page.resolveSibling(target)));
        }
    }

    /** A person on call pastes them; a path or a parameter that is not there would cost time when there is none. */
    @Test
    void theServiceAnswersTheRequestsThatRunbooksMake() {
        String workflow = ENGINEER.get("/environments/observed").at("/workflow/id");
        Set<String> paths = ObservabilityFiles.in(ObservabilityFiles.RUNBOOKS, ".md").stream()
                .flatMap(page -> Pattern.compile("curl (?!.*-X)[^\\n]*?\"\\$API(/[^\"]*)\"")
                        .matcher(ObservabilityFiles.read(page))
                        .results())
                .map(it -> it.group(1)
                        .replace("$NAME", "observed")
                        .replace("$name", "observed")
                        .replace("$ID", workflow))
                .collect(Collectors.toSet());

        assertThat(paths)
                .hasSizeGreaterThan(10)
                .allSatisfy(
                        path -> assertThat(ENGINEER.get(path).status()).as(path).isEqualTo(200));
    }

    @Test
    void eachAlertIsTestedToFireAndToStaySilent() {
        List<AlertTest> tests = ObservabilityFiles.alertTests();

        assertThat(tests.stream().filter(it -> it.fires() > 0).map(AlertTest::alert))
                .containsAll(names());
        assertThat(tests.stream().filter(it -> it.fires() == 0).map(AlertTest::alert))
                .containsAll(names());
    }

    @Test
    void promtoolTakesTheRulesAndTheirTests() throws IOException, InterruptedException {
        assumeThat(hasPromtool()).as("promtool, of Debian's package prometheus").isTrue();

        assertThat(promtool("check", "rules", ObservabilityFiles.ruleFiles()))
                .contains("SUCCESS")
                .doesNotContain("FAILED");
        assertThat(promtool("test", "rules", ObservabilityFiles.alertTestFiles()))
                .contains("SUCCESS")
                .doesNotContain("FAILED");
    }

    @Test
    void everyMetricAndLabelOfTheAlertsIsExposed() {
        assertThat(ObservabilityFiles.alerts()).allSatisfy(alert -> assertExposed(alert.name(), alert.expression()));
    }

    @Test
    void everyMetricAndLabelOfTheDashboardsIsExposed() {
        for (Path file : ObservabilityFiles.dashboardFiles()) {
            List<String> expressions = ObservabilityFiles.expressions(file);
            assertThat(expressions).hasSizeGreaterThan(10);
            expressions.forEach(expression -> assertExposed(file + ": " + expression, expression));
        }
    }

    @Test
    void dashboardsCanBeImportedAnywhere() {
        assertThat(ObservabilityFiles.dashboardFiles()).hasSize(2).allSatisfy(file -> {
            JsonNode dashboard = ObservabilityFiles.json(file);
            assertThat(dashboard.has("id")).isFalse();
            assertThat(dashboard.has("uid")).isFalse();
            assertThat(dashboard.at("/templating/list/0/type").asString()).isEqualTo("datasource");
            assertThat(dashboard.path("panels")).isNotEmpty().allSatisfy(panel -> {
                if (!panel.path("type").asString().equals("row")) {
                    assertThat(panel.at("/datasource/uid").asString()).isEqualTo("${datasource}");
                    assertThat(panel.at("/targets/0/datasource/uid").asString()).isEqualTo("${datasource}");
                }
            });
        });
    }

    @Test
    void everyMetricOfTheServiceIsDocumentedAndNoOther() {
        Set<String> documented = Pattern.compile("^\\|[^|]*", Pattern.MULTILINE)
                .matcher(ObservabilityFiles.read(Path.of("src/docs/monitoring.md")))
                .results()
                .flatMap(cell -> Pattern.compile("`(tableflow_\\w+)`")
                        .matcher(cell.group())
                        .results())
                .map(it -> it.group(1))
                .collect(Collectors.toSet());

        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(exposition.names().stream()
                        .filter(name -> name.startsWith("tableflow_"))
                        .map(name -> name.replaceAll("_seconds_(count|sum|max|bucket)$", "_seconds"))
                        .collect(Collectors.toSet()));
    }

    @Test
    void theMetricsOfTheCloudWatchAlarmsAreExposedAndCollected() {
        assertThat(ObservabilityFiles.collectedMetrics()).isNotEmpty().isSubsetOf(exposition.names());
        assertThat(ObservabilityFiles.alarmMetrics())
                .hasSizeGreaterThanOrEqualTo(8)
                .isSubsetOf(ObservabilityFiles.collectedMetrics());
    }

    private static void assertExposed(String what, String expression) {
        Map<String, Set<String>> metrics = PromQl.metrics(expression);
        assertThat(metrics).as(what).isNotEmpty();
        metrics.forEach((metric, labels) -> {
            assertThat(exposition.names()).as(what).contains(metric);
            assertThat(without(labels)).as(what).isSubsetOf(exposition.labels(metric));
        });
        Set<String> all = metrics.keySet().stream()
                .flatMap(metric -> exposition.labels(metric).stream())
                .collect(Collectors.toSet());
        assertThat(without(PromQl.groupings(expression))).as(what).isSubsetOf(all);
    }

    private static List<String> without(Collection<String> labels) {
        return labels.stream().filter(it -> !OF_PROMETHEUS.contains(it)).toList();
    }

    private static Set<String> names() {
        return ObservabilityFiles.alerts().stream().map(Alert::name).collect(Collectors.toSet());
    }

    private static boolean hasPromtool() {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(it -> Files.isExecutable(Path.of(it, "promtool")));
    }

    private static String promtool(String verb, String what, List<Path> files)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("promtool", verb, what));
        files.forEach(file -> command.add(file.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream output = process.getInputStream()) {
            String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(text).isZero();
            return text;
        }
    }
}
