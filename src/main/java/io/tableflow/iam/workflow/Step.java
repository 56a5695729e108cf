package io.tableflow.iam.workflow;

import java.util.Optional;

/**
 * One result that a workflow ensures. A step may be attempted any number of times, by any node, also after an attempt
 * whose outcome is unknown. Every attempt must lead to the same result, also if the work is already done.
 */
public interface Step {

    /** In kebab-case, unique within its workflow, and never changed, because it is stored. */
    String name();

    /**
     * Prepares one attempt, in the transaction that begins it and under the subject's lock: what the attempt needs of
     * the subject's row is read here.
     *
     * @return empty if there is nothing to do: the step then counts as done
     */
    Optional<StepAttempt> prepare(AttemptContext context);
}
