package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.RepairRequest;
import io.tableflow.iam.workflow.StepResult;

/** What live IAM differs in is known. Where nothing of ours does, the repair that was asked for is done with that. */
class Compare extends EnvironmentStep {

    Compare(StepSupport support) {
        super("compare", support);
    }

    @Override
    StepResult ensure(Environment environment, IamAccount iam) {
        RepairRequest answers = environment.repairRequest();
        Comparison comparison = Comparison.of(
                Wanted.asEstablished(environment, iam.account()), LiveReader.read(iam, environment.spec()));
        return done(environment, row -> support().compared(row, comparison, answers));
    }
}
