package io.tableflow.iam.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.support.TransactionTemplate;

/** What the runner promises whoever defines a workflow. */
class WorkflowTest {

    private static final WorkflowProblem TROUBLE = WorkflowProblem.passing("trouble", "It did not work.");

    private static LocalAws aws;
    private static Node node;

    private final WorkflowSubject subject = new WorkflowSubject(UUID.randomUUID(), "subject-" + UUID.randomUUID());
    private ScriptedWorkflow.Play script;

    @BeforeAll
    static void start() {
        aws = LocalAws.start();
        node = Node.start(TestDatabase.create(), aws, List.of(ScriptedWorkflow.class));
    }

    @AfterAll
    static void stop() {
        node.close();
        aws.close();
    }

    @BeforeEach
    void open() {
        script = node.bean(ScriptedWorkflow.class).of(subject);
    }

    @Test
    void runsTheStepsInTheirOrder() {
        UUID workflow = begin();

        awaitState(workflow, WorkflowState.SUCCEEDED);
        assertThat(script.story).containsExactly("first", "second", "succeeded");
    }

    @Test
    void triesAStepThatThrowsAgainAndShowsWhyMeanwhile() {
        CountDownLatch seen = new CountDownLatch(1);
        script.when("first", attempt -> {
            if (attempt.number() == 1) {
                throw new IllegalStateException("a bug");
            }
            await(seen);
            return StepResult.done();
        });
        UUID workflow = begin();

        WorkflowStep step =
                Awaitility.await().until(() -> find(workflow).steps().getFirst(), it -> it.attempts() == 2);
        assertThat(step.lastError()).extracting(WorkflowProblem::code).isEqualTo("internal-error");
        seen.countDown();
        awaitState(workflow, WorkflowState.SUCCEEDED);
    }

    @Test
    void waitsWithoutBeingRunning() {
        script.when("first", attempt -> new StepResult.Wait(TROUBLE, Duration.ofHours(1), null));

        UUID workflow = begin();

        awaitState(workflow, WorkflowState.WAITING);
        assertThat(find(workflow).steps().getFirst().state()).isEqualTo(StepState.WAITING);
        assertThat(find(workflow).nextAttemptAt()).isNotNull();
    }

    @Test
    void givesUpWhenPatienceRunsOut() {
        script.when("first", attempt -> new StepResult.Retry(TROUBLE, Duration.ZERO, Duration.ofNanos(1)));

        UUID workflow = begin();

        awaitState(workflow, WorkflowState.FAILED);
        assertThat(script.story).containsExactly("failed: trouble");
        assertThat(find(workflow).problem()).isNotNull();
    }

    @Test
    void aWaitWithALimitOfItsOwnDoesNotUseUpTheStepsDeadline() {
        script.when("first", attempt -> new StepResult.Wait(TROUBLE, Duration.ofHours(2), Duration.ofDays(1)));
        UUID workflow = begin();
        awaitState(workflow, WorkflowState.WAITING);

        script.when("first", attempt -> new StepResult.Retry(TROUBLE, Duration.ofHours(1), null));
        wake(workflow);

        Awaitility.await().until(() -> find(workflow).steps().getFirst().attempts() == 2);
        awaitState(workflow, WorkflowState.WAITING);
        assertThat(find(workflow).steps().getFirst().triedSince())
                .isAfter(Instant.now().plusSeconds(3600));
    }

    @Test
    void leavesTheNextStepToAnotherNodeWhenItIsAboutToStop() {
        script.when("first", attempt -> new StepResult.Wait(TROUBLE, Duration.ofHours(1), null));
        UUID workflow = begin();
        awaitState(workflow, WorkflowState.WAITING);
        WorkflowProgress progress = node.bean(WorkflowProgress.class);
        StageAttempt last = begin(workflow);

        Continuation next = progress.advance(last, done(last, "first"), false);

        assertThat(script.story).containsExactly("first");
        assertThat(find(workflow).steps().get(1).state()).isEqualTo(StepState.PENDING);
        assertThat(next)
                .asInstanceOf(InstanceOfAssertFactories.type(Continuation.DueAt.class))
                .satisfies(due -> assertThat(due.when()).isBeforeOrEqualTo(Instant.now()));
    }

    @Test
    void resumesAtTheStepThatFailed() {
        script.when(
                "second",
                attempt -> attempt.number() == 1 ? new StepResult.Failed(TROUBLE) : script.done(attempt, "second"));
        UUID workflow = begin();
        awaitState(workflow, WorkflowState.FAILED);

        inTransaction(() -> node.bean(WorkflowService.class).resume(workflow));

        awaitState(workflow, WorkflowState.SUCCEEDED);
        assertThat(script.story).containsExactly("first", "failed: trouble", "second", "succeeded");
        assertThat(find(workflow).problem()).isNull();
    }

