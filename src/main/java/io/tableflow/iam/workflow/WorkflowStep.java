package io.tableflow.iam.workflow;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** The row of one step. Only its {@link Workflow} changes it. */
@Entity
public class WorkflowStep {

    @Id
    private UUID id;

    @ManyToOne(fetch = FetchType.LAZY)
    @SuppressWarnings("UnusedVariable") // the owning side of Workflow.steps, read by Hibernate
    private Workflow workflow;

    private int position;
    private String name;

    @Enumerated(EnumType.STRING)
    private StepState state;

    private int attempts;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable WorkflowProblem lastError;

    private @Nullable Instant troubleSince;
    private int retries;
    private long waitedMillis;
    private @Nullable Instant startedAt;
    private @Nullable Instant finishedAt;

    @SuppressWarnings("NullAway.Init")
    protected WorkflowStep() {}

    WorkflowStep(Workflow workflow, int position, String name) {
        this.id = UUID.randomUUID();
        this.workflow = workflow;
        this.position = position;
        this.name = name;
        this.state = StepState.PENDING;
    }

    void begin(Instant now) {
        state = StepState.RUNNING;
        attempts++;
        if (startedAt == null) {
            startedAt = now;
        }
    }

    void done(Instant now) {
        state = StepState.DONE;
        lastError = null;
        finishedAt = now;
    }

    /** The attempt's outcome is stored, and another attempt follows. */
    void again() {
        state = StepState.PENDING;
    }

    /** Stores why the attempt did not succeed. The same problem as before keeps its start time. */
    void await(WorkflowProblem why, Instant now) {
        if (troubleSince == null || lastError == null || !lastError.code().equals(why.code())) {
            troubleSince = now;
        }
        state = StepState.WAITING;
        lastError = why;
    }

    /** Counts a failure, which makes the next pause longer. Returns the number of failures in this step, from 1. */
    int countRetry() {
        return ++retries;
    }

    /** A wait with a limit of its own does not count towards the step's deadline. */
    void waiting(Duration wait) {
        waitedMillis += wait.toMillis();
    }

    /** When the step's deadline starts: the start of the first attempt, plus the time spent waiting. */
    Instant triedSince() {
        return Objects.requireNonNull(startedAt, "not begun").plusMillis(waitedMillis);
    }

    /** Something has changed, so the current problem may be gone: its start time is forgotten. */
    void forgetTrouble() {
        troubleSince = null;
    }

    /** Since when the step has had the same problem, including {@code why}. */
    Instant troubleSince(WorkflowProblem why, Instant now) {
        return troubleSince == null || lastError == null || !lastError.code().equals(why.code()) ? now : troubleSince;
    }

    void fail(WorkflowProblem problem, Instant now) {
        state = StepState.FAILED;
        lastError = problem;
        finishedAt = now;
    }

    void cancel(Instant now) {
        state = StepState.CANCELLED;
        finishedAt = now;
    }

    /** Starts again where it stopped, with a new deadline. */
    void resume() {
        state = StepState.PENDING;
        startedAt = null;
        finishedAt = null;
        troubleSince = null;
        waitedMillis = 0;
        retries = 0;
    }

    public int position() {
        return position;
    }

    public String name() {
        return name;
    }

    public StepState state() {
        return state;
    }

    /** How many attempts began, including those of retries. */
    public int attempts() {
        return attempts;
    }

    /** Why the latest attempt did not succeed. */
    public @Nullable WorkflowProblem lastError() {
        return lastError;
    }

    /** When the first attempt began. */
    public @Nullable Instant startedAt() {
        return startedAt;
    }

    public @Nullable Instant finishedAt() {
        return finishedAt;
    }
}
