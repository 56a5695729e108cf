package io.tableflow.iam.workflow;

import io.tableflow.iam.common.TraceContext;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.Mutability;
import org.hibernate.annotations.OptimisticLock;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.java.Immutability;
import org.jspecify.annotations.Nullable;

/**
 * One durable run of ordered steps for one subject. Its version is the fence: an outcome is stored only if the version
 * is still the one under which the attempt began, so a node that has lost its lease cannot overwrite its successor.
 */
@Entity
public class Workflow {

    @Id
    private UUID id;

    private UUID subjectId;
    private String subjectName;
    private String kind;

    @Enumerated(EnumType.STRING)
    private WorkflowState state;

    @JdbcTypeCode(SqlTypes.JSON)
    @Mutability(Immutability.class)
    private List<WorkflowStep> steps;

    @JdbcTypeCode(SqlTypes.JSON)
    @Mutability(Immutability.class)
    private @Nullable WorkflowProblem problem;

    private @Nullable Instant nextAttemptAt;

    /** Set by others while an attempt is in progress, so it leaves the version as it is. */
    @OptimisticLock(excluded = true)
    private boolean woken;

    /** As they were when it was requested; null: traces were off. */
    private @Nullable String traceparent;

    private @Nullable String traceLink;

    private Instant createdAt;
    private Instant updatedAt;
    private @Nullable Instant finishedAt;

    @Version
    private @Nullable Long version;

    @SuppressWarnings("NullAway.Init")
    protected Workflow() {}

    Workflow(WorkflowSubject subject, WorkflowDefinition definition, Instant now) {
        this.id = UUID.randomUUID();
        this.subjectId = subject.id();
        this.subjectName = subject.name();
        this.kind = definition.kind();
        this.state = WorkflowState.RUNNING;
        this.nextAttemptAt = now;
        this.traceparent = TraceContext.traceparent();
        this.createdAt = now;
        this.updatedAt = now;
        this.steps = definition.stages().stream()
                .flatMap(stage -> stage.steps().stream())
                .filter(step -> definition.includes(step, subject))
                .map(step -> WorkflowStep.pending(step.name()))
                .toList();
    }

    /** In which trace it was requested, in the form of the header of that name; null: in none. */
    @Nullable
    String traceparent() {
        return traceparent;
    }

    /** The trace of the subject's workflow before; null: it is the same, or there is none. */
    @Nullable
    String traceLink() {
        return traceLink;
    }

    /** It has to do with a workflow that was in another trace. */
    void link(@Nullable String other) {
        traceLink = other;
    }

    /** The steps that are not done, in their order. */
    List<WorkflowStep> pending() {
        return steps.stream().filter(step -> step.state() != StepState.DONE).toList();
    }

    /** Attempts at these steps begin. */
    void begin(Collection<String> names, Instant now) {
        names.forEach(name -> replace(name, step -> step.begun(now)));
        become(WorkflowState.RUNNING, now);
        nextAttemptAt = now;
        woken = false;
    }

    /** The step has ensured its result, or there was nothing to do. */
    void done(String name, Instant now) {
        replace(name, step -> step.done(now));
        updatedAt = now;
    }

    /** The step is attempted again at once. */
    void again(String name) {
        replace(name, WorkflowStep::again);
    }

    /** Nobody knows whether what an attempt at the step has begun took effect. */
    void withUnknownOutcome(String name) {
        replace(name, WorkflowStep::withUnknownOutcome);
    }

    /** Counts a failure of the step, and returns how many there were, from 1. */
    int countRetry(String name) {
        replace(name, WorkflowStep::retried);
        return require(name).retries();
    }

    /** The step waited with a limit of the wait's own. */
    void waited(String name, Duration wait) {
        replace(name, step -> step.waited(wait));
    }

    /** The step was due for so long before its next attempt begins. */
    void overdue(String name, Duration since) {
        replace(name, step -> step.overdue(since));
    }

    /**
     * Waits, unless it was woken during the attempt: the attempt may then have seen an outdated state. If several steps
     * wait, the last of them decides when it goes on.
     */
    void await(String name, WorkflowProblem why, Instant until, Instant now) {
        replace(name, step -> step.waiting(why, now));
        boolean alsoWaits = state == WorkflowState.WAITING && nextAttemptAt != null && nextAttemptAt.isAfter(until);
        become(WorkflowState.WAITING, now);
        nextAttemptAt = woken ? now : alsoWaits ? nextAttemptAt : until;
    }

    void succeed(Instant now) {
        finish(WorkflowState.SUCCEEDED, now);
    }

    /** These steps failed. Others that were waiting are attempted again when the workflow is resumed. */
    void fail(Map<String, WorkflowProblem> problems, Instant now) {
        steps.stream().filter(step -> step.state() == StepState.WAITING).forEach(step -> again(step.name()));
        problems.forEach((name, why) -> replace(name, step -> step.failed(why, now)));
        problem = problems.values().iterator().next();
        finish(WorkflowState.FAILED, now);
    }

    void cancel(Instant now) {
        pending().forEach(step -> replace(step.name(), it -> it.cancelled(now)));
        finish(WorkflowState.CANCELLED, now);
    }

    /** The desired state has changed: it is due now, or after the attempt that is in progress. */
    void wake(Instant now) {
        if (state == WorkflowState.WAITING) {
            nextAttemptAt = now;
            pending().forEach(step -> replace(step.name(), WorkflowStep::withoutTrouble));
        } else {
            woken = true;
        }
    }

    /** Whether it was woken during the attempt that is in progress. */
    boolean wasWoken() {
        return woken;
    }

    /** Resumes a FAILED workflow at the step that failed. */
    void resume(Instant now) {
        if (state != WorkflowState.FAILED) {
            throw new IllegalStateException("Only a FAILED workflow can be resumed; " + id + " is " + state);
        }
        pending().forEach(step -> replace(step.name(), WorkflowStep::resumed));
        problem = null;
        finishedAt = null;
        nextAttemptAt = now;
        become(WorkflowState.RUNNING, now);
    }

    private void replace(String name, UnaryOperator<WorkflowStep> change) {
        steps = steps.stream()
                .map(step -> step.name().equals(name) ? change.apply(step) : step)
                .toList();
    }

    private void finish(WorkflowState end, Instant now) {
        become(end, now);
        nextAttemptAt = null;
        finishedAt = now;
    }

    private void become(WorkflowState next, Instant now) {
        state = next;
        updatedAt = now;
    }

    public UUID id() {
        return id;
    }

    public WorkflowSubject subject() {
        return new WorkflowSubject(subjectId, subjectName);
    }

    public String kind() {
        return kind;
    }

    public WorkflowState state() {
        return state;
    }

    public List<WorkflowStep> steps() {
        return steps;
    }

    /** The step with that name. */
    public Optional<WorkflowStep> step(String name) {
        return steps.stream().filter(step -> step.name().equals(name)).findFirst();
    }

    WorkflowStep require(String name) {
        return step(name).orElseThrow(() -> new IllegalStateException("Workflow " + id + " has no step " + name));
    }

    /** Why it is FAILED; {@code null} if it is not. */
    public @Nullable WorkflowProblem problem() {
        return problem;
    }

    /** When the runner continues it; {@code null} if it has ended. */
    public @Nullable Instant nextAttemptAt() {
        return nextAttemptAt;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }

    public @Nullable Instant finishedAt() {
        return finishedAt;
    }

    @Nullable
    Long version() {
        return version;
    }
}
