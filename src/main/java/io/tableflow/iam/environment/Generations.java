package io.tableflow.iam.environment;

import jakarta.persistence.Embeddable;

/**
 * Counts the requested specs, to tell whether the desired one has been applied, and whether a workflow was started for
 * an older one.
 *
 * @param generation grows with each change of the desired IAM
 * @param begunGeneration the one that the latest workflow was started for
 * @param observedGeneration the latest one that was applied completely; 0: none yet
 */
@Embeddable
public record Generations(long generation, long begunGeneration, long observedGeneration) {

    static Generations first() {
        return new Generations(1, 1, 0);
    }

    Generations next() {
        return new Generations(generation + 1, begunGeneration, observedGeneration);
    }

    Generations begun() {
        return new Generations(generation, generation, observedGeneration);
    }

    Generations observed() {
        return new Generations(generation, begunGeneration, begunGeneration);
    }

    /** Whether the latest workflow was started for a spec that is no longer desired. */
    boolean isSuperseded() {
        return begunGeneration != generation;
    }

    /** Whether everything has existed once. Before that, what is missing has not been created yet. */
    public boolean wasEverObserved() {
        return observedGeneration > 0;
    }

    /** Whether the desired spec has not been applied yet. */
    boolean isBehind() {
        return observedGeneration != generation;
    }
}
