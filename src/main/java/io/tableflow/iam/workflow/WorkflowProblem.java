package io.tableflow.iam.workflow;

import org.jspecify.annotations.Nullable;

/**
 * Why a step did not succeed.
 *
 * @param code stable, in kebab-case
 * @param detail what happened
 * @param remedy what somebody can do about it; {@code null} where waiting is all there is to do
 */
public record WorkflowProblem(
        String code, String detail, @Nullable String remedy) {

    /** A problem that needs nobody's help. */
    public static WorkflowProblem passing(String code, String detail) {
        return new WorkflowProblem(code, detail, null);
    }
}
