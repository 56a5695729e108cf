package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.LiveRole;
import io.tableflow.iam.comparison.ManagedPolicies;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.spec.EnvironmentSpec.DeletionPolicy;
import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.workflow.StepResult;
import io.tableflow.iam.workflow.WorkflowProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A step that takes something away, if it is ours. What carries another id, or none, is passed by; what cannot be seen is
 * taken for gone only when it can no longer be about to appear.
 */
abstract class TeardownStep extends EnvironmentStep {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final Duration WITHOUT_END = Duration.ofDays(1);

    TeardownStep(String name, StepContext support) {
        super(name, support);
    }

    /** An account that was never reached holds nothing of ours. */
    @Override
    final StepResult notConnected(Environment environment, AwsException failure) {
        return environment.account() == null ? StepResult.done() : AwsFailureResults.toResult(failure);
    }

    static boolean isRetained(Environment environment) {
        return environment.spec().deletionPolicy() == DeletionPolicy.RETAIN;
    }

    static boolean owns(Environment environment, Map<String, String> tags) {
        return ownership(environment).owns(tags);
    }

    static Optional<LiveRole> role(Environment environment, IamAccount iam) {
        return iam.findRole(environment.spec().names().role());
    }

    /** It is not to be seen: done, unless what {@code createStep} made may yet appear. */
    final StepResult absent(Environment environment, String createStep, PolicyKind attached) {
        Instant until = support()
                .creation(
                        environment,
                        List.of(createStep, createStep.replace("create-", "ensure-")),
                        List.of(ManagedPolicies.stepName("attach", attached), EnsureAttachments.NAME))
                .mayAppearUntil();
        return support().now().isBefore(until)
                ? new StepResult.Wait(
                        WorkflowProblem.passing(
                                "not-visible-yet",
                                "IAM does not show what " + createStep + " made or may have made; it may yet, until "
                                        + until + "."),
                        LOOK_AGAIN,
                        WITHOUT_END)
                : StepResult.done();
    }
}
