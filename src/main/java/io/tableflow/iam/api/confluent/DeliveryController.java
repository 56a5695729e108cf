package io.tableflow.iam.api.confluent;

import io.tableflow.iam.access.EnvironmentVisibility;
import io.tableflow.iam.api.paging.Page;
import io.tableflow.iam.api.paging.Paging;
import io.tableflow.iam.confluent.DeliveryOutcome;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The callbacks and their outcomes. */
@RestController
class DeliveryController implements DeliveryApi {

    private final DeliveryQueries reader;

    DeliveryController(DeliveryQueries reader) {
        this.reader = reader;
    }

    @Override
    @GetMapping("/webhooks/confluent/provider-integrations/deliveries")
    public Page<DeliveryView> list(@RequestParam(required = false) @Nullable DeliveryOutcome outcome, Paging paging) {
        return reader.page(outcome, EnvironmentVisibility.ofCaller(), paging);
    }
}
