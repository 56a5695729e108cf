package io.tableflow.iam.workflow;

/**
 * One thing that a workflow ensures. A step is attempted any number of times, by any node, also after an attempt whose
 * outcome nobody heard: it must come to the same end each time, and must not mind that its work is done already.
 */
public interface Step {

    /** Stable, in kebab-case, unique within its workflow: it is stored. */
    String name();

    /** One attempt, outside any transaction. An exception counts as a {@link StepResult.Retry}. */
    StepResult attempt(AttemptContext attempt);
}
