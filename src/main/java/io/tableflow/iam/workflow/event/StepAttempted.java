package io.tableflow.iam.workflow.event;

import io.tableflow.iam.workflow.StepResult;
import java.time.Duration;

/**
 * An attempt at a step has ended. It is published outside any transaction, before the outcome is stored, so that it may
 * turn out that another node has the workflow by now.
 *
 * @param step the step's name
 * @param took how long the attempt itself took, without the time before and after it
 */
public record StepAttempted(String step, StepResult result, Duration took) {}
