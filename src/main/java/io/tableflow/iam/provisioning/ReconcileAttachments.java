package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.comparison.ManagedPolicies;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.workflow.StepResult;
import io.tableflow.iam.workflow.WorkflowProblem;
import java.util.List;
import java.util.Optional;

/** Attaches both policies to an existing role. Other attachments are not changed. */
class ReconcileAttachments extends EnvironmentStep {

    static final String NAME = "ensure-attachments";

    private final ReconcileMode mode;

    ReconcileAttachments(StepServices services, ReconcileMode mode) {
        super(NAME, services);
        this.mode = mode;
    }

    @Override
    boolean isNeeded(Environment environment) {
        return mode.isNeeded(environment);
    }

    @Override
    StepResult ensure(EnvironmentAttempt attempt) {
        try {
            return attach(attempt);
        } catch (AwsException failure) {
            if (failure.kind() != AwsException.Kind.NOT_FOUND) {
                throw failure;
            }
            // Not visible yet, or deleted since the previous steps: the step that reads back finds it, and reconciles
            // again.
            return StepResult.done();
        }
    }

    /**
     * A step before this one is about to fail, so that this one will not be attempted: attaches what can be.
     *
     * @param refused the failure; what prevents an attachment is added to it
     */
    static void attachDespite(AwsException refused, EnvironmentAttempt attempt) {
        if (refused.kind().isTransient()) {
            return;
        }
        try {
            attach(attempt);
        } catch (AwsException failure) {
            refused.addSuppressed(failure);
        }
    }

    private static StepResult attach(EnvironmentAttempt attempt) {
        String role = attempt.spec().names().role();
        List<String> attached = attempt.iam().attachedPolicies(role);
        for (ResourceKind kind : ResourceKind.POLICIES) {
            String arn = ManagedPolicies.arn(attempt.spec(), kind, attempt.iam().account());
            if (!attached.contains(arn)) {
                Optional<WorkflowProblem> foreign = AttachPolicy.findForeign(attempt, arn);
                if (foreign.isPresent()) {
                    return new StepResult.Failed(foreign.get());
                }
                attempt.iam().attach(role, arn);
            }
        }
        return StepResult.done();
    }
}
