package io.tableflow.iam.confluent;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets old callbacks. Every node does it; it doesn't matter who comes first. */
@Component
class WebhookHousekeeping {

    private static final Logger log = LoggerFactory.getLogger(WebhookHousekeeping.class);

    private final WebhookDeliveryLog deliveries;

    WebhookHousekeeping(WebhookDeliveryLog deliveries) {
        this.deliveries = deliveries;
    }

    @Scheduled(initialDelay = 1, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void removeOld() {
        int removed = deliveries.removeOld();
        log.debug("Removed {} old callbacks", removed);
    }
}
