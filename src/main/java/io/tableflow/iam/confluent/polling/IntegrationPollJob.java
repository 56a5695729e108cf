package io.tableflow.iam.confluent.polling;

import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.common.RecurringJob;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Looks at Confluent Cloud again and again, on one node at a time. Only where there is a key. */
@Component
@ConditionalOnProperty("tableflow.confluent.api-key")
class IntegrationPollJob implements RecurringJob {

    private final IntegrationPoll poll;
    private final Duration interval;

    IntegrationPollJob(IntegrationPoll poll, TableflowProperties properties) {
        this.poll = poll;
        this.interval = properties.confluent().pollInterval();
    }

    @Override
    public String name() {
        return "confluent-poll";
    }

    @Override
    public Duration interval() {
        return interval;
    }

    @Override
    public void run(BooleanSupplier stopping) {
        poll.run(stopping);
    }
}
