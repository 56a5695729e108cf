package io.tableflow.iam.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tableflow.iam.confluent.DeliveryOutcome;
import io.tableflow.iam.confluent.WebhookEvent.CallbackAccepted;
import io.tableflow.iam.confluent.WebhookEvent.CallbackRefused;
import io.tableflow.iam.confluent.WebhookEvent.CallbackRepeated;
import io.tableflow.iam.environment.EnvironmentException.Reason;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Callbacks that this node received, by outcome. All series begin at 0 when the node starts. */
@Component
class CallbackMeters {

    private final Map<Outcome, Counter> counters = new EnumMap<>(Outcome.class);

    CallbackMeters(MeterRegistry meters) {
        for (Outcome outcome : Outcome.values()) {
            counters.put(
                    outcome,
                    Counter.builder("tableflow.callbacks")
                            .description("Callbacks of Confluent's pipeline that this node received, by outcome")
                            .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                            .register(meters));
        }
    }

    private enum Outcome {
        ACCEPTED,
        DUPLICATE,
        SUPERSEDED,
        /** No environment has the role, so it is kept for one that gets it. */
        KEPT,
        /** It is signed, and was refused. */
        REFUSED,
        /** None of the secrets has signed it, or it is too old: anybody can have sent it. */
        UNAUTHENTICATED
    }

    @TransactionalEventListener
    void on(CallbackAccepted event) {
        count(Outcome.ACCEPTED);
    }

    @TransactionalEventListener
    void on(CallbackRepeated event) {
        count(event.outcome() == DeliveryOutcome.SUPERSEDED ? Outcome.SUPERSEDED : Outcome.DUPLICATE);
    }

    /** It is published outside a transaction, after what it tells of was rolled back. */
    @TransactionalEventListener(fallbackExecution = true)
    void on(CallbackRefused event) {
        if (!event.signed()) {
            count(Outcome.UNAUTHENTICATED);
        } else if (Reason.ROLE_NOT_KNOWN.code().equals(event.details().get("code"))) {
            count(Outcome.KEPT);
        } else {
            count(Outcome.REFUSED);
        }
    }

    private void count(Outcome outcome) {
        Objects.requireNonNull(counters.get(outcome)).increment();
    }
}
