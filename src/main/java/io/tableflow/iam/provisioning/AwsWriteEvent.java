package io.tableflow.iam.provisioning;

import java.util.Map;
import java.util.UUID;

/**
 * A step called AWS to change something. Published in the transaction that stores how the attempt came out, be it well or not.
 *
 * @param attempt which attempt at the step it was, from 1
 * @param details operation, what it was about, outcome, and AWS's request id
 */
public record AwsWriteEvent(
        UUID environmentId,
        String environment,
        UUID workflowId,
        String step,
        int attempt,
        Map<String, String> details) {

    /** What can happen. */
    public enum Type {
        AWS_WRITE
    }
}
