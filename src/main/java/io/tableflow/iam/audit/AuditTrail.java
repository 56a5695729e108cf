package io.tableflow.iam.audit;

import io.tableflow.iam.access.AccessDeniedEvent;
import io.tableflow.iam.confluent.WebhookEvent;
import io.tableflow.iam.environment.EnvironmentEvent;
import io.tableflow.iam.http.request.Caller;
import io.tableflow.iam.http.request.CurrentRequest;
import io.tableflow.iam.provisioning.AwsWriteEvent;
import io.tableflow.iam.workflow.WorkflowEvent;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Writes down what the others publish, in their transaction: an event without its effect, or the reverse, cannot be. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class AuditTrail {

    private static final String CONFLUENT = "confluent-webhook";

    private final AuditEntryWriter writer;
    private final RefusalRateLimit limit;

    AuditTrail(AuditEntryWriter writer, RefusalRateLimit limit) {
        this.writer = writer;
        this.limit = limit;
    }

    @EventListener
    public void on(EnvironmentEvent event) {
        writer.write(new AuditEntryDraft(
                event.type(),
                event.environmentId(),
                event.environment(),
                event.actor(),
                event.reason(),
                event.workflowId(),
                event.before(),
                event.after(),
                event.details()));
    }

    @EventListener
    public void on(WorkflowEvent event) {
        Map<String, String> details = new TreeMap<>(event.details());
        details.put("kind", event.kind());
        writer.write(new AuditEntryDraft(
                event.type(),
                event.subject().id(),
                event.subject().name(),
                EnvironmentEvent.SERVICE,
                event.details().get("detail"),
                event.workflowId(),
                null,
                Map.of("workflow", event.workflowId()),
                details));
    }

    @EventListener
    public void on(AwsWriteEvent event) {
        writer.write(new AuditEntryDraft(
                AwsWriteEvent.Type.AWS_WRITE,
                event.environmentId(),
                event.environment(),
                EnvironmentEvent.SERVICE,
                "step " + event.step() + ", attempt " + event.attempt(),
                event.workflowId(),
                null,
                null,
                event.details()));
    }

    /** What was refused was rolled back, and is told in a transaction of its own. */
    @EventListener
    @Transactional(propagation = Propagation.REQUIRED)
    public void on(WebhookEvent event) {
        boolean refused = event.type() == WebhookEvent.Type.CALLBACK_REFUSED;
        if (!refused || event.signed() || limit.allows(Caller.current().address())) {
            writer.write(new AuditEntryDraft(
                    event.type(),
                    event.environmentId(),
                    event.environment(),
                    event.signed() ? CONFLUENT : null,
                    event.reason(),
                    null,
                    null,
                    null,
                    event.details()));
        }
    }

    @EventListener
    @Transactional(propagation = Propagation.REQUIRED)
    public void on(AccessDeniedEvent event) {
        if (limit.allows(Caller.current().address())) {
            writer.write(new AuditEntryDraft(
                    event.type(), null, null, event.caller(), event.why(), null, null, null, request()));
        }
    }

    private static Map<String, String> request() {
        return CurrentRequest.find()
                .map(request -> Map.of("request", request.method() + " " + request.path()))
                .orElse(Map.of());
    }
}
