package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.LiveRole;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.workflow.StepResult;
import io.tableflow.iam.workflow.WorkflowProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A step that removes one resource if it is ours. A resource with another id, or without one, is not changed. A
 * resource that IAM does not show counts as gone only once it can no longer become visible.
 */
abstract class TeardownStep extends EnvironmentStep {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final Duration WITHOUT_END = Duration.ofDays(1);

    TeardownStep(String name, StepServices services) {
        super(name, services);
    }

    /** An account that was never reached has nothing of ours, unless a call that began there has had no answer. */
    @Override
    final StepResult notConnected(Environment environment, AwsException failure) {
        boolean isEmpty = environment.account() == null
                && !propagation(environment, ResourceKind.ROLE).mayExistUnheard();
        return isEmpty ? StepResult.done() : AwsFailureResults.toResult(failure);
    }

    static boolean isReleased(EnvironmentAttempt attempt, ResourceKind kind) {
        return attempt.environment().isReleasedByDeletion(kind);
    }

    static Optional<LiveRole> role(EnvironmentAttempt attempt) {
        return attempt.iam().findRole(attempt.spec().names().role());
    }

    /** IAM does not show it: done, unless it was created, or may have been, and can still become visible. */
    final StepResult absent(EnvironmentAttempt attempt, ResourceKind kind) {
        Instant until = propagation(attempt.environment(), kind).mayAppearUntil();
        return services().now().isBefore(until)
                ? new StepResult.Wait(
                        WorkflowProblem.passing(
                                "not-visible-yet",
                                "IAM does not show what " + ReconcileMode.CREATE.stepName(kind)
                                        + " made or may have made; it may yet, until " + until + "."),
                        LOOK_AGAIN,
                        WITHOUT_END)
                : StepResult.done();
    }

    private PropagationWindow propagation(Environment environment, ResourceKind kind) {
        ResourceKind attached = kind == ResourceKind.ROLE ? ResourceKind.S3_POLICY : kind;
        return services()
                .propagation(
                        environment,
                        List.of(ReconcileMode.CREATE.stepName(kind), ReconcileMode.UPDATE.stepName(kind)),
                        List.of(AttachPolicy.nameOf(attached), ReconcileAttachments.NAME));
    }
}
