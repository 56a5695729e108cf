package io.tableflow.iam.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The chart's own files fit each other, and its copies are those of the project.
 *
 * <p>With {@code -Dchart.write=true}, the README's table and the copies are written anew instead.
 */
class HelmChartFilesTest {

    static final Path RULES = Path.of("src/main/observability/prometheus");
    private static final Path CHART = HelmChart.FOLDER;
    private static final Path README = CHART.resolve("README.md");
    private static final boolean WRITE = Boolean.getBoolean("chart.write");
    private static final String BEGIN = "<!-- values: written by HelmChartFilesTest -->\n";
    private static final String END = "<!-- /values -->";

    /** Kubernetes checks the parts of an affinity; a parent chart decides what is global. */
    private static final Set<String> OPEN = Set.of("/definitions/affinityPart", "/properties/global");

    @Test
    void theReadmesTableIsThatOfTheValues() throws IOException {
        String page = HelmChart.read(README);
        String expected = page.substring(0, page.indexOf(BEGIN) + BEGIN.length())
                + ChartValues.read(CHART.resolve("values.yaml")).table()
                + page.substring(page.indexOf(END));
        if (WRITE) {
            Files.writeString(README, expected);
        }

        assertThat(HelmChart.read(README))
                .as("write it anew with -Dtest=HelmChartFilesTest -Dchart.write=true")
                .isEqualTo(expected);
    }

    @Test
    void theReadmeKnowsEveryDocumentedSet() {
        assertThat(HelmChart.sets())
                .allSatisfy(set -> assertThat(HelmChart.read(README)).contains("(ci/" + set + "-values.yaml)"));
    }

    @ParameterizedTest
    @CsvSource({"src/main/observability/prometheus, files/rules", "src/main/observability/grafana, files/dashboards"})
    void theCopiesAreThoseOfTheProject(Path originals, String copies) throws IOException {
        for (Path original : HelmChart.in(originals)) {
            Path copy = CHART.resolve(copies).resolve(original.getFileName());
            if (WRITE) {
                Files.writeString(copy, HelmChart.read(original));
            }
            assertThat(copy)
                    .as("write it anew with -Dtest=HelmChartFilesTest -Dchart.write=true")
                    .hasSameTextualContentAs(original);
        }
        assertThat(HelmChart.in(CHART.resolve(copies))).hasSameSizeAs(HelmChart.in(originals));
    }

    @Test
    void theSchemaLetsNothingThroughThatItDoesNotKnow() {
        List<String> open = new ArrayList<>();
        collectOpen("", schema(), open);

        assertThat(open).containsExactlyInAnyOrderElementsOf(OPEN);
    }

    private static void collectOpen(String at, JsonNode node, List<String> open) {
        if (node.path("type").asString("").equals("object")) {
            JsonNode more = node.path("additionalProperties");
            boolean closed = more.isObject() || (more.isBoolean() && !more.asBoolean());
            if (!closed) {
                open.add(at);
            }
        }
        node.propertyStream().forEach(field -> collectOpen(at + "/" + field.getKey(), field.getValue(), open));
        node.valueStream().filter(JsonNode::isContainer).forEach(item -> {
            if (node.isArray()) {
                collectOpen(at + "/-", item, open);
            }
        });
    }

    @Test
    void theSchemaHasTheValuesAndNoOthers() {
        Set<String> inSchema = new TreeSet<>();
        collectNames("", schema(), inSchema);
        inSchema.remove("global");

        assertThat(inSchema)
                .containsAll(ChartValues.read(CHART.resolve("values.yaml")).names());
        Set<String> tops = new TreeSet<>(
                HelmChart.yaml(HelmChart.read(CHART.resolve("values.yaml"))).keySet());
        assertThat(inSchema.stream().filter(name -> !name.contains("."))).containsExactlyElementsOf(tops);
    }

    private static void collectNames(String prefix, JsonNode schema, Set<String> names) {
        schema.path("properties").propertyStream().forEach(property -> {
            String name = prefix + property.getKey();
            names.add(name);
            collectNames(name + ".", property.getValue(), names);
        });
    }

    /** Helm gives the chart's values to templates without a word about those that do not exist. */
    @Test
    void templatesUseOnlyValuesThatExistAndAllOfThem() throws IOException {
        Set<String> used = new TreeSet<>();
        try (Stream<Path> files = Files.walk(CHART.resolve("templates"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Pattern.compile("\\.Values\\.([A-Za-z.]+[A-Za-z])")
                        .matcher(HelmChart.read(file))
                        .results()
                        .forEach(found -> used.add(found.group(1)));
            }
        }
        Set<String> names = ChartValues.read(CHART.resolve("values.yaml")).names();

        assertThat(used).isSubsetOf(names);
        assertThat(names)
                .filteredOn(name -> used.stream().noneMatch(name::equals))
                .isEmpty();
    }

    @Test
    void theChartIsOfTheVersionOfTheProject() {
        String version = Pattern.compile("<version>([0-9.]+)-SNAPSHOT</version>")
                .matcher(HelmChart.read(Path.of("pom.xml")))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        Map<String, Object> chart = HelmChart.yaml(HelmChart.read(CHART.resolve("Chart.yaml")));

        assertThat(chart).containsEntry("appVersion", version).containsEntry("apiVersion", "v2");
    }

    private static JsonNode schema() {
        return JsonMapper.shared().readTree(HelmChart.read(CHART.resolve("values.schema.json")));
    }
}
