package io.tableflow.iam.workflow;

import org.jspecify.annotations.Nullable;

/**
 * Why a step did not succeed.
 *
 * @param code stable, in kebab-case
 * @param detail what happened
 * @param remedy what an operator can do about it; {@code null} if only waiting helps
 */
public record WorkflowProblem(
        String code, String detail, @Nullable String remedy) {

    /** A problem that is expected to go away without help. */
    public static WorkflowProblem passing(String code, String detail) {
        return new WorkflowProblem(code, detail, null);
    }
}
