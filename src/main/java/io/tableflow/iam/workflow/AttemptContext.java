package io.tableflow.iam.workflow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * One attempt at a step, and what is to be stored in the transaction that stores its outcome. It belongs to the thread
 * that makes the attempt.
 */
public final class AttemptContext {

    private final UUID workflowId;
    private final WorkflowSubject subject;
    private final Step step;
    private final int number;
    private final Instant triedSince;
    private final long version;
    private final List<Runnable> effects = new ArrayList<>();
    private final List<Runnable> records = new ArrayList<>();

    /**
     * @param version the workflow's version when the attempt began: the fence
     * @param triedSince when the step's deadline starts
     */
    AttemptContext(UUID workflowId, WorkflowSubject subject, Step step, int number, Instant triedSince, long version) {
        this.workflowId = workflowId;
        this.subject = subject;
        this.step = step;
        this.number = number;
        this.triedSince = triedSince;
        this.version = version;
    }

    public UUID workflowId() {
        return workflowId;
    }

    /** What the workflow is for. */
    public WorkflowSubject subject() {
        return subject;
    }

    /** The name of the step. */
    public String stepName() {
        return step.name();
    }

    /** Counts the attempts at this step, from 1, over all retries. */
    public int number() {
        return number;
    }

    /**
     * Stores something if the outcome is {@link StepResult.Done} or {@link StepResult.Again}, and only if the lease was
     * not lost meanwhile.
     */
    public void store(Runnable effect) {
        effects.add(effect);
    }

    /** Stores something whatever the outcome is, also if the attempt throws, or the lease was lost meanwhile. */
    public void record(Runnable entry) {
        records.add(entry);
    }

    void storeEffects() {
        effects.forEach(Runnable::run);
    }

    void storeRecords() {
        records.forEach(Runnable::run);
    }

    Step step() {
        return step;
    }

    Instant triedSince() {
        return triedSince;
    }

    long version() {
        return version;
    }
}
