package io.tableflow.iam.workflow;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AttemptContextTest {

    private static final WorkflowDefinition NO_STEPS = new WorkflowDefinition() {
        @Override
        public String kind() {
            return "NONE";
        }

        @Override
        public List<Stage> stages() {
            return List.of();
        }

        @Override
        public void lock(WorkflowSubject subject) {}

        @Override
        public boolean isNeeded(WorkflowSubject subject) {
            return true;
        }

        @Override
        public void onSucceeded(WorkflowSubject subject) {}

        @Override
        public void onFailed(WorkflowSubject subject, WorkflowProblem problem) {}

        @Override
        public void onCancelled(WorkflowSubject subject) {}
    };

    @Test
    void anAttemptMayChangeSomethingAtItsBeginning() {
        assertThatNoException().isThrownBy(attempt(Duration.ofSeconds(10))::requireTime);
    }

    @Test
    void anAttemptThatWasSuspendedChangesNothingOnceAnotherNodeMayHaveTakenOver() {
        assertThatExceptionOfType(AttemptExpiredException.class)
                .isThrownBy(attempt(Duration.ofSeconds(16))::requireTime)
                .withMessageContaining("update-trust");
    }

    private static AttemptContext attempt(Duration age) {
        Instant now = Instant.now();
        Workflow workflow = new Workflow(new WorkflowSubject(UUID.randomUUID(), "suspended"), NO_STEPS, now);
        return new AttemptContext(
                workflow,
                WorkflowStep.pending("update-trust"),
                now,
                Duration.ofSeconds(15),
                System.nanoTime() - age.toNanos());
    }
}
