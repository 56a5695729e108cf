package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.comparison.Comparison;
import io.tableflow.iam.comparison.DesiredIam;
import io.tableflow.iam.comparison.ObservedIamReader;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.ReconcileRequest;
import io.tableflow.iam.workflow.StepResult;

/** What live IAM differs in is known. Where nothing of ours does, the repair that was asked for is done with that. */
class CompareStep extends EnvironmentStep {

    CompareStep(StepContext support) {
        super("compare", support);
    }

    @Override
    StepResult ensure(Environment environment, IamAccount iam) {
        ReconcileRequest answers = environment.desired().reconcileRequest();
        Comparison comparison = Comparison.of(
                DesiredIam.asEstablished(environment, iam.account()), ObservedIamReader.read(iam, environment.spec()));
        return done(environment, row -> support().compared(row, comparison, answers));
    }
}
