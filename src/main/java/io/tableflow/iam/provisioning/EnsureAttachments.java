package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.comparison.DesiredIam;
import io.tableflow.iam.comparison.ManagedPolicies;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.workflow.StepResult;
import io.tableflow.iam.workflow.WorkflowProblem;
import java.util.List;
import java.util.Optional;

/** Both policies are attached to the role. What else is attached is not ours to judge. */
class EnsureAttachments extends EnvironmentStep {

    static final String NAME = "ensure-attachments";

    EnsureAttachments(StepContext support) {
        super(NAME, support);
    }

    @Override
    StepResult ensure(Environment environment, IamAccount iam) {
        try {
            return attach(environment, iam);
        } catch (AwsException failure) {
            if (failure.kind() != AwsException.Kind.NOT_FOUND) {
                throw failure;
            }
            // Not to be seen yet, or deleted since the steps before: verifying will tell, and bring it about again.
            return StepResult.done();
        }
    }

    private static StepResult attach(Environment environment, IamAccount iam) {
        DesiredIam wanted = DesiredIam.asAsked(environment, iam.account());
        List<String> attached = iam.attachedPolicies(wanted.roleName());
        for (PolicyKind kind : ManagedPolicies.KINDS) {
            String arn = wanted.policyArn(kind);
            if (!attached.contains(arn)) {
                Optional<WorkflowProblem> foreign = AttachPolicy.whatIsForeign(environment, iam, arn);
                if (foreign.isPresent()) {
                    return new StepResult.Failed(foreign.get());
                }
                iam.attach(wanted.roleName(), arn);
            }
        }
        return StepResult.done();
    }
}
