package io.tableflow.iam.notification;

import io.tableflow.iam.common.AuditEventType;
import io.tableflow.iam.common.AuditableEvent;
import java.util.Map;

/** Something happened to an endpoint. */
sealed interface NotificationEvent extends AuditableEvent {

    /** Nothing is sent to it any more, until an operator enables it. */
    record Disabled(String endpoint, String reason) implements NotificationEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.NOTIFICATION_DISABLED;
        }

        @Override
        public String actor() {
            return SERVICE;
        }

        @Override
        public Map<String, ?> details() {
            return Map.of("endpoint", endpoint);
        }
    }

    /**
     * One event could not be delivered for five days, while others were. It is not attempted any more.
     *
     * @param event its position in the trail
     */
    record Skipped(String endpoint, long event, String reason) implements NotificationEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.NOTIFICATION_SKIPPED;
        }

        @Override
        public String actor() {
            return SERVICE;
        }

        @Override
        public Map<String, ?> details() {
            return Map.of("endpoint", endpoint, "event", event);
        }
    }

    /** An operator had it tried again at once, and enabled where it was disabled. */
    record Enabled(String endpoint) implements NotificationEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.NOTIFICATION_ENABLED;
        }

        @Override
        public Map<String, ?> details() {
            return Map.of("endpoint", endpoint);
        }
    }

    /**
     * An operator has it told of events again.
     *
     * @param from the first of them
     */
    record Replayed(String endpoint, long from) implements NotificationEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.NOTIFICATION_REPLAYED;
        }

        @Override
        public Map<String, ?> details() {
            return Map.of("endpoint", endpoint, "from", from);
        }
    }

    /** An operator sent it a test message. */
    record Tested(String endpoint, Attempt attempt) implements NotificationEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.NOTIFICATION_TESTED;
        }

        @Override
        public Map<String, ?> details() {
            Integer status = attempt.status();
            return status == null
                    ? Map.of("endpoint", endpoint, "outcome", attempt.outcome().name())
                    : Map.of("endpoint", endpoint, "outcome", attempt.outcome().name(), "status", status);
        }

        @Override
        public Recording recording() {
            return Recording.ON_ITS_OWN;
        }
    }
}
