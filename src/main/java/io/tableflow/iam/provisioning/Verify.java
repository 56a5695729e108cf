package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentEvent;
import io.tableflow.iam.environment.RepairRequest;
import io.tableflow.iam.workflow.StepResult;
import java.util.Map;

/** Everything of ours reads as it was written. What is foreign is noted and does not stand in the way. */
class Verify extends EnvironmentStep {

    Verify(StepSupport support) {
        super("verify", support);
    }

    @Override
    StepResult ensure(Environment environment, IamAccount iam) {
        RepairRequest answers = environment.repairRequest();
        Comparison comparison = Comparison.of(
                Wanted.asEstablished(environment, iam.account()), LiveReader.read(iam, environment.spec()));
        if (comparison.isRepairNeeded()) {
            return AwsFailures.notVisible(
                    "not-in-sync", "Live IAM is not what was written, or not yet: " + comparison.summary() + ".");
        }
        return done(environment, row -> {
            support().compared(row, comparison, answers);
            row.verified(support().now());
            if (answers != null) {
                support().publish(EnvironmentEvent.Type.REPAIRED, row, Map.of("reason", answers.reason()));
            }
        });
    }
}
