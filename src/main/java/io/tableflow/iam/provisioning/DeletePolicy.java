package io.tableflow.iam.provisioning;

import io.tableflow.iam.adoption.OwnershipProblems;
import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.IamEntity;
import io.tableflow.iam.aws.LivePolicy;
import io.tableflow.iam.aws.PolicyVersion;
import io.tableflow.iam.comparison.ManagedPolicies;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.status.ForeignAttachment;
import io.tableflow.iam.policy.OwnershipTags;
import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.workflow.StepResult;
import io.tableflow.iam.workflow.WorkflowProblem;
import java.util.List;
import java.util.Optional;

/** One of the two managed policies is gone, or let go, if it was ours. */
class DeletePolicy extends TeardownStep {

    private final PolicyKind kind;
    private final ForcedDetachment forced;

    DeletePolicy(StepContext support, PolicyKind kind) {
        super(ManagedPolicies.stepName("delete", kind), support);
        this.kind = kind;
        this.forced = new ForcedDetachment(support);
    }

    @Override
    StepResult ensure(Environment environment, IamAccount iam) {
        String arn = ManagedPolicies.arn(environment.spec(), kind, iam.account());
        Optional<LivePolicy> live = iam.findPolicy(arn);
        if (live.isEmpty()) {
            return absent(environment, ManagedPolicies.stepName("create", kind), kind);
        }
        if (!owns(environment, live.get().tags())) {
            return StepResult.done();
        }
        if (isRetained(environment)) {
            iam.untagPolicy(arn, OwnershipTags.tagKeys());
            return StepResult.done();
        }
        if (live.get().boundaryUsageCount() > 0) {
            return new StepResult.Failed(OwnershipProblems.policyBoundaries(arn, iam.entitiesBoundedBy(arn)));
        }
        return forced.ofWhatWasNoted(environment, iam, it -> ForeignAttachments.holdsPolicy(it, arn))
                .orElseGet(() -> unlessAttached(environment, iam, arn));
    }

    private StepResult unlessAttached(Environment environment, IamAccount iam, String arn) {
        List<IamEntity> attachedTo = iam.entitiesAttachedTo(arn);
        if (attachedTo.isEmpty()) {
            return delete(iam, arn);
        }
        IamEntity role = IamEntity.role(environment.spec().names().role());
        boolean isOnOurRole = attachedTo.contains(role) && isOurs(environment, iam);
        List<ForeignAttachment> foreign = attachedTo.stream()
                .filter(holder -> !(isOnOurRole && holder.equals(role)))
                .map(holder -> ForeignAttachments.ofPolicy(arn, holder))
                .toList();
        if (foreign.isEmpty()) {
            ForeignAttachments.detach(iam, ForeignAttachments.ofPolicy(arn, role));
            return StepResult.retry(WorkflowProblem.passing(
                    "detachment-not-visible", "IAM still shows the policy as attached to the role."));
        }
        return forced.of(environment, iam, foreign, OwnershipProblems.policyAttachments(arn, foreign));
    }

    /** Somebody may have put a role of his own in the place of ours; one that cannot be seen is ours, about to go. */
    private static boolean isOurs(Environment environment, IamAccount iam) {
        return role(environment, iam)
                .map(live -> owns(environment, live.tags()))
                .orElse(true);
    }

    private static StepResult delete(IamAccount iam, String arn) {
        try {
            for (PolicyVersion version : iam.policyVersions(arn)) {
                if (!version.isDefault()) {
                    iam.deletePolicyVersion(arn, version.id());
                }
            }
            iam.deletePolicy(arn);
            return StepResult.done();
        } catch (AwsException failure) {
            if (failure.kind() == AwsException.Kind.NOT_FOUND) {
                return StepResult.done();
            }
            throw failure;
        }
    }
}
