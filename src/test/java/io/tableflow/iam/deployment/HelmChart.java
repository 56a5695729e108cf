package io.tableflow.iam.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tableflow.iam.deployment.HelmProcess.Answer;
import io.tableflow.iam.deployment.HelmProcess.Kind;
import io.tableflow.iam.deployment.HelmProcess.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.json.JsonMapper;

/** The chart, its documented sets of values, and what Helm makes of both. */
final class HelmChart {

    static final Path FOLDER = Path.of("src/main/helm/tableflow-iam");
    private static final String SUFFIX = "-values.yaml";

    private HelmChart() {}

    /** Helm's answers by the ids of the requests. */
    record Answers(Map<String, Answer> byId) {

        /** What Helm has answered; an {@link AssertionError} if it has refused. */
        String output(String id) {
            assertThat(answer(id).refusal()).as(id).isEmpty();
            return answer(id).output();
        }

        /** Why Helm has refused; an {@link AssertionError} if it has not. */
        String refusal(String id) {
            assertThat(answer(id).output()).as(id).isEmpty();
            return answer(id).refusal();
        }

        private Answer answer(String id) {
            return Objects.requireNonNull(byId.get(id), id);
        }
    }

    /** The objects of every documented set. */
    static Map<String, KubernetesObjects> render() {
        Answers answers =
                ask(sets().stream().map(set -> request(Kind.TEMPLATE, set)).toList());
        return sets().stream()
                .collect(Collectors.toMap(set -> set, set -> KubernetesObjects.read(answers.output(set))));
    }

    /** The names of the documented sets of values. */
    static List<String> sets() {
        return in(FOLDER.resolve("ci")).stream()
                .map(file -> file.getFileName().toString())
                .filter(file -> file.endsWith(SUFFIX))
                .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                .toList();
    }

    static Path fileOf(String set) {
        return FOLDER.resolve("ci").resolve(set + SUFFIX);
    }

    /** The values of a documented set, merged over those of the chart as Helm does it. */
    static Map<String, Object> valuesOf(String set) {
        return merged(yaml(read(FOLDER.resolve("values.yaml"))), yaml(read(fileOf(set))));
    }

    /** Asks Helm, in one process for all requests. The test is skipped where Helm has no library for this machine. */
    static Answers ask(List<Request> requests) {
        try {
            Path folder = Files.createTempDirectory("helm");
            Path asked = Files.writeString(
                    folder.resolve("requests.json"), JsonMapper.shared().writeValueAsString(requests));
            Path answered = folder.resolve("answers.json");
            Path log = folder.resolve("log");
            int status = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "--enable-native-access=ALL-UNNAMED",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            Objects.requireNonNullElse(
                                    System.getProperty("surefire.test.class.path"),
                                    System.getProperty("java.class.path")),
                            HelmProcess.class.getName(),
                            asked.toString(),
                            answered.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start()
                    .waitFor();
            assumeThat(status)
                    .as("Helm has a library for this machine: %s", read(log))
                    .isNotEqualTo(HelmProcess.UNAVAILABLE);
            if (status != 0) {
                throw new IllegalStateException("Helm ended with " + status + ":\n" + read(log));
            }
            return new Answers(Arrays.stream(JsonMapper.shared().readValue(read(answered), Answer[].class))
                    .collect(Collectors.toMap(Answer::id, Function.identity())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A request for a documented set. */
    static Request request(Kind kind, String set) {
        return new Request(set, kind, FOLDER.toString(), fileOf(set).toString());
    }

    /** A copy of the chart whose defaults are a documented set: only such values are linted. */
    static Path withDefaults(Path folder, String set) {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(FOLDER.relativize(file).toString());
                Files.createDirectories(Objects.requireNonNull(copy.getParent()));
                Files.copy(file, copy);
            }
            Files.writeString(folder.resolve("values.yaml"), JsonMapper.shared().writeValueAsString(valuesOf(set)));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The objects of a rendered text. */
    static List<Map<String, Object>> objects(String rendered) {
        return StreamSupport.stream(yaml().loadAll(rendered).spliterator(), false)
                .filter(Objects::nonNull)
                .map(HelmChart::map)
                .toList();
    }

    static Map<String, Object> yaml(String text) {
        return map(yaml().load(text));
    }

    private static Yaml yaml() {
        return new Yaml(new SafeConstructor(new LoaderOptions()));
    }

    static Map<String, Object> merged(Map<String, Object> defaults, Map<String, Object> values) {
        Map<String, Object> merged = new TreeMap<>(defaults);
        values.forEach((key, value) -> merged.put(
                key,
                value instanceof Map && defaults.get(key) instanceof Map
                        ? merged(map(defaults.get(key)), map(value))
                        : value));
        return merged;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(@Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value);
    }

    static List<Path> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
