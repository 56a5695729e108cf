package io.tableflow.iam.workflow;

import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerProperties;
import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.workflow.StageAttempt.Begun;
import io.tableflow.iam.workflow.StageAttempt.Outcome;
import io.tableflow.iam.workflow.WorkflowEvent.Source;
import io.tableflow.iam.workflow.event.WorkflowEnded;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The short transactions between two stages. They store the outcomes of one, and begin the next as the rows say. */
@Component
@Transactional
class WorkflowProgress {

    private static final Logger log = LoggerFactory.getLogger(WorkflowProgress.class);

    private final WorkflowRepository workflows;
    private final WorkflowDefinitionRegistry definitions;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final Duration giveUpAfter;
    private final Backoff backoff;

    /**
     * How long after its beginning an attempt may begin to change something. Until then no other node can have its lease:
     * a node counts as dead after so many heartbeats, and the last of them was at most one before the beginning. A call
     * that takes longer has an unknown outcome for the node that goes on.
     */
    private final Duration longestAttempt;

    WorkflowProgress(
            WorkflowRepository workflows,
            WorkflowDefinitionRegistry definitions,
            ApplicationEventPublisher events,
            Clock clock,
            TableflowProperties properties,
            DbSchedulerProperties scheduler) {
        this.workflows = workflows;
        this.definitions = definitions;
        this.events = events;
        this.clock = clock;
        this.longestAttempt = scheduler.getHeartbeatInterval().multipliedBy(scheduler.getMissedHeartbeatsLimit() - 1L);
        this.giveUpAfter = properties.workflow().giveUpAfter();
        this.backoff = new Backoff(
                properties.workflow().firstBackoff(), properties.workflow().longestBackoff());
    }

    /**
     * Begins the next attempts, if there is something to do now.
     *
     * @param mayBegin whether this node may begin attempts now; false if it is about to stop
     */
    Continuation begin(UUID workflowId, boolean mayBegin) {
        WorkflowIdentity identity = workflows
                .findIdentityById(workflowId)
                .orElseThrow(() -> new IllegalStateException("There is no workflow " + workflowId));
        definitions.of(identity.kind()).lock(identity.subject());
        return next(find(workflowId), mayBegin);
    }

    /**
     * Stores the outcomes of a stage's attempts, and begins the next ones, if there is something to do now. What the
     * attempts recorded is stored in any case.
     *
     * @param mayBegin whether this node may begin other attempts now
     */
    Continuation advance(StageAttempt stage, List<Outcome> outcomes, boolean mayBegin) {
        definitions.of(stage.workflow().kind()).lock(stage.workflow().subject());
        Workflow workflow = find(stage.workflow().id());
        if (!Objects.equals(workflow.version(), stage.version())) {
            log.warn("Another node continues workflow {}: the outcomes of these attempts are dropped", workflow.id());
            outcomes.forEach(it -> it.context().storeRecords());
            if (outcomes.stream().anyMatch(it -> it.context().hasRecords())) {
                definitions.of(workflow.kind()).onOutcomesDropped(workflow.subject());
            }
            return asStored(workflow);
        }
        store(workflow, outcomes);
        boolean goesOn = outcomes.stream().allMatch(Outcome::goesOn);
        return goesOn ? next(workflow, mayBegin) : asStored(workflow);
    }

    private void store(Workflow workflow, List<Outcome> outcomes) {
        Map<String, WorkflowProblem> failures = new LinkedHashMap<>();
        for (Outcome outcome : outcomes) {
            AttemptContext attempt = outcome.context();
            String step = attempt.stepName();
            attempt.storeRecords();
            attempt.storeKnown();
            if (attempt.isOutcomeUnknown()) {
                workflow.withUnknownOutcome(step);
            }
            switch (outcome.result()) {
                case StepResult.Done done -> {
                    attempt.storeEffects();
                    workflow.done(step, clock.instant());
                }
                case StepResult.Again again -> {
                    attempt.storeEffects();
                    workflow.again(step);
                }
                case StepResult.Wait wait -> {
                    pause(workflow, attempt, wait.why(), wait.after(), wait.giveUpAfter())
                            .ifPresent(why -> failures.put(step, why));
                    if (wait.giveUpAfter() != null) {
                        // The attempt itself waited, for example for its turn to call AWS.
                        workflow.waited(step, Duration.between(attempt.begunAt(), clock.instant()));
                    }
                }
                case StepResult.Retry retry -> {
                    int failure = retry.after() == null ? workflow.countRetry(step) : 0;
                    Duration after = retry.after() == null ? backoff.after(failure) : retry.after();
                    pause(workflow, attempt, retry.why(), after, retry.giveUpAfter())
                            .ifPresent(why -> failures.put(step, why));
                }
                case StepResult.Failed failed -> failures.put(step, failed.problem());
            }
        }
        if (!failures.isEmpty()) {
            fail(workflow, failures);
        }
    }

    /** Waits, or returns why it waits no longer. */
    private Optional<WorkflowProblem> pause(
            Workflow workflow,
            AttemptContext attempt,
            WorkflowProblem why,
            Duration after,
            @Nullable Duration ownLimit) {
        Instant now = clock.instant();
        String step = attempt.stepName();
        Instant since =
                ownLimit == null ? attempt.triedSince() : workflow.require(step).troubleSince(why, now);
        Duration limit = ownLimit == null ? giveUpAfter : ownLimit;
        if (now.isAfter(since.plus(limit)) && !workflow.wasWoken()) {
            return Optional.of(gaveUp(why, limit, attempt.number()));
        }
        workflow.await(step, why, now.plus(after), now);
        definitions.of(workflow.kind()).onWaiting(workflow.subject(), why);
        if (ownLimit != null) {
            workflow.waited(step, after);
        }
        return Optional.empty();
    }

