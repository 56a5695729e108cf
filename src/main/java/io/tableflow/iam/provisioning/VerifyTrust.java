package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.LiveRole;
import io.tableflow.iam.environment.DesiredPolicies;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.policy.PolicyDocument;
import io.tableflow.iam.workflow.StepResult;
import java.util.Optional;

/** The live trust reads as it was written: an environment is not ACTIVE before IAM says so itself. */
class VerifyTrust extends EnvironmentStep {

    VerifyTrust(StepSupport support) {
        super("verify-trust", support);
    }

    @Override
    StepResult ensure(Environment environment, IamAccount iam) {
        PolicyDocument written = DesiredPolicies.trust(environment.spec(), environment.trusted());
        Optional<LiveRole> live = iam.findRole(environment.spec().names().role());
        if (live.isPresent() && live.get().trust().sameAs(written)) {
            return done(environment, row -> row.verified(support().now()));
        }
        return AwsFailures.notVisible(
                "trust-not-verified",
                live.isEmpty()
                        ? "The role cannot be read back."
                        : "The live trust is not the one that was written, or not yet.");
    }
}