    @Test
    void makesRoomBeforeTheNextStepWhenItIsNoLongerWanted() {
        script.when("first", attempt -> {
            script.isNoLongerWanted();
            return script.done(attempt, "first");
        });

        UUID workflow = begin();

        awaitState(workflow, WorkflowState.CANCELLED);
        assertThat(script.story).containsExactly("first", "cancelled");
    }

    @Test
    void canBeWokenWhileItWaits() {
        script.when(
                "first",
                attempt -> attempt.number() == 1
                        ? new StepResult.Wait(TROUBLE, Duration.ofHours(1), null)
                        : StepResult.done());
        UUID workflow = begin();
        awaitState(workflow, WorkflowState.WAITING);

        wake(workflow);

        awaitState(workflow, WorkflowState.SUCCEEDED);
    }

    @Test
    void doesNotMissAChangeOfMindDuringAnAttempt() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch changed = new CountDownLatch(1);
        script.when("first", attempt -> {
            begun.countDown();
            await(changed);
            return script.done(attempt, "first");
        });
        UUID workflow = begin();
        await(begun);

        script.isNoLongerWanted();
        wake(workflow);
        changed.countDown();

        awaitState(workflow, WorkflowState.CANCELLED);
        assertThat(script.story).containsExactly("first", "cancelled");
    }

    @Test
    void aWakeUpDuringAnAttemptThatFailsIsNotSleptOver() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch changed = new CountDownLatch(1);
        script.when("first", attempt -> {
            begun.countDown();
            await(changed);
            return attempt.number() == 1 ? new StepResult.Retry(TROUBLE, Duration.ofHours(1), null) : StepResult.done();
        });
        UUID workflow = begin();
        await(begun);

        wake(workflow);
        changed.countDown();

        awaitState(workflow, WorkflowState.SUCCEEDED);
    }

    @Test
    void aFailureIsLookedAtAgainWhenWhatIsWantedChangedMeanwhile() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch changed = new CountDownLatch(1);
        script.when("first", attempt -> {
            begun.countDown();
            await(changed);
            return attempt.number() == 1 ? new StepResult.Failed(TROUBLE) : StepResult.done();
        });
        UUID workflow = begin();
        await(begun);

        wake(workflow);
        changed.countDown();

        awaitState(workflow, WorkflowState.SUCCEEDED);
        assertThat(script.story).containsExactly("second", "succeeded");
    }

    @Test
    void storesWhatAStepHasLearnedBeforeItGoesOnWithIt() {
        script.when("first", attempt -> {
            if (attempt.number() > 1) {
                return script.done(attempt, "first");
            }
            attempt.store(() -> script.story.add("learned"));
            return StepResult.again();
        });

        UUID workflow = begin();

        awaitState(workflow, WorkflowState.SUCCEEDED);
        assertThat(script.story).containsExactly("learned", "first", "second", "succeeded");
        assertThat(find(workflow).steps().getFirst().attempts()).isEqualTo(2);
    }

    @Test
    void whatIsNoLongerWantedMakesRoomRatherThanFails() {
        script.when("first", attempt -> {
            script.isNoLongerWanted();
            return new StepResult.Failed(TROUBLE);
        });

        UUID workflow = begin();

        awaitState(workflow, WorkflowState.CANCELLED);
        assertThat(script.story).containsExactly("cancelled");
    }

    @Test
    void countsPatienceFromWhenTheSameTroubleBegan() {
        WorkflowProblem outage = WorkflowProblem.passing("outage", "Nobody answers.");
        script.when("first", attempt -> {
            if (attempt.number() < 4) {
                return new StepResult.Retry(outage, Duration.ofMillis(50), null);
            }
            return attempt.number() == 4
                    ? new StepResult.Retry(TROUBLE, Duration.ZERO, Duration.ofMillis(100))
                    : StepResult.done();
        });

        UUID workflow = begin();

        awaitState(workflow, WorkflowState.SUCCEEDED);
    }

    @Test
    void canBeWokenAtAnyMomentAlsoWhileItIsBeingPicked() {
        CountDownLatch enough = new CountDownLatch(1);
        script.when(
                "first",
                attempt -> enough.getCount() == 0
                        ? StepResult.done()
                        : new StepResult.Wait(TROUBLE, Duration.ZERO, Duration.ofDays(1)));
        UUID workflow = begin();

        for (int i = 0; i < 300; i++) {
            wake(workflow);
        }
        enough.countDown();

        awaitState(workflow, WorkflowState.SUCCEEDED);
    }

    @Test
    void dropsTheOutcomeOfANodeThatLostItsLease() {
        script.when("first", attempt -> new StepResult.Wait(TROUBLE, Duration.ofHours(1), null));
        UUID workflow = begin();
        awaitState(workflow, WorkflowState.WAITING);
        WorkflowProgress progress = node.bean(WorkflowProgress.class);
        StageAttempt paused = begin(workflow);
        StageAttempt successor = begin(workflow);

        assertThat(progress.advance(paused, done(paused, "too late"), true)).isInstanceOf(Continuation.DueAt.class);
        assertThat(script.story).isEmpty();
        assertThat(progress.advance(successor, done(successor, "in time"), true))
                .isInstanceOf(Continuation.Attempts.class);
        assertThat(script.story).containsExactly("in time");
    }

    @Test
    void storesWhatIsRecordedAlsoOfAnAttemptThatThrows() {
        script.when("first", attempt -> {
            if (attempt.number() > 1) {
                return StepResult.done();
            }
            attempt.record(() -> script.story.add("recorded"));
            attempt.store(() -> script.story.add("never stored"));
            throw new IllegalStateException("a bug");
        });

        UUID workflow = begin();

        awaitState(workflow, WorkflowState.SUCCEEDED);
        assertThat(script.story).containsExactly("recorded", "second", "succeeded");
    }

    @Test
    void storesWhatIsRecordedAlsoWhenTheLeaseIsLost() {
        script.when("first", attempt -> new StepResult.Wait(TROUBLE, Duration.ofHours(1), null));
        UUID workflow = begin();
        awaitState(workflow, WorkflowState.WAITING);
        WorkflowProgress progress = node.bean(WorkflowProgress.class);
        StageAttempt paused = begin(workflow);
        paused.steps().getFirst().context().record(() -> script.story.add("recorded"));
        begin(workflow);

        assertThat(progress.advance(paused, done(paused, "too late"), true)).isInstanceOf(Continuation.DueAt.class);

        assertThat(script.story).containsExactly("recorded");
    }

    @Test
    void storesNothingOfAnOutcomeWhoseEffectCannotBeStored() {
        script.when("first", attempt -> {
            if (attempt.number() == 1) {
                attempt.store(() -> {
                    throw new DataIntegrityViolationException("refused by the database");
                });
            }
            return StepResult.done();
        });

        UUID workflow = begin();

        awaitState(workflow, WorkflowState.SUCCEEDED);
        assertThat(find(workflow).steps().getFirst().attempts()).isEqualTo(2);
    }

    @Test
    void hasOneActiveWorkflowOfASubjectAtMost() {
        script.when("first", attempt -> new StepResult.Wait(TROUBLE, Duration.ofHours(1), null));
        begin();

        assertThatThrownBy(this::begin).isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void backsOffLongerEachTimeAndNotForEver() {
        Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(5));

        assertThat(backoff.after(1)).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
        assertThat(backoff.after(4)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
        assertThat(backoff.after(1_000_000)).isBetween(Duration.ofMillis(2500), Duration.ofSeconds(5));
    }

    private UUID begin() {
        return inTransaction(() -> {
            node.bean(ScriptedWorkflow.class).lock(subject);
            return node.bean(WorkflowService.class)
                    .start(subject, ScriptedWorkflow.KIND)
                    .id();
        });
    }

    /** As a node that has the lease. */
    private static StageAttempt begin(UUID workflow) {
        Continuation next = node.bean(WorkflowProgress.class).begin(workflow, true);
        return ((Continuation.Attempts) next).stage();
    }

    private List<StageAttempt.Outcome> done(StageAttempt stage, String line) {
        AttemptContext only = stage.steps().getFirst().context();
        return List.of(new StageAttempt.Outcome(only, script.done(only, line)));
    }

    private void wake(UUID workflow) {
        inTransaction(() -> {
            node.bean(ScriptedWorkflow.class).lock(subject);
            WorkflowService workflows = node.bean(WorkflowService.class);
            workflows.wake(workflows.find(workflow).orElseThrow());
            return subject;
        });
    }

    private Workflow find(UUID workflow) {
        return node.bean(WorkflowService.class).find(workflow).orElseThrow();
    }

    private void awaitState(UUID workflow, WorkflowState state) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> find(workflow).state() == state);
    }

    private static <T> T inTransaction(Supplier<T> work) {
        return node.bean(TransactionTemplate.class).execute(status -> work.get());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
