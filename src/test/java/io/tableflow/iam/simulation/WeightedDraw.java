package io.tableflow.iam.simulation;

import java.util.List;
import java.util.Random;
import java.util.function.ToIntFunction;

/** Draws one of several, the heavier the oftener. */
final class WeightedDraw {

    private WeightedDraw() {}

    static <T> T of(List<T> all, ToIntFunction<T> weight, Random random) {
        int left = random.nextInt(all.stream().mapToInt(weight).sum());
        for (T one : all) {
            left -= weight.applyAsInt(one);
            if (left < 0) {
                return one;
            }
        }
        throw new IllegalStateException("The weights do not add up");
    }
}
