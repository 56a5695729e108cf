package io.tableflow.iam.provisioning;

import io.tableflow.iam.adoption.OwnershipProblems;
import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.LiveRole;
import io.tableflow.iam.comparison.ManagedPolicies;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.status.ForeignAttachment;
import io.tableflow.iam.policy.OwnershipTags;
import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.workflow.StepResult;
import java.util.List;
import java.util.Optional;

/** The role is gone, or let go, if it was ours. */
class DeleteRole extends TeardownStep {

    private final ForcedDetachment forced;

    DeleteRole(StepContext support) {
        super("delete-role", support);
        this.forced = new ForcedDetachment(support);
    }

    @Override
    StepResult ensure(Environment environment, IamAccount iam) {
        Optional<LiveRole> live = role(environment, iam);
        if (live.isEmpty()) {
            return absent(environment, CreateRole.NAME, PolicyKind.S3);
        }
        if (!owns(environment, live.get().tags())) {
            return StepResult.done();
        }
        String name = live.get().name();
        if (isRetained(environment)) {
            iam.untagRole(name, OwnershipTags.tagKeys());
            return StepResult.done();
        }
        return forced.ofWhatWasNoted(environment, iam, it -> ForeignAttachments.holdsRole(it, name))
                .orElseGet(() -> delete(environment, iam, name));
    }

    private StepResult delete(Environment environment, IamAccount iam, String name) {
        try {
            iam.deleteRole(name);
            return StepResult.done();
        } catch (AwsException failure) {
            return switch (failure.kind()) {
                case NOT_FOUND -> StepResult.done();
                case DELETE_CONFLICT -> whatHoldsIt(environment, iam, name, failure);
                default -> throw failure;
            };
        }
    }

    /** Our own policies were detached before: what is still there is others', or not gone from IAM's view yet. */
    private StepResult whatHoldsIt(Environment environment, IamAccount iam, String name, AwsException conflict) {
        List<String> ours = ManagedPolicies.KINDS.stream()
                .map(kind -> ManagedPolicies.arn(environment.spec(), kind, iam.account()))
                .toList();
        List<ForeignAttachment> found = ForeignAttachments.ofRole(iam, name, ours);
        return found.isEmpty()
                ? AwsFailureResults.toResult(conflict)
                : forced.of(environment, iam, found, OwnershipProblems.roleAttachments(name, found));
    }
}
