package io.tableflow.iam.workflow;

import java.util.List;

/**
 * A kind of workflow: its stages, and what its end means for the subject. Except for the steps' attempts, everything is
 * called inside the runner's transaction, under the subject's {@linkplain #lock lock}, so that it can decide from the
 * subject's row.
 */
public interface WorkflowDefinition {

    /** Unique, and never changed, because it is stored. */
    String kind();

    /** In execution order. A later version may append steps, but not rename them. */
    List<Stage> stages();

    /**
     * Whether a step belongs to a workflow that is about to start for that subject. Other steps are not stored with it, so that
     * versions before, which do not know them, can still run workflows that do not need them.
     */
    default boolean includes(Step step, WorkflowSubject subject) {
        return true;
    }

    /**
     * Locks the subject until the running transaction ends. A request that changes the desired state takes the same
     * lock, so each sees what the other has stored.
     */
    void lock(WorkflowSubject subject);

    /** Whether the subject still needs this workflow; asked before every attempt. If not, it is cancelled. */
    boolean isNeeded(WorkflowSubject subject);

    /** All steps are done. */
    void onSucceeded(WorkflowSubject subject);

    /** A step failed, and is not retried. */
    void onFailed(WorkflowSubject subject, WorkflowProblem problem);

    /** A step did not succeed because of a problem, and is tried again later. */
    default void onWaiting(WorkflowSubject subject, WorkflowProblem problem) {}

    /**
     * Outcomes of attempts came too late: another node continues the workflow. They have changed something, or may have,
     * perhaps after the other node did.
     */
    default void onOutcomesDropped(WorkflowSubject subject) {}

    /** The workflow was no longer needed and has stopped. The one that is needed instead may start now. */
    void onCancelled(WorkflowSubject subject);

    /** The stage of a step. */
    default Stage stageOf(String stepName) {
        return stages().stream()
                .filter(stage -> stage.contains(stepName))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException("This version does not know step " + stepName + " of " + kind()));
    }
}
