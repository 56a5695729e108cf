package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.AwsFailure;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.LiveRole;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentSpec;
import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.workflow.StepResult;
import java.util.Optional;

/** One of the two managed policies is not attached to our role. */
class DetachPolicy extends TeardownStep {

    private final PolicyKind kind;

    DetachPolicy(StepSupport support, PolicyKind kind) {
        super(ManagedPolicy.stepName("detach", kind), support);
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
            iam.detach(spec.names().role(), ManagedPolicy.arn(spec, kind, iam.account()));
        } catch (AwsFailure failure) {
            if (failure.kind() != AwsFailure.Kind.NOT_FOUND) {
                throw failure;
            }
        }
    }
}
