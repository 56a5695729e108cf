package io.tableflow.iam.compliance;

import io.tableflow.iam.common.AuditEventType;
import io.tableflow.iam.common.AuditableEvent;
import java.util.HashMap;
import java.util.Map;

/**
 * A waiver was requested, approved or withdrawn.
 *
 * @param actor who did it
 * @param state what the waiver is then
 */
record WaiverEvent(AuditEventType type, Waiver waiver, String actor, Waiver.State state) implements AuditableEvent {

    @Override
    public Subject environment() {
        return new Subject(waiver.environmentId(), waiver.environmentName());
    }

    @Override
    public Map<String, ?> details() {
        Map<String, String> details = new HashMap<>(Map.of(
                "rule", waiver.rule(),
                "reason", waiver.reason(),
                "until", waiver.until().toString(),
                "requestedBy", waiver.requestedBy(),
                "state", state.name()));
        if (waiver.ticket() != null) {
            details.put("ticket", waiver.ticket());
        }
        return details;
    }
}
