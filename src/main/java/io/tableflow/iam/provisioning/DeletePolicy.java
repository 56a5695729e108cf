package io.tableflow.iam.provisioning;

import io.tableflow.iam.adoption.Ownership;
import io.tableflow.iam.adoption.OwnershipProblems;
import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.IamEntity;
import io.tableflow.iam.aws.LivePolicy;
import io.tableflow.iam.aws.PolicyVersion;
import io.tableflow.iam.comparison.ManagedPolicies;
import io.tableflow.iam.environment.status.ForeignAttachment;
import io.tableflow.iam.policy.OwnershipTags;
import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.workflow.StepResult;
import io.tableflow.iam.workflow.WorkflowProblem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Deletes one of the two managed policies if it is ours, or removes our tags if it is only released. */
class DeletePolicy extends TeardownStep {

    private final ResourceKind kind;
    private final ForcedDetachment forced;

    DeletePolicy(StepServices services, ResourceKind kind) {
        super("delete-" + kind.slug(), services);
        this.kind = kind;
        this.forced = new ForcedDetachment(services);
    }

    @Override
    StepResult ensure(EnvironmentAttempt attempt) {
        IamAccount iam = attempt.iam();
        String arn = ManagedPolicies.arn(attempt.spec(), kind, iam.account());
        Optional<LivePolicy> live = iam.findPolicy(arn);
        if (live.isEmpty()) {
            return absent(attempt, kind);
        }
        if (!attempt.owns(live.get().tags())) {
            return notTagged(attempt, live.get());
        }
        IamChanges changes = new IamChanges();
        changes.restoreTags(iam, live.get(), attempt.ownership());
        changes.end();
        if (isReleased(attempt, kind)) {
            iam.untagPolicy(arn, OwnershipTags.tagKeys());
            return StepResult.done();
        }
        if (live.get().boundaryUsageCount() > 0) {
            List<IamEntity> others = boundedOthers(attempt, arn);
            if (!others.isEmpty()) {
                return new StepResult.Failed(OwnershipProblems.policyBoundaries(arn, others));
            }
        }
        return forced.resume(attempt, it -> ForeignAttachments.holdsPolicy(it, arn))
                .orElseGet(() -> unlessAttached(attempt, arn));
    }

    /** Our own role, which denies everyone by now, needs no boundary any more. */
    private List<IamEntity> boundedOthers(EnvironmentAttempt attempt, String arn) {
        List<IamEntity> bounded = attempt.iam().entitiesBoundedBy(arn);
        String role = attempt.spec().names().role();
        boolean isOurRoleToo =
                bounded.contains(IamEntity.role(role)) && !isReleased(attempt, ResourceKind.ROLE) && isOurs(attempt);
        if (!isOurRoleToo) {
            return bounded;
        }
        attempt.iam().updatePermissionsBoundary(role, null);
        return bounded.stream()
                .filter(entity -> !entity.equals(IamEntity.role(role)))
                .toList();
    }

    /** One that was ours and has lost its tag stops the deletion, unless it is only to be released. */
    private StepResult notTagged(EnvironmentAttempt attempt, LivePolicy live) {
        String arn = live.arn();
        Ownership ownership = Ownership.ofPolicy(
                attempt.environment(),
                kind,
                live,
                attempt.iam().policyDocument(arn, live.defaultVersionId()),
                ManagedPolicies.document(attempt.spec(), kind, attempt.iam().account()));
        if (!ownership.isLost() || isReleased(attempt, kind)) {
            return StepResult.done();
        }
        String forcedBy = attempt.environment().deletion().forcedBy();
        if (forcedBy == null) {
            return untagged(OwnershipProblems.policyUntagged(arn, attempt.ownership(), ownership));
        }
        if (ownership == Ownership.UNTAGGED) {
            attempt.iam().tagPolicy(arn, attempt.ownership().tagsWith(Map.of()));
            return tagsRestored(attempt, forcedBy, arn);
        }
        return released(attempt, kind, forcedBy, arn, null);
    }

    private StepResult unlessAttached(EnvironmentAttempt attempt, String arn) {
        IamAccount iam = attempt.iam();
        List<IamEntity> attachedTo = iam.entitiesAttachedTo(arn);
        if (attachedTo.isEmpty()) {
            return delete(attempt, arn);
        }
        IamEntity role = IamEntity.role(attempt.spec().names().role());
        boolean isOnOurRole = attachedTo.contains(role) && isOurs(attempt);
        List<ForeignAttachment> foreign = attachedTo.stream()
                .filter(holder -> !(isOnOurRole && holder.equals(role)))
                .map(holder -> ForeignAttachments.ofPolicy(arn, holder))
                .toList();
        if (foreign.isEmpty()) {
            ForeignAttachments.detach(iam, ForeignAttachments.ofPolicy(arn, role));
            return StepResult.retry(WorkflowProblem.passing(
                    "detachment-not-visible", "IAM still shows the policy as attached to the role."));
        }
        return forced.detach(attempt, foreign, OwnershipProblems.policyAttachments(arn, foreign));
    }

    /**
     * Somebody may have put another role in the place of ours. A role that is not visible counts as ours, about to
     * disappear.
     */
    private static boolean isOurs(EnvironmentAttempt attempt) {
        return role(attempt).map(live -> attempt.owns(live.tags())).orElse(true);
    }

    private StepResult delete(EnvironmentAttempt attempt, String arn) {
        IamAccount iam = attempt.iam();
        try {
            for (PolicyVersion version : iam.policyVersions(arn)) {
                if (!version.isDefault()) {
                    iam.deletePolicyVersion(arn, version.id());
                }
            }
            iam.deletePolicy(arn);
            return removed(attempt, kind);
        } catch (AwsException failure) {
            if (failure.kind() == AwsException.Kind.NOT_FOUND) {
                return removed(attempt, kind);
            }
            throw failure;
        }
    }
}
