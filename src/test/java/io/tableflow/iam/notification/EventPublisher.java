package io.tableflow.iam.notification;

import io.tableflow.iam.common.AuditEventType;
import io.tableflow.iam.common.AuditableEvent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;

/** Writes lines into the audit trail as the modules do, without their effects. A bean of those nodes which ask for it. */
final class EventPublisher {

    private final ApplicationEventPublisher events;

    EventPublisher(ApplicationEventPublisher events) {
        this.events = events;
    }

    /** Records that it happened to an environment. */
    void publish(AuditEventType type, String environment) {
        publish(type, environment, Map.of("what", "happened"));
    }

    /** The same with details. */
    void publish(AuditEventType type, String environment, Map<String, String> details) {
        events.publishEvent(new Happened(
                type,
                new AuditableEvent.Subject(
                        UUID.nameUUIDFromBytes(environment.getBytes(StandardCharsets.UTF_8)), environment),
                details));
    }

    private record Happened(AuditEventType type, Subject environment, Map<String, String> details)
            implements AuditableEvent {

        @Override
        public String actor() {
            return SERVICE;
        }

        @Override
        public Recording recording() {
            return Recording.ON_ITS_OWN;
        }
    }
}
