package io.tableflow.iam.confluent.tableflow;

import org.jspecify.annotations.Nullable;

/**
 * Something that Confluent says is wrong with a topic or a catalog integration.
 *
 * @param at where: {@code materialization}, {@code format DELTA}, {@code catalog tci-abc123}, {@code suspended}
 * @param text Confluent's own words, 500 characters at most; null: it says none
 * @param cause what it means for IAM
 */
public record TableflowProblem(String at, @Nullable String text, TableflowCause cause) {

    private static final int LONGEST = 500;

    static TableflowProblem of(String at, @Nullable String text, TableflowCause ifSilent) {
        String shown = text == null ? null : text.replaceAll("\\p{Cntrl}+", " ").strip();
        return new TableflowProblem(
                at,
                shown == null || shown.length() <= LONGEST ? shown : shown.substring(0, LONGEST - 1) + "\u2026",
                shown == null ? ifSilent : TableflowCause.of(shown));
    }
}
