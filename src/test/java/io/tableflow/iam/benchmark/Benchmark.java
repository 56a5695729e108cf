package io.tableflow.iam.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs the scenarios, prints one table and writes it to {@code target/benchmark.json}. {@code -Dbenchmark.only=reads}
 * chooses scenarios, {@code -Dbenchmark.environments} their size.
 */
final class Benchmark {

    private static final List<Scenario> SCENARIOS =
            List.of(new ThroughputScenario(), new ReadScenario(), new RateLimitScenario());

    /** Flags of the service's JVM, as in the image; {@code -Dbenchmark.flags} adds some, for example to record a profile. */
    static final List<String> FLAGS = Stream.concat(
                    Stream.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                    Stream.of(System.getProperty("benchmark.flags", "").split(" ", -1)))
            .filter(flag -> !flag.isEmpty())
            .toList();

    /** How many workflows a node runs at once. */
    static final List<Integer> CONCURRENCIES = Stream.of(
                    System.getProperty("benchmark.concurrencies", "16,64").split(",", -1))
            .map(Integer::valueOf)
            .toList();

    private Benchmark() {}

    /** Measures; fails on nothing but errors. */
    public static void main(String[] arguments) throws IOException {
        System.setProperty("test.database.durable", "on");
        List<String> only = List.of(System.getProperty("benchmark.only", "").split(",", -1));
        int environments = Integer.getInteger("benchmark.environments", 500);
        List<Figure> figures = new ArrayList<>();
        for (Scenario scenario : SCENARIOS) {
            if (only.contains("") || only.contains(scenario.name())) {
                System.out.println("Measuring " + scenario.name() + " ...");
                figures.addAll(scenario.run(environments));
            }
        }
        System.out.println("| figure | value | compared with | ratio | goal | met |");
        System.out.println("| --- | --- | --- | --- | --- | --- |");
        figures.forEach(figure -> System.out.println(figure.row()));
        Files.writeString(
                Path.of("target/benchmark.json"),
                JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(figures));
        System.exit(0);
    }
}
