package io.tableflow.iam.audit;

import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.common.RecurringJob;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/** Validates the chain without being asked, so that damage is noticed although nobody looks. */
@Component
class ChainValidationJob implements RecurringJob {

    private final ChainValidationLog validations;
    private final Duration interval;

    ChainValidationJob(ChainValidationLog validations, TableflowProperties properties) {
        this.validations = validations;
        this.interval = properties.audit().validationInterval();
    }

    @Override
    public String name() {
        return "audit-validation";
    }

    @Override
    public Duration interval() {
        return interval;
    }

    @Override
    public void run(BooleanSupplier stopping) {
        validations.validate();
    }
}
