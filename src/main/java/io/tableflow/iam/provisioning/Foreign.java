package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.IamEntity;
import io.tableflow.iam.workflow.WorkflowProblem;
import java.util.List;
import java.util.stream.Collectors;

/** What stands under a name of ours, or is attached to what is ours, and is not ours. Nothing of it is touched. */
final class Foreign {

    private Foreign() {}

    static WorkflowProblem role(String arn) {
        return exists("role-not-ours", "The role " + arn);
    }

    static WorkflowProblem policy(String arn) {
        return exists("policy-not-ours", "The policy " + arn);
    }

    private static WorkflowProblem exists(String code, String what) {
        return new WorkflowProblem(
                code,
                what + " exists and does not carry this environment's tags. Nothing of it was touched.",
                "Remove or rename it and retry, or delete this environment.");
    }

    static WorkflowProblem roleAttachments(String name, List<String> attachments) {
        return new WorkflowProblem(
                "foreign-attachments",
                "Role " + name + " cannot be deleted: others gave it " + String.join(", ", attachments) + ".",
                "Take from the role what was given to it by others, then retry.");
    }

    static WorkflowProblem policyAttachments(String arn, List<IamEntity> entities) {
        return new WorkflowProblem(
                "foreign-attachments",
                "Policy " + arn + " cannot be deleted: others attached it to " + list(entities) + ".",
                "Detach the policy from what others attached it to, then retry.");
    }

    static WorkflowProblem policyBoundaries(String arn, List<IamEntity> entities) {
        return new WorkflowProblem(
                "policy-is-a-boundary",
                "Policy " + arn + " cannot be deleted: others made it the permissions boundary of " + list(entities)
                        + ".",
                "Give them another permissions boundary, then retry.");
    }

    private static String list(List<IamEntity> entities) {
        return entities.stream().map(IamEntity::toString).collect(Collectors.joining(", "));
    }
}
