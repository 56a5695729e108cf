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

/** The row of one step. It is changed by its {@link Workflow} only. */
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

    /** The attempt came to an end that is stored, and another is to follow. */
    void again() {
        state = StepState.PENDING;
    }

    /** Notes why it did not succeed; the same trouble again is old trouble. */
    void await(WorkflowProblem why, Instant now) {
        if (troubleSince == null || lastError == null || !lastError.code().equals(why.code())) {
            troubleSince = now;
        }
        state = StepState.WAITING;
        lastError = why;
    }

    /** It did not work: the next pause is longer. Says which failure in this step it was, from 1. */
    int countRetry() {
        return ++retries;
    }

    /** A wait that has a limit of its own does not use up the step's. */
    void waiting(Duration wait) {
        waitedMillis += wait.toMillis();
    }

    /** From when the step's own deadline counts: when the first attempt began, and later by what was spent waiting. */
    Instant triedSince() {
        return Objects.requireNonNull(startedAt, "not begun").plusMillis(waitedMillis);
    }

    /** Something has changed: what was in the way until now may not be any more. */
    void hope() {
        troubleSince = null;
    }

    /** Since when the same trouble has been in the way, {@code why} included. */
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

    /** Back to where it stopped, with a deadline of its own. */
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

    /** How many attempts were begun, over all retries. */
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
