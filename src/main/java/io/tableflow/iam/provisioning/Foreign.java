package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.IamEntity;
import io.tableflow.iam.environment.ForeignAttachment;
import io.tableflow.iam.workflow.WorkflowProblem;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What stands under a name of ours, or is attached to what is ours, and is not ours. Nothing of it is touched. */
final class Foreign {

    private static final String FORCE = "DELETE the environment with ?force=true, which does that and records each.";

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

    static WorkflowProblem roleAttachments(String name, List<ForeignAttachment> attachments) {
        return new WorkflowProblem(
                "foreign-attachments",
                "Role " + name + " cannot be deleted: others gave it " + list(attachments, Foreign::given) + ".",
                "Take from the role what was given to it by others, then retry; or " + FORCE);
    }

    private static String given(ForeignAttachment attachment) {
        return attachment.kind() == ForeignAttachment.Kind.INSTANCE_PROFILE
                ? attachment.fromInWords()
                : attachment.whatInWords();
    }

    static WorkflowProblem policyAttachments(String arn, List<ForeignAttachment> attachments) {
        return new WorkflowProblem(
                "foreign-attachments",
                "Policy " + arn + " cannot be deleted: others attached it to "
                        + list(attachments, ForeignAttachment::fromInWords) + ".",
                "Detach the policy from what others attached it to, then retry; or " + FORCE);
    }

    static WorkflowProblem policyBoundaries(String arn, List<IamEntity> entities) {
        return new WorkflowProblem(
                "policy-is-a-boundary",
                "Policy " + arn + " cannot be deleted: others made it the permissions boundary of "
                        + list(entities, IamEntity::toString) + ".",
                "Give them another permissions boundary, then retry. ?force=true does not help: without a boundary they"
                        + " could do more.");
    }

    private static <T> String list(List<T> things, Function<T, String> inWords) {
        return things.stream().map(inWords).collect(Collectors.joining(", "));
    }
}
