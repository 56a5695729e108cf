package io.tableflow.iam.workflow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One attempt at a step, and what is to be stored in the transaction that stores its outcome. It belongs to the thread
 * that makes the attempt.
 */
public final class AttemptContext {

    private final Workflow workflow;
    private final WorkflowStep step;
    private final List<Runnable> effects = new ArrayList<>();
    private final List<Runnable> known = new ArrayList<>();
    private final List<Runnable> records = new ArrayList<>();
    private final Instant begunAt;
    private final long begunNanos;
    private final Duration longest;
    private boolean outcomeUnknown;

    /** An attempt at {@code step}, as it is stored once the attempt has begun. */
    AttemptContext(Workflow workflow, WorkflowStep step, Instant begunAt, Duration longest) {
        this(workflow, step, begunAt, longest, System.nanoTime());
    }

    /**
     * An attempt.
     *
     * @param longest how long after its beginning it may begin to change something
     * @param begunNanos when it began, by {@link System#nanoTime()}
     */
    AttemptContext(Workflow workflow, WorkflowStep step, Instant begunAt, Duration longest, long begunNanos) {
        this.longest = longest;
        this.begunAt = begunAt;
        this.begunNanos = begunNanos;
        this.workflow = workflow;
        this.step = step;
    }

    public UUID workflowId() {
        return workflow.id();
    }

    /** What the workflow is for. */
    public WorkflowSubject subject() {
        return workflow.subject();
    }

    /** The name of the step. */
    public String stepName() {
        return step.name();
    }

    /** Counts the attempts at this step, from 1, over all retries. */
    public int number() {
        return step.attempts();
    }

    /** Whether the attempt before this one ended with that problem, and is tried again for it. */
    public boolean isRetriedAfter(String problemCode) {
        return step.troubleSince() != null
                && step.lastError() != null
                && step.lastError().code().equals(problemCode);
    }

    /** A step that this workflow has done before this attempt. */
    public Optional<WorkflowStep> doneBefore(String stepName) {
        return workflow.step(stepName).filter(it -> it.state() == StepState.DONE);
    }

    /**
     * Stores something if the outcome is {@link StepResult.Done} or {@link StepResult.Again}, and only if the lease was
     * not lost meanwhile.
     */
    public void store(Runnable effect) {
        effects.add(effect);
    }

    /** Stores something whatever the outcome is, but only if the lease was not lost meanwhile. */
    public void storeAnyway(Runnable effect) {
        known.add(effect);
    }

    /** Stores something whatever the outcome is, also if the attempt throws, or the lease was lost meanwhile. */
    public void record(Runnable entry) {
        records.add(entry);
    }

    /**
     * To be called right before each change of something outside the database, where the version of the workflow's row
     * does not keep out a node that has lost its lease.
     *
     * @throws AttemptExpiredException if another node may be attempting the same by now
     */
    public void requireTime() {
        if (System.nanoTime() - begunNanos > longest.toNanos()) {
            throw new AttemptExpiredException(step.name());
        }
    }

    /** Whether something was recorded: the attempt has changed something, or may have. */
    boolean hasRecords() {
        return !records.isEmpty();
    }

    /** Something was begun of which nobody knows whether it took effect. Stored whatever the attempt's outcome is. */
    public void outcomeUnknown() {
        outcomeUnknown = true;
    }

    boolean isOutcomeUnknown() {
        return outcomeUnknown;
    }

    void storeEffects() {
        effects.forEach(Runnable::run);
    }

    void storeKnown() {
        known.forEach(Runnable::run);
    }

    void storeRecords() {
        records.forEach(Runnable::run);
    }

    /** When this attempt began. */
    Instant begunAt() {
        return begunAt;
    }

    /** When the step's deadline starts. */
    Instant triedSince() {
        return step.triedSince();
    }
}
