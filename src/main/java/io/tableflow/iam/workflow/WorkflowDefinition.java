package io.tableflow.iam.workflow;

import java.util.List;

/**
 * A kind of workflow: its steps in order, and what its end means to the subject. All methods but the steps' attempts are
 * called inside the runner's transaction, under the subject's {@linkplain SubjectLock lock}, so that they can decide from
 * the subject's row.
 */
public interface WorkflowDefinition {

    /** Stable and unique: it is stored. */
    String kind();

    /** In the order in which they run; steps may be appended in a later version, not renamed. */
    List<Step> steps();

    /** Whether the subject still wants this workflow; asked before every attempt. If not, it is cancelled. */
    boolean isWanted(WorkflowSubject subject);

    /** All steps are done. */
    void onSucceeded(WorkflowSubject subject);

    /** A step failed for good. */
    void onFailed(WorkflowSubject subject, WorkflowProblem problem);

    /** It was not wanted any more and has stopped: what is wanted instead may start now. */
    void onCancelled(WorkflowSubject subject);
}
