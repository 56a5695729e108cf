package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.comparison.Comparison;
import io.tableflow.iam.comparison.DesiredIam;
import io.tableflow.iam.comparison.ObservedIamReader;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentWorkflowKind;
import io.tableflow.iam.environment.ReconcileRequest;
import io.tableflow.iam.environment.event.EnvironmentEvent.Source;
import io.tableflow.iam.environment.event.ResourceEvent.DriftRepaired;
import io.tableflow.iam.workflow.StepResult;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything of ours reads as it was written. What goes on reading otherwise was changed by somebody since, and is brought about
 * again now and then; at once where others are let in. What is foreign is noted and does not stand in the way.
 */
class ReadBack extends EnvironmentStep {

    /** An attempt is a second after the one before; what IAM does not show at once it mostly shows by then. */
    private static final int BROUGHT_ABOUT_AGAIN_EVERY = 10;

    private final EnvironmentWorkflowKind kind;
    private final List<EnvironmentStep> steps;

    /**
     * @param kind the workflow that this is the end of
     * @param steps what brings everything about
     */
    ReadBack(StepContext support, EnvironmentWorkflowKind kind, List<EnvironmentStep> steps) {
        super("verify", support);
        this.kind = kind;
        this.steps = List.copyOf(steps);
    }

    @Override
    StepResult ensure(Environment environment, IamAccount iam) {
        ReconcileRequest answers = environment.desired().reconcileRequest();
        Comparison comparison = Comparison.of(
                DesiredIam.asEstablished(environment, iam.account()), ObservedIamReader.read(iam, environment.spec()));
        if (comparison.isRepairNeeded()) {
            return isToBeBroughtAboutAgain(environment, comparison)
                    ? bringAboutAgain(environment, iam)
                    : AwsFailureResults.notVisible(
                            "not-in-sync",
                            "Live IAM is not what was written, or not yet: " + comparison.summary() + ".");
        }
        return done(environment, row -> {
            support().compared(row, comparison, answers);
            row.observations(support().now()).readBack();
            if (answers != null) {
                support().publish(new DriftRepaired(Source.of(row), answers.reason()));
            }
        });
    }

    /** Never twice in a row: in between is a second in which IAM can show what was written. */
    private boolean isToBeBroughtAboutAgain(Environment environment, Comparison comparison) {
        int attempts = support().attempts(environment, kind, name());
        return comparison.isCritical() ? attempts % 2 == 1 : attempts % BROUGHT_ABOUT_AGAIN_EVERY == 0;
    }

    private StepResult bringAboutAgain(Environment environment, IamAccount iam) {
        List<Runnable> effects = new ArrayList<>();
        for (EnvironmentStep step : steps) {
            StepResult result = step.ensure(environment, iam);
            if (!(result instanceof StepResult.Done done)) {
                return result;
            }
            effects.add(done.effect());
        }
        return new StepResult.Again(() -> effects.forEach(Runnable::run));
    }
}
