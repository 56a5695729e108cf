package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.AwsWrite;
import io.tableflow.iam.common.AuditEventType;
import io.tableflow.iam.common.AuditableEvent;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.workflow.AttemptContext;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A step's call to AWS that changes something. Published in the transaction that stores the attempt's outcome, whatever
 * that is.
 *
 * @param correlation the workflow
 * @param attempt the number of the attempt at the step, from 1
 * @param details operation, the resources it named, outcome, and AWS's request id
 */
public record AwsWriteEvent(
        Subject environment, UUID correlation, String step, int attempt, Map<String, String> details)
        implements AuditableEvent {

    static AwsWriteEvent of(AwsWrite write, AwsAccount account, Environment environment, AttemptContext attempt) {
        Map<String, String> details = new HashMap<>(write.targets());
        details.put("operation", write.operation());
        details.put("outcome", write.outcome());
        details.put("account", account.id());
        if (write.requestId() != null) {
            details.put("awsRequestId", write.requestId());
        }
        return new AwsWriteEvent(
                new Subject(environment.id(), environment.name()),
                attempt.workflowId(),
                attempt.stepName(),
                attempt.number(),
                details);
    }

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
