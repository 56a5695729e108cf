package io.tableflow.iam.provisioning;

import io.tableflow.iam.environment.DeletionRequest;
import io.tableflow.iam.environment.event.EnvironmentEvent.Source;
import io.tableflow.iam.environment.event.ResourceEvent.ForeignAttachmentDetached;
import io.tableflow.iam.environment.status.ForeignAttachment;
import io.tableflow.iam.workflow.StepResult;
import io.tableflow.iam.workflow.WorkflowProblem;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Detaches what others attached, if the deletion is forced. It takes three attempts at one step: the first stores what
 * was found, the second detaches it and writes the events, and in the third nothing stops the step any more. So a crash
 * between them loses no document, and writes no event twice.
 */
record ForcedDetachment(StepServices services) {

    /** Continues with what an earlier attempt stored; empty if there is nothing. */
    Optional<StepResult> resume(EnvironmentAttempt attempt, Predicate<ForeignAttachment> inTheWay) {
        List<ForeignAttachment> intended = attempt.environment().deletion().detachments().intended().stream()
                .filter(inTheWay)
                .toList();
        if (intended.isEmpty()) {
            return Optional.empty();
        }
        intended.forEach(attachment -> ForeignAttachments.detach(attempt.iam(), attachment));
        return Optional.of(attempt.again(environment -> {
            services.observations(environment).detached(intended);
            String forcedBy = Objects.requireNonNull(environment.deletion().forcedBy());
            intended.forEach(attachment ->
                    services.publish(new ForeignAttachmentDetached(Source.of(environment), forcedBy, attachment)));
        }));
    }

    /** Stores what is to be detached; if the deletion is not forced, fails with the list of it. */
    StepResult detach(EnvironmentAttempt attempt, List<ForeignAttachment> found, WorkflowProblem inTheWay) {
        DeletionRequest deletion = attempt.environment().deletion();
        if (deletion.forcedBy() == null) {
            return new StepResult.Failed(inTheWay);
        }
        if (!found.stream().allMatch(deletion.detachments()::knows)) {
            return attempt.again(
                    environment -> services.observations(environment).intendToDetach(found));
        }
        found.forEach(attachment -> ForeignAttachments.detach(attempt.iam(), attachment));
        return StepResult.retry(WorkflowProblem.passing(
                "detachment-not-visible", "IAM still shows what was taken off, or others attached it again."));
    }
}
