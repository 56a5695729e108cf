package io.tableflow.iam.workflow;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
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

    @OneToMany(mappedBy = "workflow", cascade = CascadeType.ALL, fetch = FetchType.LAZY)
    @OrderBy("position")
    private List<WorkflowStep> steps = new ArrayList<>();

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable WorkflowProblem problem;

    private @Nullable Instant nextAttemptAt;
    private boolean woken;
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
        this.createdAt = now;
        this.updatedAt = now;
        for (Step step : definition.steps()) {
            steps.add(new WorkflowStep(this, steps.size(), step.name()));
        }
    }

    /** The first step that is not done; empty when all are. */
    Optional<WorkflowStep> current() {
        return steps.stream().filter(step -> step.state() != StepState.DONE).findFirst();
    }

    void begin(WorkflowStep step, Instant now) {
        step.begin(now);
        become(WorkflowState.RUNNING, now);
        nextAttemptAt = now;
        woken = false;
    }

    /** Waits, unless it was woken during the attempt: the attempt may then have seen an outdated state. */
    void await(WorkflowStep step, WorkflowProblem why, Instant until, Instant now) {
        step.await(why, now);
        become(WorkflowState.WAITING, now);
        nextAttemptAt = woken ? now : until;
    }

    void succeed(Instant now) {
        finish(WorkflowState.SUCCEEDED, now);
    }

    void fail(WorkflowStep step, WorkflowProblem problem, Instant now) {
        step.fail(problem, now);
        this.problem = problem;
        finish(WorkflowState.FAILED, now);
    }

    void cancel(Instant now) {
        steps.stream().filter(step -> step.state() != StepState.DONE).forEach(step -> step.cancel(now));
        finish(WorkflowState.CANCELLED, now);
    }

    /** Makes it due now, if it is waiting. */
    void wake(Instant now) {
        if (state == WorkflowState.WAITING) {
            nextAttemptAt = now;
            current().ifPresent(WorkflowStep::forgetTrouble);
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
        current().ifPresent(WorkflowStep::resume);
        problem = null;
        finishedAt = null;
        nextAttemptAt = now;
        become(WorkflowState.RUNNING, now);
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
        return List.copyOf(steps);
    }

    /** The step with that name. */
    public Optional<WorkflowStep> step(String name) {
        return steps.stream().filter(step -> step.name().equals(name)).findFirst();
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
