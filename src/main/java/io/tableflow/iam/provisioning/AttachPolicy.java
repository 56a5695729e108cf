package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentSpec;
import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.workflow.StepResult;

/** One of the two managed policies is attached to the role. Attaching what is attached changes nothing in IAM. */
class AttachPolicy extends EnvironmentStep {

    private final PolicyKind kind;

    AttachPolicy(StepSupport support, PolicyKind kind) {
        super(ManagedPolicy.stepName("attach", kind), support);
        this.kind = kind;
    }

    @Override
    StepResult ensure(Environment environment, IamAccount iam) {
        EnvironmentSpec spec = environment.spec();
        iam.attach(spec.names().role(), ManagedPolicy.arn(spec, kind, iam.account()));
        return StepResult.done();
    }
}
