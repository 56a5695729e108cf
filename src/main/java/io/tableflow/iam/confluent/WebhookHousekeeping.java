package io.tableflow.iam.confluent;

import io.tableflow.iam.common.RecurringJob;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Deletes old messages, and what was kept of them. */
@Component
class WebhookHousekeeping implements RecurringJob {

    private static final Logger log = LoggerFactory.getLogger(WebhookHousekeeping.class);

    private final WebhookDeliveryLog deliveries;
    private final KeptIntegrations kept;

    WebhookHousekeeping(WebhookDeliveryLog deliveries, KeptIntegrations kept) {
        this.deliveries = deliveries;
        this.kept = kept;
    }

    @Override
    public String name() {
        return "webhook-housekeeping";
    }

    @Override
    public Duration interval() {
        return Duration.ofHours(1);
    }

    @Override
    public void run(BooleanSupplier stopping) {
        int removed = deliveries.removeOld();
        log.debug("Removed {} old callbacks, and {} kept integrations", removed, kept.removeOld());
    }
}
