package io.tableflow.iam.provisioning;

import io.tableflow.iam.common.AuditEventType;
import io.tableflow.iam.common.AuditableEvent;
import java.util.Map;
import java.util.UUID;

/**
 * A step called AWS to change something. Published in the transaction that stores how the attempt came out, be it well or not.
 *
 * @param correlation the workflow
 * @param attempt which attempt at the step it was, from 1
 * @param details operation, what it was about, outcome, and AWS's request id
 */
public record AwsWriteEvent(
        Subject environment, UUID correlation, String step, int attempt, Map<String, String> details)
        implements AuditableEvent {

    @Override
    public AuditEventType type() {
        return AuditEventType.AWS_WRITE;
    }

    @Override
    public String actor() {
        return SERVICE;
    }

    @Override
    public String reason() {
        return "step " + step + ", attempt " + attempt;
    }
}
