package io.tableflow.iam.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs the scenarios, prints one table and writes it to {@code target/benchmark.json}. {@code -Dbenchmark.only=reads}
 * chooses scenarios, {@code -Dbenchmark.environments} says how many environments are made by requests, and {@code
 * -Dbenchmark.copies} how many exist without (a tenth and ten times as many, too, where growth is measured).
 */
final class Benchmark {

    private static final List<Scenario> SCENARIOS = List.of(
            new DocumentScenario(),
            new ThroughputScenario(),
            new LatencyScenario(),
            new ReadScenario(),
            new GrowthScenario(),
            new SweepScenario(),
            new ReplicaScenario(),
            new StartScenario(),
            new MemoryScenario(),
            new RateLimitScenario());

    /** How many environments there are where many are to exist. */
    static final int COPIES = Integer.getInteger("benchmark.copies", 10_000);

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

    /**
     * Measures. It ends with 0 whether goals are met or not, and with 1 if something could not be measured, after all that
     * could.
     */
    public static void main(String[] arguments) throws IOException {
        System.setProperty("test.database.durable", "on");
        List<Scenario> chosen = chosen(System.getProperty("benchmark.only", ""));
        int environments = Integer.getInteger("benchmark.environments", 500);
        Files.createDirectories(Path.of("target/benchmark"));
        List<Figure> figures = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        for (Scenario scenario : chosen) {
            System.out.println("Measuring " + scenario.name() + " ...");
            long start = System.nanoTime();
            try {
                figures.addAll(scenario.run(environments));
            } catch (RuntimeException | Error e) {
                e.printStackTrace();
                failed.add(scenario.name());
            }
            System.out.println(
                    "... took " + Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s");
            write(figures);
        }
        print(figures);
        failed.forEach(name -> System.out.println("Could not be measured: " + name));
        System.exit(failed.isEmpty() ? 0 : 1);
    }

    private static List<Scenario> chosen(String only) {
        Set<String> names = new TreeSet<>(List.of(only.split(",", -1)));
        List<Scenario> chosen = SCENARIOS.stream()
                .filter(scenario -> only.isEmpty() || names.remove(scenario.name()))
                .toList();
        if (!only.isEmpty() && !names.isEmpty()) {
            throw new IllegalArgumentException("benchmark.only names " + names + ", but there are "
                    + SCENARIOS.stream().map(Scenario::name).toList());
        }
        return chosen;
    }

    private static void print(List<Figure> figures) {
        System.out.println("| figure | value | compared with | ratio | goal | met |");
        System.out.println("| --- | --- | --- | --- | --- | --- |");
        figures.forEach(figure -> System.out.println(figure.row()));
        long missed = figures.stream()
                .filter(figure -> Boolean.FALSE.equals(figure.met()))
                .count();
        System.out.println(missed + " goals are missed.");
    }

    private static void write(List<Figure> figures) throws IOException {
        Files.writeString(
                Path.of("target/benchmark.json"),
                JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(figures));
    }
}
