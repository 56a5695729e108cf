package io.tableflow.iam.benchmark;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The hot code without a database, HTTP or IAM, measured by JMH. */
final class DocumentScenario implements Scenario {

    @Override
    public String name() {
        return "documents";
    }

    @Override
    public List<Figure> run(int environments) {
        Map<String, Double> micros = measure().stream()
                .map(RunResult::getPrimaryResult)
                .collect(Collectors.toMap(result -> result.getLabel(), result -> result.getScore()));
        return List.of(
                Figure.plain("documents: rendering all three of an environment", of(micros, "render"), "us"),
                Figure.plain("documents: comparing equal texts", of(micros, "compareEqual"), "us"),
                Figure.compared(
                        "documents: comparing texts that differ, by parsing both",
                        of(micros, "compareReformatted"),
                        "us",
                        of(micros, "parseBoth")));
    }

    private static double of(Map<String, Double> micros, String method) {
        return Objects.requireNonNull(micros.get(method), method);
    }

    private static Collection<RunResult> measure() {
        try {
            return new Runner(new OptionsBuilder()
                            .include(DocumentBenchmark.class.getName())
                            .forks(1)
                            // Not the flags of this JVM, which is to take little of the cores.
                            .jvmArgs("-XX:+TieredCompilation")
                            .warmupIterations(3)
                            .warmupTime(TimeValue.seconds(1))
                            .measurementIterations(3)
                            .measurementTime(TimeValue.seconds(1))
                            .shouldFailOnError(true)
                            .output(Path.of("target/benchmark/documents.log").toString())
                            .build())
                    .run();
        } catch (RunnerException e) {
            throw new IllegalStateException(e);
        }
    }
}
