package io.tableflow.iam.workflow;

import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.workflow.WorkflowEvent.Source;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The short transactions between two attempts. They store the outcome of one, and begin the next as the rows say. */
@Component
class WorkflowProgress {

    private static final Logger log = LoggerFactory.getLogger(WorkflowProgress.class);

    private final WorkflowRepository workflows;
    private final WorkflowDefinitionRegistry definitions;
    private final SubjectLock lock;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final Duration giveUpAfter;
    private final Backoff backoff;

    WorkflowProgress(
            WorkflowRepository workflows,
            WorkflowDefinitionRegistry definitions,
            SubjectLock lock,
            ApplicationEventPublisher events,
            Clock clock,
            TableflowProperties properties) {
        this.workflows = workflows;
        this.definitions = definitions;
        this.lock = lock;
        this.events = events;
        this.clock = clock;
        this.giveUpAfter = properties.workflow().giveUpAfter();
        this.backoff = new Backoff(
                properties.workflow().firstBackoff(), properties.workflow().longestBackoff());
    }

    /** The workflow's subject, so that its lock can be taken before its row is read. */
    @Transactional(readOnly = true)
    public WorkflowSubject subjectOf(UUID workflowId) {
        return find(workflowId).subject();
    }

    /** Begins the next attempt; empty if there is nothing to do now. */
    @Transactional
    public Optional<AttemptContext> begin(UUID workflowId, WorkflowSubject subject) {
        lock.acquire(subject.name());
        Workflow workflow = find(workflowId);
        workflow.current()
                .filter(step -> step.state() == StepState.RUNNING)
                .ifPresent(lost -> events.publishEvent(
                        new WorkflowEvent.AttemptLost(Source.of(workflow), lost.name(), lost.attempts())));
        return next(workflow, true);
    }

    /**
     * Stores an attempt's outcome and begins the next attempt; empty if there is nothing more to do now. What the
     * attempt recorded is stored in any case.
     *
     * @param mayBegin whether this node may begin another attempt; false if it is about to stop
     */
    @Transactional
    public Optional<AttemptContext> advance(AttemptContext attempt, StepResult result, boolean mayBegin) {
        lock.acquire(attempt.subject().name());
        Workflow workflow = find(attempt.workflowId());
        attempt.storeRecords();
        if (!Objects.equals(workflow.version(), attempt.version())) {
            log.warn(
                    "Another node took workflow {} over during step {}: this attempt's outcome is dropped",
                    workflow.id(),
                    attempt.step().name());
            return Optional.empty();
        }
        WorkflowStep step = workflow.current().orElseThrow();
        Instant now = clock.instant();
        switch (result) {
            case StepResult.Done done -> {
                attempt.storeEffects();
                step.done(now);
            }
            case StepResult.Again again -> {
                attempt.storeEffects();
                step.again();
            }
            case StepResult.Wait wait -> pause(attempt, workflow, step, wait.why(), wait.after(), wait.giveUpAfter());
            case StepResult.Retry retry -> {
                Duration after = retry.after() == null ? backoff.after(step.countRetry()) : retry.after();
                pause(attempt, workflow, step, retry.why(), after, retry.giveUpAfter());
            }
            case StepResult.Failed failed -> fail(workflow, step, failed.problem());
        }
        boolean goesOn = result instanceof StepResult.Done || result instanceof StepResult.Again;
        return goesOn ? next(workflow, mayBegin) : Optional.empty();
    }

    /** When the workflow is due again; empty if it has ended. */
    @Transactional
    public Optional<Instant> nextAttemptAt(UUID workflowId, WorkflowSubject subject) {
        lock.acquire(subject.name());
        Workflow workflow = find(workflowId);
        return workflow.state().isActive() ? Optional.ofNullable(workflow.nextAttemptAt()) : Optional.empty();
    }

    private Optional<AttemptContext> next(Workflow workflow, boolean mayBegin) {
        if (!workflow.state().isActive()) {
            return Optional.empty();
        }
        WorkflowDefinition definition = definitions.of(workflow.kind());
        Instant now = clock.instant();
        if (!definition.isNeeded(workflow.subject())) {
            cancel(workflow, definition);
            return Optional.empty();
        }
        Optional<WorkflowStep> current = workflow.current();
        if (current.isEmpty()) {
            workflow.succeed(now);
            workflows.saveAndFlush(workflow);
            events.publishEvent(new WorkflowEvent.WorkflowSucceeded(Source.of(workflow)));
            definition.onSucceeded(workflow.subject());
            return Optional.empty();
        }
        if (!mayBegin) {
            return Optional.empty();
        }
        WorkflowStep step = current.get();
        workflow.begin(step, now);
        workflows.saveAndFlush(workflow);
        return Optional.of(new AttemptContext(
                workflow.id(),
                workflow.subject(),
                definitions.step(workflow.kind(), step.name()),
                step.attempts(),
                step.triedSince(),
                Objects.requireNonNull(workflow.version())));
    }

    private void pause(
            AttemptContext attempt,
            Workflow workflow,
            WorkflowStep step,
            WorkflowProblem why,
            Duration after,
            @Nullable Duration ownLimit) {
        Instant now = clock.instant();
        Instant since = ownLimit == null ? attempt.triedSince() : step.troubleSince(why, now);
        Duration limit = ownLimit == null ? giveUpAfter : ownLimit;
        if (now.isAfter(since.plus(limit)) && !workflow.wasWoken()) {
            fail(workflow, step, gaveUp(why, limit, attempt.number()));
        } else {
            workflow.await(step, why, now.plus(after), now);
            if (ownLimit != null) {
                step.waiting(after);
            }
        }
    }

    /**
     * A workflow that is no longer needed is cancelled instead. One that was woken during the attempt does not fail
     * yet, because the attempt may have seen an outdated state.
     */
    private void fail(Workflow workflow, WorkflowStep step, WorkflowProblem problem) {
        WorkflowDefinition definition = definitions.of(workflow.kind());
        if (!definition.isNeeded(workflow.subject())) {
            cancel(workflow, definition);
            return;
        }
        if (workflow.wasWoken()) {
            workflow.await(step, problem, clock.instant(), clock.instant());
            return;
        }
        workflow.fail(step, problem, clock.instant());
        workflows.saveAndFlush(workflow);
        events.publishEvent(new WorkflowEvent.WorkflowFailed(Source.of(workflow), step.name(), problem));
        definition.onFailed(workflow.subject(), problem);
    }

    private void cancel(Workflow workflow, WorkflowDefinition definition) {
        workflow.cancel(clock.instant());
        workflows.saveAndFlush(workflow);
        events.publishEvent(new WorkflowEvent.WorkflowCancelled(Source.of(workflow)));
        definition.onCancelled(workflow.subject());
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
