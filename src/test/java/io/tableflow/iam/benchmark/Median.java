package io.tableflow.iam.benchmark;

import java.util.List;
import java.util.stream.IntStream;

/** The middle of several measurements, which no single disturbance changes. */
final class Median {

    private Median() {}

    static double of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** How many milliseconds an action takes. */
    static double millis(int times, Runnable action) {
        return of(IntStream.range(0, times).mapToObj(time -> millisOf(action)).toList());
    }

    /** How many milliseconds one run of it takes. */
    static double millisOf(Runnable action) {
        long start = System.nanoTime();
        action.run();
        return (System.nanoTime() - start) / 1e6;
    }
}
