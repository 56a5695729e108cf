package io.tableflow.iam.adoption;

import io.tableflow.iam.aws.IamEntity;
import io.tableflow.iam.aws.LiveRole;
import io.tableflow.iam.environment.status.ForeignAttachment;
import io.tableflow.iam.policy.OwnershipTags;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.policy.trust.TrustDescription;
import io.tableflow.iam.workflow.WorkflowProblem;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The problems with resources that have our names, or are attached to our resources, and belong to somebody else. Such
 * resources are not changed.
 */
public final class OwnershipProblems {

    private static final String FORCE = "DELETE the environment with ?force=true, which does that and records each.";

    private OwnershipProblems() {}

    public static WorkflowProblem role(String arn, PolicyDocument trust) {
        return exists("role-not-ours", "The role " + arn, "; " + TrustDescription.of(trust));
    }

    public static WorkflowProblem policy(String arn) {
        return exists("policy-not-ours", "The policy " + arn, "");
    }

    private static WorkflowProblem exists(String code, String what, String more) {
        return new WorkflowProblem(
                code,
                what + " exists and does not carry this environment's tags" + more + ". Nothing of it was touched.",
                "To take it over, PUT the environment with adoptExisting: true (with ?dryRun=true first, which says"
                        + " what would change); if its spec says so already, POST .../reconcile. Or create another"
                        + " environment, whose name nothing has.");
    }

    /** The owner may still exist, so the resource is never adopted. */
    static WorkflowProblem ownedByAnother(String what, String owner) {
        return new WorkflowProblem(
                "owned-by-another-environment",
                what + " carries the tag " + OwnershipTags.ID + "=" + owner
                        + " of another environment: of this installation, of another one, or an earlier life of this"
                        + " one. Nothing of it was touched.",
                "If no environment has that id any more, remove the tag from it and retry. Else create another"
                        + " environment, whose name nothing has.");
    }

    /** IAM would refuse the tags, and what is not tagged cannot be ours. */
    static WorkflowProblem tooManyTags(String what, int tags, int surplus) {
        return new WorkflowProblem(
                "too-many-tags",
                what + " has " + tags + " tags. With this environment's it would have " + surplus
                        + " more than the 50 that IAM takes. Nothing of it was touched.",
                "Take " + surplus + " of its tags off, or of those of the spec, and retry.");
    }

    /** Whoever gets in today is named, and is not shut out unless the spec says so. */
    static WorkflowProblem trustLetsInOthers(String arn, PolicyDocument trust, String why) {
        return new WorkflowProblem(
                "trust-lets-in-others",
                "Of the role " + arn + ", " + TrustDescription.of(trust) + ". An adoption would shut them out: " + why
                        + " Nothing of it was touched.",
                "If they are to keep their access, have them use another role first, or choose another name for the"
                        + " environment. If they are to lose it, PUT the environment with revokeExistingAccess: true, or"
                        + " correct the trust yourself and retry.");
    }

    static WorkflowProblem roleAtAnotherPath(String arn) {
        return atAnotherPath("role", arn);
    }

    static WorkflowProblem policyAtAnotherPath(String arn) {
        return atAnotherPath("policy", arn);
    }

    private static WorkflowProblem atAnotherPath(String what, String arn) {
        return new WorkflowProblem(
                what + "-at-another-path",
                "The " + what + " " + arn
                        + " is not at the path /, or has its name in another letter case, so it is not where Confluent"
                        + " and this service expect it. IAM allows each name once, whatever the path and the letter"
                        + " case. Nothing of it was touched.",
                "A " + what
                        + " cannot be moved or renamed. Create another environment, whose name nothing has; or, once"
                        + " nobody uses the " + what + " any more, remove it and retry.");
    }

    /** The deletion must not end while it may be open. */
    public static WorkflowProblem roleUntagged(LiveRole role, OwnershipTags ownership, Ownership found) {
        return untagged("The role " + role.arn(), "; " + TrustDescription.of(role.trust()), ownership, found);
    }

    public static WorkflowProblem policyUntagged(String arn, OwnershipTags ownership, Ownership found) {
        return untagged("The policy " + arn, "", ownership, found);
    }

    private static WorkflowProblem untagged(String what, String more, OwnershipTags ownership, Ownership found) {
        return new WorkflowProblem(
                "ownership-tag-missing",
                what + (found == Ownership.UNTAGGED ? " is" : " may be")
                        + " this environment's, and does not have the tag " + ownership.idTag() + " any more" + more
                        + ". Nothing of it was touched.",
                "If it is this environment's, put the tag back and retry. Or DELETE the environment with ?force=true,"
                        + " which "
                        + (found == Ownership.UNTAGGED
                                ? "puts the tag back and then deletes it"
                                : "leaves it as it is, since nothing proves whose it is")
                        + ", and records that.");
    }

    public static WorkflowProblem roleAttachments(String name, List<ForeignAttachment> attachments) {
        return new WorkflowProblem(
                "foreign-attachments",
                "Role " + name + " cannot be deleted: others gave it " + list(attachments, OwnershipProblems::given)
                        + ".",
                "Take from the role what was given to it by others, then retry; or " + FORCE);
    }

    private static String given(ForeignAttachment attachment) {
        return attachment.kind() == ForeignAttachment.Kind.INSTANCE_PROFILE
                ? attachment.fromInWords()
                : attachment.whatInWords();
    }

    public static WorkflowProblem policyAttachments(String arn, List<ForeignAttachment> attachments) {
        return new WorkflowProblem(
                "foreign-attachments",
                "Policy " + arn + " cannot be deleted: others attached it to "
                        + list(attachments, ForeignAttachment::fromInWords) + ".",
                "Detach the policy from what others attached it to, then retry; or " + FORCE);
    }

    public static WorkflowProblem policyBoundaries(String arn, List<IamEntity> entities) {
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
