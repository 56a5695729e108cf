package io.tableflow.iam.provisioning;

import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.workflow.StepResult;
import io.tableflow.iam.workflow.WorkflowProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Changes of a trust of which nobody knows whether they took effect: there was no answer, or the node died in the middle. Such a call
 * may still be on its way, and undo what is written meanwhile: a principal that was rotated away would get in again. So
 * what is read back counts only once such a call can no longer take effect.
 */
final class UnheardChanges {

    private static final List<String> STEPS_THAT_SET_A_TRUST = Stream.concat(
                    Stream.of(UpdateTrust.NAME, ReadBackTrust.NAME, ReadBack.NAME),
                    Stream.of(ReconcileMode.values()).map(mode -> mode.stepName(ResourceKind.ROLE)))
            .toList();

    private UnheardChanges() {}

    /** Waits until they can no longer take effect; empty if there are none. */
    static Optional<StepResult> await(StepServices services, Environment environment) {
        Instant now = services.now();
        Instant until = services.propagation(environment, STEPS_THAT_SET_A_TRUST, List.of())
                .mayTakeEffectUntil();
        return until.isAfter(now)
                ? Optional.of(new StepResult.Wait(
                        WorkflowProblem.passing(
                                "change-without-answer",
                                "AWS did not answer a call that sets the trust. It is read back at " + until
                                        + ", when that call can no longer take effect."),
                        Duration.between(now, until),
                        null))
                : Optional.empty();
    }
}
