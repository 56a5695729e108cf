package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.event.EnvironmentEvent.Source;
import io.tableflow.iam.environment.event.ResourceEvent.ForeignAttachmentDetached;
import io.tableflow.iam.environment.status.ForeignAttachment;
import io.tableflow.iam.workflow.StepResult;
import io.tableflow.iam.workflow.WorkflowProblem;
import io.tableflow.iam.workflow.WorkflowSubject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Takes off what others attached, if that was asked for. In three attempts at one step: what is found is noted, what is noted
 * is taken off and told, and then nothing is in the way any more. So a crash anywhere loses no document and tells nothing
 * twice.
 */
record ForcedDetachment(StepContext support) {

    /** Goes on with what was noted by an attempt before; empty where there is no such thing. */
    Optional<StepResult> ofWhatWasNoted(
            Environment environment, IamAccount iam, Predicate<ForeignAttachment> inTheWay) {
        List<ForeignAttachment> intended = environment.deletion().detachments().intended().stream()
                .filter(inTheWay)
                .toList();
        if (intended.isEmpty()) {
            return Optional.empty();
        }
        intended.forEach(attachment -> ForeignAttachments.detach(iam, attachment));
        return Optional.of(again(environment, row -> {
            row.observations(support.now()).detached(intended);
            intended.forEach(attachment -> tell(row, attachment));
        }));
    }

    /** Notes what is in the way; or, if nobody asked for its being taken off, fails with the list of it. */
    StepResult of(Environment environment, IamAccount iam, List<ForeignAttachment> found, WorkflowProblem inTheWay) {
        if (environment.deletion().forcedBy() == null) {
            return new StepResult.Failed(inTheWay);
        }
        if (!found.stream().allMatch(environment.deletion().detachments()::knows)) {
            return again(environment, row -> row.observations(support.now()).intendToDetach(found));
        }
        found.forEach(attachment -> ForeignAttachments.detach(iam, attachment));
        return StepResult.retry(WorkflowProblem.passing(
                "detachment-not-visible", "IAM still shows what was taken off, or others attached it again."));
    }

    private void tell(Environment row, ForeignAttachment attachment) {
        String forcedBy = Objects.requireNonNull(row.deletion().forcedBy());
        support.publish(new ForeignAttachmentDetached(Source.of(row), forcedBy, attachment));
    }

    private StepResult again(Environment environment, Consumer<Environment> effect) {
        WorkflowSubject subject = environment.subject();
        return new StepResult.Again(() -> effect.accept(support.environment(subject)));
    }
}
