package io.tableflow.iam.workflow;

/**
 * One result that a workflow ensures. A step may be attempted any number of times, by any node, also after an attempt
 * whose outcome is unknown. Every attempt must lead to the same result, also if the work is already done.
 */
public interface Step {

    /** In kebab-case, unique within its workflow, and never changed, because it is stored. */
    String name();

    /** One attempt, outside any transaction. An exception counts as a {@link StepResult.Retry}. */
    StepResult attempt(AttemptContext attempt);
}
