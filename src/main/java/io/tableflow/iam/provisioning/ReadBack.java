package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.comparison.Comparison;
import io.tableflow.iam.comparison.DesiredIam;
import io.tableflow.iam.comparison.ObservedIam;
import io.tableflow.iam.comparison.ObservedIamReader;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.ReconcileRequest;
import io.tableflow.iam.environment.event.DriftEvent.DriftRepaired;
import io.tableflow.iam.environment.event.EnvironmentEvent.Source;
import io.tableflow.iam.workflow.StepResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks that everything of ours reads back as it was written. What still differs was changed by somebody else, and is
 * reconciled again from time to time, and at once if the trust lets others in. What belongs to others is reported, and
 * does not fail the step.
 */
class ReadBack extends EnvironmentStep {

    /** Never changed, because it is stored. */
    static final String NAME = "verify";

    /** Attempts are a second apart, in which IAM usually shows what it did not show at once. */
    private static final int RECONCILED_EVERY = 10;

    private final ReconcileMode mode;
    private final List<EnvironmentStep> steps;

    /**
     * @param steps the steps of the same workflow that reconcile everything
     */
    ReadBack(StepServices services, ReconcileMode mode, List<EnvironmentStep> steps) {
        super(NAME, services);
        this.mode = mode;
        this.steps = List.copyOf(steps);
    }

    @Override
    boolean isNeeded(Environment environment) {
        return mode.isNeeded(environment);
    }

    @Override
    StepResult ensure(EnvironmentAttempt attempt) {
        Optional<StepResult> unheard = services().awaitUnheardTrust(attempt.environment());
        if (unheard.isPresent()) {
            return unheard.get();
        }
        ReconcileRequest request = attempt.environment().desired().reconcileRequest();
        ObservedIam live = ObservedIamReader.read(attempt.iam(), attempt.spec());
        Comparison comparison = Comparison.of(
                DesiredIam.asEstablished(attempt.environment(), attempt.iam().account()), live);
        if (comparison.isRepairNeeded()) {
            return isToBeReconciledAgain(attempt, comparison)
                    ? reconcileAgain(attempt)
                    : AwsFailureResults.notVisible(
                            "not-in-sync",
                            "Live IAM is not what was written, or not yet: " + comparison.summary() + ".");
        }
        return attempt.done(environment -> {
            services().compared(environment, comparison, request);
            if (live.role() != null) {
                services().readBack(environment, live.role().arn(), live.role().trust());
            }
            if (request != null && !environment.isContested(services().now())) {
                services().publish(new DriftRepaired(Source.of(environment), request.reason()));
            }
        });
    }

    /** Never in two consecutive attempts: in between, IAM has a second to show what was written. */
    private static boolean isToBeReconciledAgain(EnvironmentAttempt attempt, Comparison comparison) {
        return comparison.isCritical() ? attempt.number() % 2 == 1 : attempt.number() % RECONCILED_EVERY == 0;
    }

    /** What one of the steps cannot put right does not prevent the others. */
    private StepResult reconcileAgain(EnvironmentAttempt attempt) {
        List<StepResult> unfinished = new ArrayList<>();
        for (EnvironmentStep step : steps) {
            StepResult result = result(step, attempt);
            if (!(result instanceof StepResult.Done)) {
                unfinished.add(result);
            }
        }
        return unfinished.isEmpty() ? StepResult.again() : unfinished.getFirst();
    }

    private static StepResult result(EnvironmentStep step, EnvironmentAttempt attempt) {
        try {
            return step.ensure(attempt);
        } catch (AwsException failure) {
            return AwsFailureResults.toResult(failure);
        }
    }
}
