package io.tableflow.iam.workflow;

import java.time.Instant;
import java.util.UUID;

/**
 * An attempt that is under way.
 *
 * @param version the workflow's version when the attempt began: the fence
 * @param number counts the attempts at this step, from 1
 * @param triedSince from when the step's deadline counts
 */
record StepAttempt(UUID workflowId, long version, WorkflowSubject subject, Step step, int number, Instant triedSince) {}
