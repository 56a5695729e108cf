package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.LiveRole;
import io.tableflow.iam.comparison.ManagedPolicies;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.workflow.StepResult;
import java.util.Optional;

/** One of the two managed policies is not attached to our role. */
class DetachPolicy extends TeardownStep {

    private final PolicyKind kind;

    DetachPolicy(StepContext support, PolicyKind kind) {
        super(ManagedPolicies.stepName("detach", kind), support);
        this.kind = kind;
    }

    @Override
    StepResult ensure(Environment environment, IamAccount iam) {
        Optional<LiveRole> live = role(environment, iam);
        if (live.isEmpty()) {
            return absent(environment, CreateRole.NAME, PolicyKind.S3);
        }
        if (owns(environment, live.get().tags()) && !isRetained(environment)) {
            detach(iam, environment.spec());
        }
        return StepResult.done();
    }

    private void detach(IamAccount iam, EnvironmentSpec spec) {
        try {
            iam.detach(spec.names().role(), ManagedPolicies.arn(spec, kind, iam.account()));
        } catch (AwsException failure) {
            if (failure.kind() != AwsException.Kind.NOT_FOUND) {
                throw failure;
            }
        }
    }
}
