package io.tableflow.iam.provisioning.integration;

import io.tableflow.iam.confluent.cloud.ConfluentCloudException;
import io.tableflow.iam.workflow.StepResult;
import io.tableflow.iam.workflow.WorkflowProblem;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** The result of a step whose call to Confluent Cloud failed, by the kind of failure. */
final class CloudFailureResults {

    /** How long a wait may last that nobody here can shorten. */
    static final Duration WITHOUT_END = Duration.ofDays(365);

    private static final Duration PAUSE_WHEN_HELD_BACK = Duration.ofMillis(500);
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(1);

    private CloudFailureResults() {}

    static StepResult toResult(ConfluentCloudException failure) {
        return switch (failure.kind()) {
            case THROTTLED -> throttled(failure);
            case HELD_BACK ->
                new StepResult.Wait(
                        problem("confluent-held-back", failure), withJitter(PAUSE_WHEN_HELD_BACK), WITHOUT_END);
            case UNAVAILABLE, NO_ANSWER, UNREADABLE -> StepResult.retry(problem("confluent-unavailable", failure));
            case UNAUTHORIZED, FORBIDDEN -> new StepResult.Failed(problem("confluent-key-refused", failure));
            case QUOTA_EXCEEDED -> new StepResult.Failed(problem("confluent-quota-exceeded", failure));
            case NOT_FOUND -> new StepResult.Failed(problem("confluent-environment-not-found", failure));
            case CONFLICT -> new StepResult.Failed(problem("confluent-conflict", failure));
            case INVALID -> new StepResult.Failed(problem("confluent-invalid-request", failure));
            case UNSUPPORTED, REDIRECTED -> new StepResult.Failed(problem("confluent-wrong-endpoint", failure));
        };
    }

    /** Confluent says when to come back; many environments that were told the same do not come back together. */
    private static StepResult throttled(ConfluentCloudException failure) {
        Duration asked = failure.retryAfter();
        Duration after = asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked;
        return new StepResult.Retry(
                problem("confluent-throttled", failure), after.isZero() ? null : withJitter(after), null);
    }

    private static Duration withJitter(Duration pause) {
        return pause.plusMillis(ThreadLocalRandom.current().nextLong(pause.toMillis() / 2 + 1));
    }

    static WorkflowProblem problem(String code, ConfluentCloudException failure) {
        return new WorkflowProblem(code, String.valueOf(failure.getMessage()), failure.remedy());
    }
}
