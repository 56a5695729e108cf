package io.tableflow.iam.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.deployment.HelmChart.Answers;
import io.tableflow.iam.deployment.HelmProcess.Kind;
import io.tableflow.iam.deployment.HelmProcess.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Values that make no sense are refused with a sentence, every documented set is linted, and the notes compute. */
class HelmRefusalTest {

    /** What is added to the minimal values, and what Helm says to it. */
    private static final Map<String, List<String>> REFUSED = Map.ofEntries(
            Map.entry("a value that nobody knows", List.of("replicas: 3", "replicas")),
            Map.entry("a value that nobody knows, deeper", List.of("image: {repo: x}", "repo")),
            Map.entry("no pods", List.of("replicaCount: 0", "replicaCount")),
            Map.entry("no database", List.of("database: {url: ''}", "database.url is required")),
            Map.entry(
                    "a password in the URL",
                    List.of("database: {url: 'jdbc:postgresql://h/d?user=u&password=p'}", "/database/url")),
            Map.entry("no region", List.of("aws: {region: ''}", "aws.region is required")),
            Map.entry("nobody who could call", List.of("security: {tokens: []}", "nobody could call the API")),
            Map.entry(
                    "a secret in settings",
                    List.of("settings: {'tableflow.confluent.api-secret': x}", "invalid propertyName")),
            Map.entry(
                    "a webhook's secret in settings",
                    List.of("settings: {'tableflow.webhook.secrets[0]': x}", "invalid propertyName")),
            Map.entry(
                    "a setting of nobody",
                    List.of("settings: {'tabelflow.drift.interval': 5m}", "invalid propertyName")),
            Map.entry("a secret in a variable", List.of("env: {AWS_SECRET_ACCESS_KEY: x}", "invalid propertyName")),
            Map.entry(
                    "a secret twice",
                    List.of("secretSettings: {spring.datasource.password: {name: a, key: b}}", "a value of its own")),
            Map.entry("an Ingress without hosts", List.of("ingress: {enabled: true}", "ingress.hosts is required")),
            Map.entry(
                    "a route without a Gateway",
                    List.of("httpRoute: {enabled: true}", "httpRoute.parentRefs is required")),
            Map.entry(
                    "metrics without a token",
                    List.of("serviceMonitor: {enabled: true}", "serviceMonitor.existingSecret is required")),
            Map.entry(
                    "a stop that is too short",
                    List.of("terminationGracePeriodSeconds: 10", "terminationGracePeriodSeconds")));

    private static final String MANY_PODS = "4 pods";

    @TempDir
    private static Path folder;

    private static Answers answers = new Answers(Map.of());

    @BeforeAll
    static void ask() throws IOException {
        List<Request> requests = new ArrayList<>();
        for (String name : REFUSED.keySet()) {
            requests.add(new Request(
                    name,
                    Kind.TEMPLATE,
                    HelmChart.FOLDER.toString(),
                    minimalWith(REFUSED.get(name).getFirst())));
        }
        for (String set : sets()) {
            requests.add(new Request(
                    "lint " + set,
                    Kind.LINT,
                    HelmChart.withDefaults(folder.resolve(set), set).toString(),
                    ""));
            requests.add(new Request(
                    "notes " + set,
                    Kind.NOTES,
                    HelmChart.FOLDER.toString(),
                    HelmChart.fileOf(set).toString()));
        }
        requests.add(new Request("lint the defaults", Kind.LINT, HelmChart.FOLDER.toString(), ""));
        requests.add(new Request(MANY_PODS, Kind.NOTES, HelmChart.FOLDER.toString(), minimalWith("replicaCount: 4")));
        answers = HelmChart.ask(requests);
    }

    static List<String> refused() {
        return REFUSED.keySet().stream().sorted().toList();
    }

    static List<String> sets() {
        return HelmChart.sets();
    }

    /** The minimal values with others over them. */
    private static String minimalWith(String more) throws IOException {
        Map<String, Object> values =
                HelmChart.merged(HelmChart.yaml(HelmChart.read(HelmChart.fileOf("minimal"))), HelmChart.yaml(more));
        return Files.writeString(
                        Files.createTempFile(folder, "values", ".yaml"),
                        JsonMapper.shared().writeValueAsString(values))
                .toString();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refuses(String what) {
        assertThat(answers.refusal(what))
                .contains(Objects.requireNonNull(REFUSED.get(what)).getLast());
    }

    @ParameterizedTest
    @MethodSource("sets")
    void lintFindsNothingInADocumentedSet(String set) {
        assertThat(answers.output("lint " + set)).doesNotContain("WARNING", "ERROR");
    }

    @Test
    void lintFindsNothingInTheDefaults() {
        assertThat(answers.output("lint the defaults")).doesNotContain("WARNING", "ERROR");
    }

    @ParameterizedTest
    @MethodSource("sets")
    void theNotesSayHowToCallItAndHowManyConnectionsItOpens(String set) {
        assertThat(answers.output("notes " + set))
                .contains("rollout status deployment/tableflow-iam", "/swagger-ui.html", "connections at most");
    }

    @ParameterizedTest
    @ValueSource(strings = {"notes zero-touch", MANY_PODS})
    void theNotesWarnWherePostgresHasTooFewConnections(String values) {
        assertThat(answers.output(values)).contains("WARNING: these are too few");
    }

    @Test
    void theNotesComputeTheConnectionsOfAllPodsAndOfTheOneThatReplaces() {
        assertThat(answers.output("notes minimal"))
                .contains("open 72 connections at most (3 x 24), of 97")
                .doesNotContain("too few");
        assertThat(answers.output("notes zero-touch")).contains("open 160 connections at most (4 x 40)");
    }
}
