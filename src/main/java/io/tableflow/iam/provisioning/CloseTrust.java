package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.LiveRole;
import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.policy.document.PolicyRenderer;
import io.tableflow.iam.workflow.StepResult;

/**
 * Sets the trust to deny everyone: access is closed before anything is removed. The trust of a role that is only released
 * stays in force.
 */
class CloseTrust extends TeardownStep {

    private static final PolicyDocument DENY_ALL = PolicyRenderer.denyAll();

    CloseTrust(StepServices services) {
        super("withdraw-trust", services);
    }

    @Override
    StepResult ensure(EnvironmentAttempt attempt) {
        if (isReleased(attempt, ResourceKind.ROLE)) {
            return StepResult.done();
        }
        return onRole(attempt, role -> close(attempt, role));
    }

    private StepResult close(EnvironmentAttempt attempt, LiveRole role) {
        if (!role.trust().sameAs(DENY_ALL)) {
            attempt.iam().updateTrust(role.name(), DENY_ALL);
        }
        return attempt.done(environment -> {
            services().observations(environment).trustWithdrawn();
            services()
                    .applied(
                            environment,
                            ResourceKind.ROLE,
                            DENY_ALL,
                            environment.deletionRequestedBy(),
                            "environment is being deleted");
        });
    }
}
