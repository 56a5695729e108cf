package io.tableflow.iam.workflow;

/** One attempt at a step, as {@link Step#prepare} prepared it. */
@FunctionalInterface
public interface StepAttempt {

    /**
     * Makes the attempt, outside any transaction, while other nodes and other steps of the same stage are at work. An
     * exception counts as a {@link StepResult.Retry}.
     */
    StepResult execute();
}
