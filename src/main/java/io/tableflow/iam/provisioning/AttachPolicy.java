package io.tableflow.iam.provisioning;

import io.tableflow.iam.adoption.OwnershipProblems;
import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.comparison.ManagedPolicies;
import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.workflow.StepResult;
import io.tableflow.iam.workflow.WorkflowProblem;
import io.tableflow.iam.workflow.WorkflowStep;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** Attaches one of the two managed policies of a new environment to its role. */
class AttachPolicy extends EnvironmentStep {

    /** So soon after its creation nobody else can have replaced a resource. */
    private static final Duration FRESH = Duration.ofSeconds(30);

    private final ResourceKind kind;

    AttachPolicy(StepServices services, ResourceKind kind) {
        super(nameOf(kind), services);
        this.kind = kind;
    }

    /** The stored name of the step that attaches a policy. */
    static String nameOf(ResourceKind kind) {
        return "attach-" + kind.slug();
    }

    @Override
    StepResult ensure(EnvironmentAttempt attempt) {
        String role = attempt.spec().names().role();
        String arn = ManagedPolicies.arn(attempt.spec(), kind, attempt.iam().account());
        if (isRoleAdopted(attempt) && attempt.iam().attachedPolicies(role).contains(arn)) {
            return StepResult.done();
        }
        if (!isJustCreated(attempt)) {
            Optional<WorkflowProblem> foreign = findForeign(attempt, arn);
            if (foreign.isPresent()) {
                return new StepResult.Failed(foreign.get());
            }
        }
        try {
            attempt.iam().attach(role, arn);
            return StepResult.done();
        } catch (AwsException failure) {
            return AwsFailureResults.toResultAfterTagging(failure);
        }
    }

    private static boolean isRoleAdopted(EnvironmentAttempt attempt) {
        return attempt.environment()
                .observed()
                .adoptions()
                .find(ResourceKind.ROLE)
                .isPresent();
    }

    /**
     * If this workflow created everything a moment ago and at the first attempt, nobody can have replaced anything, and
     * no read is needed.
     */
    private boolean isJustCreated(EnvironmentAttempt attempt) {
        return attempt.number() == 1
                && Arrays.stream(ResourceKind.values()).allMatch(created -> isFresh(attempt, created));
    }

    private boolean isFresh(EnvironmentAttempt attempt, ResourceKind created) {
        return attempt.doneBefore(ReconcileMode.CREATE.stepName(created))
                .filter(step -> step.attempts() == 1)
                .map(WorkflowStep::finishedAt)
                .filter(done -> services().now().isBefore(done.plus(FRESH)))
                .isPresent();
    }

    /**
     * Why role or policy must not be changed. A resource that is not visible yet is not foreign: the attach call itself
     * then fails.
     */
    static Optional<WorkflowProblem> findForeign(EnvironmentAttempt attempt, String policyArn) {
        Optional<WorkflowProblem> role = attempt.iam()
                .findRole(attempt.spec().names().role())
                .filter(live -> !attempt.owns(live.tags()))
                .map(live -> OwnershipProblems.role(live.arn(), live.trust()));
        return role.isPresent()
                ? role
                : attempt.iam()
                        .findPolicy(policyArn)
                        .filter(live -> !attempt.owns(live.tags()))
                        .map(live -> OwnershipProblems.policy(policyArn));
    }
}
