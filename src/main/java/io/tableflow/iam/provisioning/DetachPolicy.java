package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.AwsFailure;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentSpec;
import io.tableflow.iam.environment.EnvironmentSpec.DeletionPolicy;
import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.workflow.StepResult;

/** One of the two managed policies is not attached to our role. */
class DetachPolicy extends EnvironmentStep {

    private final PolicyKind kind;

    DetachPolicy(StepSupport support, PolicyKind kind) {
        super(ManagedPolicy.stepName("detach", kind), support);
        this.kind = kind;
    }

    @Override
    StepResult ensure(Environment environment, IamAccount iam) {
        EnvironmentSpec spec = environment.spec();
        boolean ours = iam.findRole(spec.names().role())
                .filter(role -> ownership(environment).owns(role.tags()))
                .isPresent();
        if (ours && spec.deletionPolicy() == DeletionPolicy.DELETE) {
            detach(iam, spec);
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
