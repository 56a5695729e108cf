package io.tableflow.iam.planning;

import io.tableflow.iam.adoption.Ownership;
import io.tableflow.iam.adoption.OwnershipProblems;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.IamEntity;
import io.tableflow.iam.comparison.DesiredIam;
import io.tableflow.iam.comparison.ObservedIam;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.status.ForeignAttachment;
import io.tableflow.iam.environment.status.ForeignAttachment.Kind;
import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.workflow.WorkflowProblem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What others attached to the resources of an environment, which stops its deletion or, if that is forced, is detached.
 *
 * @param observed as it was just read
 * @param force whether the deletion is forced
 */
record DeletionObstacles(
        Environment environment, DesiredIam desired, ObservedIam observed, IamAccount iam, boolean force) {

    /**
     * What is in the way of one resource.
     *
     * @param detached what the forced deletion detaches
     * @param problem why the deletion stops; null: it does not
     */
    record Found(List<ForeignAttachment> detached, @Nullable WorkflowProblem problem) {}

    /**
     * What does not have the environment's tag.
     *
     * @param problem why the deletion stops at it, if it was the environment's
     */
    record NotTagged(Ownership ownership, WorkflowProblem problem) {}

    /** Whose the role is, read once more for its id; empty if it is gone meanwhile. */
    Optional<NotTagged> whoseRole() {
        return iam.findRole(desired.roleName()).map(live -> {
            Ownership ownership = Ownership.ofRole(environment, live);
            return new NotTagged(ownership, OwnershipProblems.roleUntagged(live, desired.ownership(), ownership));
        });
    }

    /** Whose a policy is, read once more; empty if it is gone meanwhile. */
    Optional<NotTagged> whosePolicy(ResourceKind kind, ObservedIam.Policy policy) {
        return iam.findPolicy(policy.arn()).map(live -> {
            Ownership ownership =
                    Ownership.ofPolicy(environment, kind, live, policy.document(), desired.document(kind));
            return new NotTagged(
                    ownership, OwnershipProblems.policyUntagged(policy.arn(), desired.ownership(), ownership));
        });
    }

    Found ofRole(ObservedIam.Role role) {
        List<String> ours =
                ResourceKind.POLICIES.stream().map(desired::policyArn).toList();
        String name = desired.roleName();
        List<ForeignAttachment> foreign = Stream.of(
                        role.attachedPolicies().stream()
                                .filter(arn -> !ours.contains(arn))
                                .map(arn -> new ForeignAttachment(Kind.ROLE_POLICY, arn, name, null)),
                        role.inlinePolicies().stream()
                                .map(policy -> new ForeignAttachment(Kind.INLINE_POLICY, policy, name, null)),
                        instanceProfiles(role).stream()
                                .map(profile -> new ForeignAttachment(Kind.INSTANCE_PROFILE, name, profile, null)))
                .flatMap(it -> it)
                .toList();
        return found(foreign, OwnershipProblems.roleAttachments(name, foreign));
    }

    /** What was not read is read now: a plan that does not know of them would be wrong. */
    private List<String> instanceProfiles(ObservedIam.Role role) {
        List<String> known = role.instanceProfiles();
        return known == null ? iam.instanceProfiles(desired.roleName()) : known;
    }

    Found ofPolicy(String arn) {
        List<IamEntity> bounded = iam.entitiesBoundedBy(arn).stream()
                .filter(entity -> !isOurRole(entity) || environment.isReleasedByDeletion(ResourceKind.ROLE))
                .toList();
        if (!bounded.isEmpty()) {
            return new Found(List.of(), OwnershipProblems.policyBoundaries(arn, bounded));
        }
        List<ForeignAttachment> foreign = iam.entitiesAttachedTo(arn).stream()
                .filter(holder -> !isOurRole(holder))
                .map(holder -> new ForeignAttachment(kindOf(holder), arn, holder.name(), null))
                .toList();
        return found(foreign, OwnershipProblems.policyAttachments(arn, foreign));
    }

    private Found found(List<ForeignAttachment> foreign, WorkflowProblem problem) {
        return force || foreign.isEmpty() ? new Found(foreign, null) : new Found(List.of(), problem);
    }

    /** Somebody may have put another role in the place of ours. */
    private boolean isOurRole(IamEntity holder) {
        ObservedIam.Role role = observed.role();
        return holder.equals(IamEntity.role(desired.roleName())) && role != null && desired.owns(role.tags());
    }

    private static Kind kindOf(IamEntity holder) {
        return switch (holder.kind()) {
            case ROLE -> Kind.ROLE_POLICY;
            case USER -> Kind.USER_POLICY;
            case GROUP -> Kind.GROUP_POLICY;
        };
    }
}
