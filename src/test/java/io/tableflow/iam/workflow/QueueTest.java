package io.tableflow.iam.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.transaction.support.TransactionTemplate;

/** One worker, and more to do than it can. */
class QueueTest {

    private static final WorkflowProblem TROUBLE = WorkflowProblem.passing("trouble", "It did not work.");
    private static final Duration GIVE_UP = Duration.ofSeconds(2);

    @AutoClose
    private final LocalAws aws = LocalAws.start();

    @AutoClose
    private final Node node = Node.start(
            TestDatabase.create(),
            aws,
            List.of(ScriptedWorkflow.class),
            "tableflow.workflow.concurrency=1",
            "tableflow.workflow.give-up-after=" + GIVE_UP.toSeconds() + "s");

    private final WorkflowSubject waiting = new WorkflowSubject(UUID.randomUUID(), "waiting");
    private final WorkflowSubject busy = new WorkflowSubject(UUID.randomUUID(), "busy");

    @ParameterizedTest(name = "with a limit of its own: {0}")
    @CsvSource({"false", "true"})
    void timeInTheQueueIsNotTimeSpentTrying(boolean ownLimit) {
        @Nullable Duration limit = ownLimit ? GIVE_UP : null;
        CountDownLatch release = new CountDownLatch(1);
        play(busy).when("first", attempt -> {
            awaitUninterruptibly(release);
            return StepResult.done();
        });
        play(waiting).when("first", attempt -> {
            if (attempt.number() == 1) {
                start(busy);
            }
            return attempt.number() < 3
                    ? new StepResult.Retry(TROUBLE, Duration.ofMillis(300), limit)
                    : StepResult.done();
        });

        UUID workflow = start(waiting);
        Instant due = Awaitility.await()
                .until(() -> find(workflow), it -> it.state() == WorkflowState.WAITING)
                .nextAttemptAt();
        Awaitility.await()
                .until(() -> Instant.now()
                        .isAfter(Objects.requireNonNull(due).plus(GIVE_UP).plus(GIVE_UP)));
        assertThat(find(workflow).steps().getFirst().attempts()).isEqualTo(1);
        release.countDown();

        Awaitility.await().until(() -> !find(workflow).state().isActive());
        assertThat(find(workflow).state()).isEqualTo(WorkflowState.SUCCEEDED);
    }

    private ScriptedWorkflow.Play play(WorkflowSubject subject) {
        return node.bean(ScriptedWorkflow.class).of(subject);
    }

    private UUID start(WorkflowSubject subject) {
        return Objects.requireNonNull(node.bean(TransactionTemplate.class)
                .execute(status -> node.bean(WorkflowService.class)
                        .start(subject, ScriptedWorkflow.KIND)
                        .id()));
    }

    private Workflow find(UUID workflow) {
        return node.bean(WorkflowService.class).find(workflow).orElseThrow();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
