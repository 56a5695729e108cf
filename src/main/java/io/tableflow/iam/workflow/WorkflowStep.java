package io.tableflow.iam.workflow;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One step as it is stored on its workflow's row.
 *
 * @param name that of its {@link Step}
 * @param attempts how many attempts began, including those of retries
 * @param lastError why the latest attempt did not succeed
 * @param troubleSince since when it has had that problem, without the time in which no worker was free
 * @param retries how often it failed, which makes the next pause longer
 * @param waitedMillis how long it waited with a limit of the wait's own, or was due and no worker was free: neither
 *     counts towards its deadline
 * @param startedAt when the first attempt began
 * @param finishedAt when it was done, failed or cancelled
 * @param outcomeUnknown whether nobody knows if what an attempt has begun took effect: there was no answer, or the attempt
 *     was lost
 */
public record WorkflowStep(
        String name,
        StepState state,
        int attempts,
        @Nullable WorkflowProblem lastError,
        @Nullable Instant troubleSince,
        int retries,
        long waitedMillis,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean outcomeUnknown) {

    static WorkflowStep pending(String name) {
        return new WorkflowStep(name, StepState.PENDING, 0, null, null, 0, 0, null, null, false);
    }

    WorkflowStep begun(Instant now) {
        return new WorkflowStep(
                name,
                StepState.RUNNING,
                attempts + 1,
                lastError,
                troubleSince,
                retries,
                waitedMillis,
                startedAt == null ? now : startedAt,
                null,
                outcomeUnknown || state == StepState.RUNNING);
    }

    WorkflowStep done(Instant now) {
        return new WorkflowStep(
                name,
                StepState.DONE,
                attempts,
                null,
                troubleSince,
                retries,
                waitedMillis,
                startedAt,
                now,
                outcomeUnknown);
    }

    /** Another attempt follows at once. */
    WorkflowStep again() {
        return in(StepState.PENDING, lastError, finishedAt);
    }

    /** The attempt did not succeed. The same problem as before keeps its start time. */
    WorkflowStep waiting(WorkflowProblem why, Instant now) {
        return new WorkflowStep(
                name,
                StepState.WAITING,
                attempts,
                why,
                troubleSince(why, now),
                retries,
                waitedMillis,
                startedAt,
                finishedAt,
                outcomeUnknown);
    }

    WorkflowStep failed(WorkflowProblem problem, Instant now) {
        return in(StepState.FAILED, problem, now);
    }

    WorkflowStep cancelled(Instant now) {
        return in(StepState.CANCELLED, lastError, now);
    }

    /** Starts again where it stopped, with a new deadline. */
    WorkflowStep resumed() {
        return new WorkflowStep(name, StepState.PENDING, attempts, lastError, null, 0, 0, null, null, outcomeUnknown);
    }

    /** Counts a failure. */
    WorkflowStep retried() {
        return new WorkflowStep(
                name,
                state,
                attempts,
                lastError,
                troubleSince,
                retries + 1,
                waitedMillis,
                startedAt,
                finishedAt,
                outcomeUnknown);
    }

    /** A wait with a limit of its own does not count towards the step's deadline. */
    WorkflowStep waited(Duration wait) {
        return new WorkflowStep(
                name,
                state,
                attempts,
                lastError,
                troubleSince,
                retries,
                waitedMillis + wait.toMillis(),
                startedAt,
                finishedAt,
                outcomeUnknown);
    }

    /** Time in the queue is not spent trying: it counts neither towards the deadline nor as part of the problem. */
    WorkflowStep overdue(Duration since) {
        return new WorkflowStep(
                name,
                state,
                attempts,
                lastError,
                troubleSince == null ? null : troubleSince.plus(since),
                retries,
                waitedMillis + since.toMillis(),
                startedAt,
                finishedAt,
                outcomeUnknown);
    }

    /** Something has changed, so the current problem may be gone: its start time is forgotten. */
    WorkflowStep withoutTrouble() {
        return new WorkflowStep(
                name, state, attempts, lastError, null, retries, waitedMillis, startedAt, finishedAt, outcomeUnknown);
    }

    /** An attempt had no answer, or was lost: what it has begun may have taken effect, or may yet. */
    WorkflowStep withUnknownOutcome() {
        return new WorkflowStep(
                name, state, attempts, lastError, troubleSince, retries, waitedMillis, startedAt, finishedAt, true);
    }

    private WorkflowStep in(StepState next, @Nullable WorkflowProblem problem, @Nullable Instant finished) {
        return new WorkflowStep(
                name,
                next,
                attempts,
                problem,
                troubleSince,
                retries,
                waitedMillis,
                startedAt,
                finished,
                outcomeUnknown);
    }

    /** When the step's deadline starts: the start of the first attempt, plus the time spent waiting. */
    Instant triedSince() {
        return Objects.requireNonNull(startedAt, "not begun").plusMillis(waitedMillis);
    }

    /** Since when the step has had the same problem, including {@code why}. */
    Instant troubleSince(WorkflowProblem why, Instant now) {
        return troubleSince == null || lastError == null || !lastError.code().equals(why.code()) ? now : troubleSince;
    }
}