    /**
     * A workflow that is no longer needed is cancelled instead. One that was woken during the attempts does not fail
     * yet, because they may have seen an outdated state.
     */
    private void fail(Workflow workflow, Map<String, WorkflowProblem> problems) {
        Instant now = clock.instant();
        WorkflowDefinition definition = definitions.of(workflow.kind());
        if (!definition.isNeeded(workflow.subject())) {
            cancel(workflow, definition);
        } else if (workflow.wasWoken()) {
            problems.forEach((step, why) -> workflow.await(step, why, now, now));
        } else {
            workflow.fail(problems, now);
            ended(workflow, now);
            problems.forEach((step, why) ->
                    events.publishEvent(new WorkflowEvent.WorkflowFailed(Source.of(workflow), step, why)));
            definition.onFailed(workflow.subject(), problems.values().iterator().next());
        }
    }

    /** Begins the first stage that is not done and has something to do. */
    private Continuation next(Workflow workflow, boolean mayBegin) {
        WorkflowDefinition definition = definitions.of(workflow.kind());
        if (workflow.state().isActive() && !definition.isNeeded(workflow.subject())) {
            workflow.pending().stream()
                    .filter(step -> step.state() == StepState.RUNNING)
                    .forEach(lost -> workflow.withUnknownOutcome(lost.name()));
            cancel(workflow, definition);
        }
        while (workflow.state().isActive()) {
            List<WorkflowStep> pending = workflow.pending();
            if (pending.isEmpty()) {
                succeed(workflow, definition);
            } else if (!mayBegin) {
                break;
            } else {
                List<Begun> begun =
                        begin(workflow, definition.stageOf(pending.getFirst().name()));
                if (!begun.isEmpty()) {
                    boolean isLast = workflow.pending().size() == begun.size();
                    return new Continuation.Attempts(new StageAttempt(workflow, begun, isLast));
                }
            }
        }
        return asStored(workflow);
    }

    /** How long a workflow that waited has been due, while no worker of any node was free for it. */
    private static Duration overdue(Workflow workflow, Instant now) {
        Instant due = workflow.nextAttemptAt();
        return due == null || due.isAfter(now) ? Duration.ZERO : Duration.between(due, now);
    }

    private List<Begun> begin(Workflow workflow, Stage stage) {
        Instant now = clock.instant();
        List<Begun> begun = new ArrayList<>();
        for (Step step : stage.steps()) {
            Optional<WorkflowStep> known = workflow.step(step.name());
            if (known.isEmpty()) {
                continue;
            }
            WorkflowStep stored = known.get();
            if (stored.state() == StepState.DONE) {
                continue;
            }
            if (stored.state() == StepState.RUNNING) {
                events.publishEvent(
                        new WorkflowEvent.AttemptLost(Source.of(workflow), stored.name(), stored.attempts()));
            }
            if (stored.state() == StepState.WAITING) {
                workflow.overdue(step.name(), overdue(workflow, now));
            }
            AttemptContext context =
                    new AttemptContext(workflow, workflow.require(step.name()).begun(now), now, longestAttempt);
            step.prepare(context)
                    .ifPresentOrElse(
                            attempt -> begun.add(new Begun(context, attempt)), () -> workflow.done(step.name(), now));
        }
        if (!begun.isEmpty()) {
            workflow.begin(begun.stream().map(it -> it.context().stepName()).toList(), now);
        }
        return begun;
    }

    private void succeed(Workflow workflow, WorkflowDefinition definition) {
        Instant now = clock.instant();
        workflow.succeed(now);
        ended(workflow, now);
        events.publishEvent(new WorkflowEvent.WorkflowSucceeded(Source.of(workflow)));
        definition.onSucceeded(workflow.subject());
    }

    private void cancel(Workflow workflow, WorkflowDefinition definition) {
        Instant now = clock.instant();
        workflow.cancel(now);
        ended(workflow, now);
        events.publishEvent(new WorkflowEvent.WorkflowCancelled(Source.of(workflow)));
        definition.onCancelled(workflow.subject());
    }

    private void ended(Workflow workflow, Instant now) {
        events.publishEvent(
                new WorkflowEnded(workflow.kind(), workflow.state(), Duration.between(workflow.createdAt(), now)));
    }

    private static Continuation asStored(Workflow workflow) {
        return workflow.state().isActive()
                ? new Continuation.DueAt(Objects.requireNonNull(workflow.nextAttemptAt(), "active, so it is due"))
                : new Continuation.Ended();
    }

    private static WorkflowProblem gaveUp(WorkflowProblem why, Duration limit, int attempts) {
        String remedy = why.remedy() == null ? "When the cause is gone, retry." : why.remedy();
        return new WorkflowProblem(
                why.code(), why.detail() + " (given up after " + attempts + " attempts in " + limit + ")", remedy);
    }

    private Workflow find(UUID workflowId) {
        return workflows
                .findById(workflowId)
                .orElseThrow(() -> new IllegalStateException("There is no workflow " + workflowId));
    }
}
