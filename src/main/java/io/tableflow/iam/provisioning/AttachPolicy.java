package io.tableflow.iam.provisioning;

import io.tableflow.iam.adoption.OwnershipProblems;
import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.comparison.ManagedPolicies;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentWorkflowKind;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.workflow.StepResult;
import io.tableflow.iam.workflow.WorkflowProblem;
import java.util.List;
import java.util.Optional;

/** One of the two managed policies is attached to the role. Attaching what is attached changes nothing in IAM. */
class AttachPolicy extends EnvironmentStep {

    private final PolicyKind kind;

    AttachPolicy(StepContext support, PolicyKind kind) {
        super(ManagedPolicies.stepName("attach", kind), support);
        this.kind = kind;
    }

    @Override
    StepResult ensure(Environment environment, IamAccount iam) {
        EnvironmentSpec spec = environment.spec();
        String arn = ManagedPolicies.arn(spec, kind, iam.account());
        if (environment.observed().adoptions().find(PolicyKind.TRUST).isPresent()
                && iam.attachedPolicies(spec.names().role()).contains(arn)) {
            return StepResult.done();
        }
        if (!isJustMade(environment)) {
            Optional<WorkflowProblem> foreign = whatIsForeign(environment, iam, arn);
            if (foreign.isPresent()) {
                return new StepResult.Failed(foreign.get());
            }
        }
        return attach(iam, spec.names().role(), arn);
    }

    private static StepResult attach(IamAccount iam, String role, String arn) {
        try {
            iam.attach(role, arn);
            return StepResult.done();
        } catch (AwsException failure) {
            if (failure.kind() != AwsException.Kind.ACCESS_DENIED) {
                throw failure;
            }
            return AwsFailureResults.toResultAfterTagging(failure);
        }
    }

    /** On the way straight from making both to attaching them nobody can have replaced them: no need to look. */
    private boolean isJustMade(Environment environment) {
        return !support().isRepeated(environment, EnvironmentWorkflowKind.PROVISION, name())
                && isFresh(environment, CreateRole.NAME)
                && isFresh(environment, ManagedPolicies.stepName("create", kind));
    }

    private boolean isFresh(Environment environment, String createStep) {
        return support()
                .creation(environment, List.of(createStep), List.of(name()))
                .isFresh(support().now());
    }

    /** What cannot be seen yet is not foreign: attaching says so by itself. */
    static Optional<WorkflowProblem> whatIsForeign(Environment environment, IamAccount iam, String arn) {
        Optional<WorkflowProblem> role = iam.findRole(environment.spec().names().role())
                .filter(live -> !ownership(environment).owns(live.tags()))
                .map(live -> OwnershipProblems.role(live.arn(), live.trust()));
        return role.isPresent()
                ? role
                : iam.findPolicy(arn)
                        .filter(live -> !ownership(environment).owns(live.tags()))
                        .map(live -> OwnershipProblems.policy(arn));
    }
}
