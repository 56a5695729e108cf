package io.tableflow.iam.confluent.polling;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tableflow.iam.ConfluentProperties.OnMissing;
import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentObservations;
import io.tableflow.iam.environment.IntegrationRegistration;
import io.tableflow.iam.environment.PrincipalAllowList;
import io.tableflow.iam.environment.event.EnvironmentEvent;
import io.tableflow.iam.environment.event.EnvironmentEvent.Source;
import io.tableflow.iam.environment.event.IntegrationEvent.IntegrationGone;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.policy.RoleArn;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Stores what a look at Confluent Cloud found of one environment: one transaction each, under the environment's lock. */
@Service
@Transactional
class PollRecorder {

    private static final Logger log = LoggerFactory.getLogger(PollRecorder.class);

    private final IntegrationRegistration registration;
    private final PrincipalAllowList allowed;
    private final ApplicationEventPublisher events;
    private final MeterRegistry meters;
    private final OnMissing onMissing;

    PollRecorder(
            IntegrationRegistration registration,
            PrincipalAllowList allowed,
            ApplicationEventPublisher events,
            MeterRegistry meters,
            TableflowProperties properties) {
        this.registration = registration;
        this.allowed = allowed;
        this.events = events;
        this.meters = meters;
        this.onMissing = properties.confluent().onMissing();
        // From the start, so that the first one is seen as an increase.
        if (properties.confluent().hasApiKey()) {
            Arrays.stream(OnMissing.values()).forEach(this::counter);
        }
    }

    /**
     * Stores a finding if it is still one, now that nobody else can change the row.
     *
     * @param looked the environment as it was when it was looked at
     */
    void record(Environment looked, Listing listing, PollFinding finding) {
        registration
                .lock(looked.name())
                .filter(it -> it.id().equals(looked.id()) && PollFinding.of(it, listing) == finding)
                .ifPresent(environment -> store(environment, listing, finding));
    }

    private void store(Environment environment, Listing listing, PollFinding finding) {
        switch (finding) {
            case NEW_INTEGRATION, PRINCIPAL_CONFIRMED -> register(environment, received(environment, listing));
            case THERE_AFTER_ALL -> observe(environment, it -> it.integrationReady(received(environment, listing)));
            case NOT_LISTED -> observe(environment, it -> it.integrationNotListed(known(environment)));
            case NOT_LISTED_AGAIN -> gone(environment);
            case NOTHING_NEW -> {}
        }
    }

    private void register(Environment environment, ProviderIntegration received) {
        Optional<String> objection = allowed.objection(
                RoleArn.parse(received.iamRoleArn()).orElseThrow(),
                RoleArn.parse(received.customerIamRoleArn()).orElseThrow());
        if (objection.isPresent()) {
            log.warn(
                    "Integration {} of environment {} is not registered: {}",
                    received.id(),
                    environment.name(),
                    objection.get());
            observe(
                    environment,
                    it -> it.integrationNotAllowed("Provider integration " + received.id() + " has the principal "
                            + received.iamRoleArn() + ": " + objection.get()));
            return;
        }
        observe(environment, it -> it.integrationReady(received));
        registration.register(environment, received, received.receivedAt());
    }

    private void gone(Environment environment) {
        ProviderIntegration gone = known(environment);
        if (!environment.observed().isIntegrationGone()) {
            log.warn("Integration {} of environment {} is gone at Confluent", gone.id(), environment.name());
            counter(actionFor(environment)).increment();
            events.publishEvent(new IntegrationGone(Source.of(environment), gone, inWords(actionFor(environment))));
            observe(environment, it -> it.integrationGone(gone));
        }
        switch (actionFor(environment)) {
            case REPORT -> {}
            case WITHDRAW -> registration.withdraw(environment, EnvironmentEvent.SERVICE);
            case RECREATE -> registration.replace(environment);
        }
    }

    /** What somebody else has made is theirs to make again. */
    private OnMissing actionFor(Environment environment) {
        return onMissing == OnMissing.RECREATE && environment.spec().confluent() == null ? OnMissing.REPORT : onMissing;
    }

    private Counter counter(OnMissing action) {
        return Counter.builder("tableflow.confluent.integrations.gone")
                .description("Integrations that were found to be gone at Confluent, by what is done about it")
                .tag("action", inWords(action))
                .register(meters);
    }

    private static String inWords(OnMissing action) {
        return action.name().toLowerCase(Locale.ROOT);
    }

    private void observe(Environment environment, Consumer<EnvironmentObservations> found) {
        registration.observe(environment, found);
    }

    private static ProviderIntegration received(Environment environment, Listing listing) {
        return listing.of(environment).flatMap(listing::registered).orElseThrow();
    }

    private static ProviderIntegration known(Environment environment) {
        return Objects.requireNonNull(environment.desired().integration(), "it was known before");
    }
}
