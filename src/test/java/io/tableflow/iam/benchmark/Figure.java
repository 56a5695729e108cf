package io.tableflow.iam.benchmark;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One measured figure.
 *
 * @param name what was measured
 * @param value the figure
 * @param unit its unit
 * @param floor what it is compared with, measured in the same run; {@code null} if it stands for itself
 * @param ratio figure by floor, or floor by figure where more is better; {@code null} without a floor
 * @param goal what the ratio, or without one the figure, must not exceed; {@code null} if there is no goal
 */
record Figure(
        String name,
        double value,
        String unit,
        @Nullable Double floor,
        @Nullable Double ratio,
        @Nullable Double goal) {

    /** A figure of which less is better. */
    static Figure of(String name, double value, String unit, double floor, double goal) {
        return new Figure(name, value, unit, floor, value / floor, goal);
    }

    /** A rate, of which more is better. */
    static Figure rate(String name, double value, String unit, double other, double goal) {
        return new Figure(name, value, unit, other, other / value, goal);
    }

    /** A figure that is compared, and has no goal. */
    static Figure compared(String name, double value, String unit, double floor) {
        return new Figure(name, value, unit, floor, value / floor, null);
    }

    /** A figure without comparison. */
    static Figure plain(String name, double value, String unit) {
        return new Figure(name, value, unit, null, null, null);
    }

    /** A figure with a limit. */
    static Figure limited(String name, double value, String unit, double most) {
        return new Figure(name, value, unit, null, null, most);
    }

    /** Whether the goal is met; {@code null} if there is none. */
    @JsonProperty
    @Nullable
    Boolean met() {
        return goal == null ? null : (ratio == null ? value : ratio) <= goal;
    }

    /** A row of the table. */
    String row() {
        return String.format(
                Locale.ROOT,
                "| %-66s | %10.2f %-9s | %10s | %6s | %6s | %-3s |",
                name,
                value,
                unit,
                text(floor),
                text(ratio),
                goal == null ? "" : "<= " + goal,
                met() == null ? "" : Boolean.TRUE.equals(met()) ? "yes" : "NO");
    }

    private static String text(@Nullable Double number) {
        return number == null ? "" : String.format(Locale.ROOT, "%.2f", number);
    }
}
