package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.LiveRole;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentWorkflowKind;
import io.tableflow.iam.environment.spec.DesiredPolicies;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.workflow.StepResult;
import java.util.Optional;

/**
 * The live trust reads as it was written: an environment is not ACTIVE before IAM says so itself. What goes on reading
 * otherwise was changed by somebody since, and is written again now and then, so that nobody has to.
 */
class ReadBackTrust extends EnvironmentStep {

    /** An attempt is a second after the one before; what IAM does not show at once it mostly shows by then. */
    private static final int WRITTEN_AGAIN_EVERY = 10;

    ReadBackTrust(StepContext support) {
        super("verify-trust", support);
    }

    @Override
    StepResult ensure(Environment environment, IamAccount iam) {
        PolicyDocument written =
                DesiredPolicies.trust(environment.spec(), environment.observed().trusted());
        Optional<LiveRole> live = iam.findRole(environment.spec().names().role());
        if (live.isPresent() && live.get().trust().sameAs(written)) {
            return done(environment, row -> row.observations(support().now()).readBack());
        }
        boolean isOurs =
                live.filter(role -> ownership(environment).owns(role.tags())).isPresent();
        if (isOurs
                && support().attempts(environment, EnvironmentWorkflowKind.UPDATE_TRUST, name()) % WRITTEN_AGAIN_EVERY
                        == 0) {
            iam.updateTrust(live.get().name(), written);
        }
        return AwsFailureResults.notVisible(
                "trust-not-verified",
                live.isEmpty()
                        ? "The role cannot be read back."
                        : "The live trust is not the one that was written, or not yet.");
    }
}
