package io.tableflow.iam.provisioning;

import io.tableflow.iam.adoption.Ownership;
import io.tableflow.iam.adoption.OwnershipProblems;
import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.LiveRole;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.event.EnvironmentEvent.Source;
import io.tableflow.iam.environment.event.ResourceEvent.ResourceReleased;
import io.tableflow.iam.environment.event.ResourceEvent.TagsRestored;
import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.policy.trust.TrustDescription;
import io.tableflow.iam.workflow.StepResult;
import io.tableflow.iam.workflow.WorkflowProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A step that removes one resource if it is ours. A resource of others is not changed. A
 * resource that IAM does not show counts as gone only once it can no longer become visible.
 */
abstract class TeardownStep extends EnvironmentStep {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final Duration UNTIL_TAGS_ARE_VISIBLE = Duration.ofSeconds(15);
    private static final Duration WITHOUT_END = Duration.ofDays(1);

    TeardownStep(String name, StepServices services) {
        super(name, services);
    }

    /** Nothing is called for an environment that is abandoned. */
    @Override
    final boolean isNeeded(Environment environment) {
        return !environment.deletion().isAbandoned();
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

    /**
     * Continues with the role if it is ours, with all of our tags. One that is somebody else's is left alone. One that was
     * ours and has lost its tag stops the deletion, unless it is only to be released.
     */
    final StepResult onRole(EnvironmentAttempt attempt, Function<LiveRole, StepResult> next) {
        Optional<LiveRole> found = role(attempt);
        if (found.isEmpty()) {
            return absent(attempt, ResourceKind.ROLE);
        }
        LiveRole live = found.get();
        Ownership ownership = Ownership.ofRole(attempt.environment(), live);
        if (ownership == Ownership.OURS) {
            IamChanges tags = new IamChanges();
            LiveRole tagged = tags.restoreTags(attempt.iam(), live, attempt.ownership());
            tags.end();
            return next.apply(tagged);
        }
        if (!ownership.isLost() || isReleased(attempt, ResourceKind.ROLE)) {
            return StepResult.done();
        }
        String forcedBy = attempt.environment().deletion().forcedBy();
        if (forcedBy == null) {
            return untagged(OwnershipProblems.roleUntagged(live, attempt.ownership(), ownership));
        }
        if (ownership == Ownership.UNTAGGED) {
            attempt.iam().tagRole(live.name(), attempt.ownership().tagsWith(Map.of()));
            return tagsRestored(attempt, forcedBy, live.arn());
        }
        return released(attempt, ResourceKind.ROLE, forcedBy, live.arn(), TrustDescription.of(live.trust()));
    }

    /** IAM may not show yet the tags of what was adopted a moment ago. */
    static StepResult untagged(WorkflowProblem problem) {
        return new StepResult.Wait(problem, LOOK_AGAIN, UNTIL_TAGS_ARE_VISIBLE);
    }

    final StepResult tagsRestored(EnvironmentAttempt attempt, String forcedBy, String arn) {
        return attempt.again(
                environment -> services().publish(new TagsRestored(Source.of(environment), forcedBy, arn)));
    }

    final StepResult released(
            EnvironmentAttempt attempt, ResourceKind kind, String forcedBy, String arn, @Nullable String access) {
        return attempt.done(environment -> {
            services().observations(environment).removed(kind);
            services().publish(new ResourceReleased(Source.of(environment), forcedBy, arn, access));
        });
    }

    /** Done, and the row does not have the resource any more. */
    final StepResult removed(EnvironmentAttempt attempt, ResourceKind kind) {
        return attempt.done(environment -> services().observations(environment).removed(kind));
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
