package io.tableflow.iam.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.docs.MarkdownPage.CodeBlock;
import io.tableflow.iam.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What can be held of the documentation's commands without AWS and without a fleet. */
class DocsCommandsTest {

    private static final Set<String> SHELLS = Set.of("sh", "bash");
    private static final Pattern CALL = Pattern.compile(
            "(?:\\$API|\\$\\{API}|http://localhost:8080|https://tableflow-iam\\.example(?:\\.com)?)(/[^\\s\"'|)>;]*)");
    private static final Pattern METHOD = Pattern.compile("-X ?(\\w+)");
    private static final Pattern BODY = Pattern.compile("\\s(-d|--data\\S*)\\s");
    private static final Pattern QUERY = Pattern.compile(
            "psql\\b[^'\"]*(?:\"\\$\\w+\"[^'\"]*)?-X?[A-Za-z]*c\\s+(?:'([^']*)'|\"((?:[^\"\\\\]|\\\\.)*)\")",
            Pattern.DOTALL);

    /** Paths that are not the API's own. */
    private static final Pattern OTHERS = Pattern.compile("/(actuator|swagger-ui|v3/api-docs).*|/");

    private final Map<String, Map<String, Set<String>>> operations = operations();

    @Test
    void aShellCanReadEachCommand() throws IOException, InterruptedException {
        String shell = Files.isExecutable(Path.of("/bin/bash")) ? "/bin/bash" : "/bin/sh";
        for (MarkdownPage page : MarkdownPage.all()) {
            for (CodeBlock block : commands(page)) {
                Process process = new ProcessBuilder(shell, "-n")
                        .redirectErrorStream(true)
                        .start();
                process.getOutputStream().write(block.text().getBytes(StandardCharsets.UTF_8));
                process.getOutputStream().close();
                String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

                assertThat(process.waitFor())
                        .as("%s:\n%s\n%s", page, block.text(), said)
                        .isZero();
            }
        }
    }

    @Test
    void eachCallIsOneOfTheApi() {
        List<String> unknown = new ArrayList<>();
        int calls = 0;
        for (MarkdownPage page : MarkdownPage.all()) {
            for (CodeBlock block : commands(page)) {
                for (String command : block.text().replace("\\\n", " ").split("\n", -1)) {
                    for (MatchResult call : CALL.matcher(command).results().toList()) {
                        calls++;
                        problems(command, call.group(1)).forEach(problem -> unknown.add(page + ": " + problem));
                    }
                }
            }
        }

        assertThat(unknown)
                .as("calls that openapi/tableflow-iam.yaml does not have")
                .isEmpty();
        assertThat(calls).isGreaterThan(50);
    }

    private List<String> problems(String command, String address) {
        String path = address.replaceAll("\\?.*", "");
        if (OTHERS.matcher(path).matches()) {
            return List.of();
        }
        String method = METHOD.matcher(command)
                .results()
                .findFirst()
                .map(found -> found.group(1))
                .orElse(BODY.matcher(command).find() ? "POST" : "GET")
                .toLowerCase(Locale.ROOT);
        Set<String> parameters = operations.entrySet().stream()
                .filter(operation -> matches(operation.getKey(), method, path))
                .map(operation -> operation.getValue().getOrDefault("query", Set.of()))
                .findFirst()
                .orElse(Set.of("\0"));
        if (parameters.contains("\0")) {
            return List.of(method + " " + path);
        }
        return Stream.of(address.replaceAll("^[^?]*\\??", "").split("&", -1))
                .filter(parameter -> !parameter.isEmpty())
                .map(parameter -> parameter.replaceAll("=.*", ""))
                .filter(parameter -> !parameters.contains(parameter))
                .map(parameter -> method + " " + path + " has no parameter " + parameter)
                .toList();
    }

    private static boolean matches(String operation, String method, String path) {
        String[] parts = operation.split(" ", 2);
        String template = Pattern.compile("\\{[^}]+}")
                .splitAsStream(parts[1] + " ")
                .map(Pattern::quote)
                .collect(Collectors.joining("[^/]+"));
        return parts[0].equals(method) && (path + " ").matches(template);
    }

    @Test
    void postgresCanExecuteEachQueryOnTheSchema() {
        TestDatabase database = TestDatabase.create();
        int queries = 0;
        for (MarkdownPage page : MarkdownPage.all()) {
            List<String> statements = new ArrayList<>();
            for (CodeBlock block : page.blocks()) {
                if (SHELLS.contains(block.language())) {
                    QUERY.matcher(block.text())
                            .results()
                            .map(found -> found.group(1) == null
                                    ? found.group(2).replaceAll("\\\\(.)", "$1")
                                    : found.group(1))
                            .forEach(statements::add);
                } else if (block.language().equals("sql")) {
                    statements.add(block.text());
                }
            }
            for (String statement : statements) {
                queries++;
                assertThat(plan(database, statement))
                        .as("%s:\n%s", page, statement)
                        .isNotEmpty();
            }
        }
        assertThat(queries).isGreaterThan(5);
    }

    private static List<?> plan(TestDatabase database, String statement) {
        String concrete = statement.strip().replaceAll(";$", "").replaceAll("\\$\\{?\\w+}?", "0");
        String statementOfPlan = concrete.startsWith("show ") ? concrete : "explain " + concrete;
        return database.client().sql(statementOfPlan).query().listOfRows();
    }

    private static List<CodeBlock> commands(MarkdownPage page) {
        return page.blocks().stream()
                .filter(block -> SHELLS.contains(block.language()))
                .toList();
    }

    /** The operations of the API as {@code get /path}, each with its query parameters. */
    private static Map<String, Map<String, Set<String>>> operations() {
        Map<String, Object> api = yaml();
        Map<String, Map<String, Set<String>>> operations = new HashMap<>();
        map(api.get("paths"))
                .forEach((path, methods) -> map(methods).forEach((method, operation) -> {
                    Set<String> query = new HashSet<>();
                    if (map(operation).get("parameters") instanceof List<?> parameters) {
                        parameters.stream()
                                .map(DocsCommandsTest::map)
                                .filter(parameter -> "query".equals(parameter.get("in")))
                                .forEach(parameter -> query.add(String.valueOf(parameter.get("name"))));
                    }
                    operations.put(method + " " + path, Map.of("query", query));
                }));
        return operations;
    }

    private static Map<String, Object> yaml() {
        try {
            LoaderOptions options = new LoaderOptions();
            options.setCodePointLimit(32 * 1024 * 1024);
            return new Yaml(new SafeConstructor(options)).load(Files.readString(Path.of("openapi/tableflow-iam.yaml")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value);
    }
}
