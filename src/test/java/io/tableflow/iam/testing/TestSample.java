package io.tableflow.iam.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * How much is tried of what is too much to be tried for every change. {@code verify} tries a sample, drawn from a seed so
 * that a run can be repeated: {@code -Dtest.seed=2} draws another one. {@code -Pexhaustive} tries everything.
 */
public final class TestSample {

    private static final boolean EXHAUSTIVE = Boolean.getBoolean("test.exhaustive");
    private static final long SEED = Long.getLong("test.seed", 1);

    private TestSample() {}

    /** Whether everything is tried. */
    public static boolean isExhaustive() {
        return EXHAUSTIVE;
    }

    /** What the sample is drawn from. */
    public static long seed() {
        return SEED;
    }

    /** The first number for a sample, the second where everything is tried. */
    public static int size(int sample, int exhaustive) {
        return EXHAUSTIVE ? exhaustive : sample;
    }

    /** So many of them, in their order, drawn from the seed; where everything is tried: all. */
    public static <T> List<T> of(List<T> all, int size) {
        if (EXHAUSTIVE || all.size() <= size) {
            return all;
        }
        List<Integer> places =
                new ArrayList<>(IntStream.range(0, all.size()).boxed().toList());
        Collections.shuffle(places, new Random(SEED));
        return places.stream().limit(size).sorted().map(all::get).toList();
    }

    /** How to run the same again, for a message. */
    public static String description() {
        return EXHAUSTIVE ? "everything, -Pexhaustive" : "a sample, -Dtest.seed=" + SEED;
    }
}
