package io.tableflow.iam.provisioning;

import io.tableflow.iam.comparison.Comparison;
import io.tableflow.iam.comparison.DesiredIam;
import io.tableflow.iam.comparison.ObservedIamReader;
import io.tableflow.iam.environment.ReconcileRequest;
import io.tableflow.iam.workflow.StepResult;

/** Compares live IAM with the desired state. If nothing of ours differs, the request to reconcile is fulfilled. */
class CompareStep extends EnvironmentStep {

    CompareStep(StepServices services) {
        super("compare", services);
    }

    @Override
    StepResult ensure(EnvironmentAttempt attempt) {
        ReconcileRequest request = attempt.environment().desired().reconcileRequest();
        Comparison comparison = Comparison.of(
                DesiredIam.asEstablished(attempt.environment(), attempt.iam().account()),
                ObservedIamReader.read(attempt.iam(), attempt.spec()));
        return attempt.done(environment -> services().compared(environment, comparison, request));
    }
}
