package io.tableflow.iam.environment;

import jakarta.persistence.Embeddable;

/**
 * Counts what was asked for, so that what is wanted can be told from what stands, and a workflow that was begun for
 * something else from one that is still wanted.
 *
 * @param generation grows with each change of what IAM is to be
 * @param begunGeneration the one that the latest workflow was begun for
 * @param observedGeneration the latest one that was brought about in whole; 0: none yet
 */
@Embeddable
record Generations(long generation, long begunGeneration, long observedGeneration) {

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

    /** Whether the latest workflow was begun for something that is not wanted any more. */
    boolean isSuperseded() {
        return begunGeneration != generation;
    }

    /** Whether everything has stood once. */
    boolean wasEverObserved() {
        return observedGeneration > 0;
    }

    /** Whether something else is wanted than what was brought about. */
    boolean isBehind() {
        return observedGeneration != generation;
    }
}
