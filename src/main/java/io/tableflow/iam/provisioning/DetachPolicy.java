package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.comparison.ManagedPolicies;
import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.workflow.StepResult;

/** Detaches one of the two managed policies from our role, unless neither of them is to be deleted. */
class DetachPolicy extends TeardownStep {

    private final ResourceKind kind;

    DetachPolicy(StepServices services, ResourceKind kind) {
        super("detach-" + kind.slug(), services);
        this.kind = kind;
    }

    @Override
    StepResult ensure(EnvironmentAttempt attempt) {
        if (isReleased(attempt, ResourceKind.ROLE) && isReleased(attempt, kind)) {
            return StepResult.done();
        }
        return onRole(attempt, role -> {
            detach(attempt, role.name());
            return StepResult.done();
        });
    }

    private void detach(EnvironmentAttempt attempt, String role) {
        try {
            attempt.iam()
                    .detach(
                            role,
                            ManagedPolicies.arn(
                                    attempt.spec(), kind, attempt.iam().account()));
        } catch (AwsException failure) {
            if (failure.kind() != AwsException.Kind.NOT_FOUND) {
                throw failure;
            }
        }
    }
}
