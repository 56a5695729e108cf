package io.tableflow.iam.provisioning.integration;

import io.tableflow.iam.common.AuditEventType;
import io.tableflow.iam.common.AuditableEvent;
import io.tableflow.iam.confluent.cloud.CloudWrite;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.outbound.RetryClass;
import io.tableflow.iam.policy.RoleArn;
import io.tableflow.iam.workflow.AttemptContext;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A step's call to Confluent Cloud that changes something there. Published in the transaction that stores the attempt's
 * outcome, whatever that is.
 *
 * @param correlation the workflow
 * @param attempt the number of the attempt at the step, from 1
 * @param status the HTTP status; null if there was no answer
 * @param details operation, what it named, outcome, and Confluent's request id
 */
public record ConfluentWriteEvent(
        Subject environment,
        UUID correlation,
        String step,
        int attempt,
        @Nullable Integer status,
        Map<String, String> details)
        implements AuditableEvent {

    private static final int OK = 200;
    private static final int MULTIPLE_CHOICES = 300;

    static ConfluentWriteEvent of(CloudWrite write, Environment environment, RoleArn role, AttemptContext attempt) {
        Integer status = write.status();
        Map<String, String> details = new HashMap<>();
        details.put("operation", write.method() + " " + write.path());
        details.put("confluentEnvironment", write.confluentEnvironment());
        details.put("role", role.toString());
        details.put("outcome", status == null ? "NoAnswer" : isSuccess(status) ? "OK" : "HTTP " + status);
        if (write.requestId() != null) {
            details.put("confluentRequestId", write.requestId());
        }
        return new ConfluentWriteEvent(
                new Subject(environment.id(), environment.name()),
                attempt.workflowId(),
                attempt.stepName(),
                attempt.number(),
                status,
                details);
    }

    private static boolean isSuccess(int status) {
        return status >= OK && status < MULTIPLE_CHOICES;
    }

    /** Whether nobody knows whether it took effect. */
    boolean mayHaveTakenEffect() {
        return status == null
                || (!isSuccess(status) && RetryClass.ofStatus(status).mayHaveTakenEffect());
    }

    @Override
    public AuditEventType type() {
        return AuditEventType.CONFLUENT_WRITE;
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
