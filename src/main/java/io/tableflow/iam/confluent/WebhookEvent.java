package io.tableflow.iam.confluent;

import io.tableflow.iam.common.AuditEventType;
import io.tableflow.iam.common.AuditableEvent;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A callback was received. For an accepted one, the event is published in the transaction that stores it; for a refused
 * one, afterwards.
 */
public sealed interface WebhookEvent extends AuditableEvent {

    /** The actor, if one of the secrets has signed the callback. */
    String PIPELINE = "confluent-webhook";

    /** Its integration is used from now on. */
    record CallbackAccepted(Subject environment, String webhookId, IntegrationMessage message) implements WebhookEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.CALLBACK_ACCEPTED;
        }

        @Override
        public String actor() {
            return PIPELINE;
        }

        @Override
        public Map<String, ?> details() {
            Map<String, String> details = new TreeMap<>(message.inWords());
            details.put("webhookId", webhookId);
            return details;
        }
    }

    /** The message, or one that was signed later, was accepted before: nothing changes. */
    record CallbackRepeated(Subject environment, String webhookId, IntegrationMessage message, DeliveryOutcome outcome)
            implements WebhookEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.CALLBACK_REPEATED;
        }

        @Override
        public String actor() {
            return PIPELINE;
        }

        @Override
        public Map<String, ?> details() {
            Map<String, String> details = new TreeMap<>(message.inWords());
            details.put("webhookId", webhookId);
            details.put("outcome", outcome.name());
            return details;
        }
    }

    /**
     * It was answered with a problem, and changes nothing.
     *
     * @param environment the one whose role it names; {@code null} if there is none, or the callback is not signed
     * @param signed whether one of the secrets has signed it; others can come from anybody
     * @param isFirst whether it is the first delivery of that message with that outcome; further ones are counted with it
     * @param details the problem's code and, for a signed one, what it names
     */
    record CallbackRefused(
            @Nullable Subject environment, boolean signed, boolean isFirst, String reason, Map<String, String> details)
            implements WebhookEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.CALLBACK_REFUSED;
        }

        @Override
        public @Nullable String actor() {
            return signed ? PIPELINE : null;
        }

        @Override
        public Recording recording() {
            return signed && isFirst ? Recording.ON_ITS_OWN : Recording.ON_ITS_OWN_IF_FEW;
        }
    }
}
