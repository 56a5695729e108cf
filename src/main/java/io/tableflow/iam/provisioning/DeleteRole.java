package io.tableflow.iam.provisioning;

import io.tableflow.iam.adoption.OwnershipProblems;
import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.comparison.ManagedPolicies;
import io.tableflow.iam.environment.status.ForeignAttachment;
import io.tableflow.iam.policy.OwnershipTags;
import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.workflow.StepResult;
import java.util.List;

/** Deletes the role if it is ours, or removes our tags if it is only released. */
class DeleteRole extends TeardownStep {

    private final ForcedDetachment forced;

    DeleteRole(StepServices services) {
        super("delete-role", services);
        this.forced = new ForcedDetachment(services);
    }

    @Override
    StepResult ensure(EnvironmentAttempt attempt) {
        return onRole(attempt, role -> remove(attempt, role.name()));
    }

    private StepResult remove(EnvironmentAttempt attempt, String name) {
        if (isReleased(attempt, ResourceKind.ROLE)) {
            attempt.iam().untagRole(name, OwnershipTags.tagKeys());
            return StepResult.done();
        }
        return forced.resume(attempt, it -> ForeignAttachments.holdsRole(it, name))
                .orElseGet(() -> delete(attempt, name));
    }

    private StepResult delete(EnvironmentAttempt attempt, String name) {
        try {
            attempt.iam().deleteRole(name);
            return removed(attempt, ResourceKind.ROLE);
        } catch (AwsException failure) {
            return switch (failure.kind()) {
                case NOT_FOUND -> removed(attempt, ResourceKind.ROLE);
                case DELETE_CONFLICT -> conflict(attempt, name, failure);
                default -> throw failure;
            };
        }
    }

    /**
     * Our own policies were detached before: what is still attached belongs to others, or is still visible although it
     * is detached.
     */
    private StepResult conflict(EnvironmentAttempt attempt, String name, AwsException failure) {
        List<String> ours = ResourceKind.POLICIES.stream()
                .map(kind ->
                        ManagedPolicies.arn(attempt.spec(), kind, attempt.iam().account()))
                .toList();
        List<ForeignAttachment> found = ForeignAttachments.ofRole(attempt.iam(), name, ours);
        return found.isEmpty()
                ? AwsFailureResults.toResult(failure)
                : forced.detach(attempt, found, OwnershipProblems.roleAttachments(name, found));
    }
}
