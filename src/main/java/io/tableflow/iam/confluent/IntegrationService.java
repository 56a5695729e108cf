package io.tableflow.iam.confluent;

import io.tableflow.iam.common.AuditableEvent.Subject;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentException;
import io.tableflow.iam.environment.ExpectedRevision;
import io.tableflow.iam.environment.IntegrationRegistration;
import io.tableflow.iam.environment.PrincipalAllowList;
import io.tableflow.iam.http.problem.ProblemException;
import java.time.Clock;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Registers Confluent's provider integration with its environment: as the webhook received it, or as an operator
 * entered it.
 */
@Service
public class IntegrationService {

    private final IntegrationRegistration registration;
    private final WebhookDeliveryLog deliveries;
    private final PrincipalAllowList allowed;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    IntegrationService(
            IntegrationRegistration registration,
            WebhookDeliveryLog deliveries,
            PrincipalAllowList allowed,
            ApplicationEventPublisher events,
            Clock clock) {
        this.registration = registration;
        this.deliveries = deliveries;
        this.allowed = allowed;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Registers the integration of a verified callback. A message that was accepted before, or that is older than an
     * accepted one, changes nothing.
     *
     * @throws EnvironmentException if no environment has the role, it is being deleted, or the principal is not allowed
     */
    @Transactional
    public Environment registerCallback(WebhookMessage message, IntegrationMessage integration) {
        allowed.require(integration.principal(), integration.customerRole());
        Environment environment = registration
                .lockByRole(integration.customerRole())
                .orElseThrow(() -> EnvironmentException.roleNotKnown(integration.customerRole()));
        if (environment.isDeletionRequested()) {
            throw EnvironmentException.deleting(environment.name());
        }
        DeliveryOutcome outcome = deliveries.outcomeOf(message, environment);
        deliveries.record(WebhookDelivery.registered(message, integration, environment, outcome));
        events.publishEvent(event(outcome, message, environment, integration));
        if (outcome == DeliveryOutcome.ACCEPTED) {
            registration.register(environment, integration.received(clock.instant(), WebhookEvent.PIPELINE));
        }
        return environment;
    }

    private static WebhookEvent event(
            DeliveryOutcome outcome, WebhookMessage message, Environment environment, IntegrationMessage integration) {
        Subject subject = new Subject(environment.id(), environment.name());
        return outcome == DeliveryOutcome.ACCEPTED
                ? new WebhookEvent.CallbackAccepted(subject, message.id(), integration)
                : new WebhookEvent.CallbackRepeated(subject, message.id(), integration, outcome);
    }

    /** The environment whose role an integration names, if there is one. */
    @Transactional(readOnly = true)
    public Optional<Environment> find(IntegrationMessage integration) {
        return registration.findByRole(integration.customerRole());
    }

    /**
     * Registers what an operator entered for the environment with that name. Only that environment is locked: an
     * integration for another one's role is refused before.
     *
     * @throws EnvironmentException if there is no such environment, it has changed or is being deleted, or the
     *     principal is not allowed
     * @throws ProblemException if the integration is for another role
     */
    @Transactional
    public Environment enter(String name, IntegrationMessage integration, String operator, ExpectedRevision expected) {
        allowed.require(integration.principal(), integration.customerRole());
        Environment environment = registration.lockByName(name, expected);
        if (!IntegrationRegistration.isRoleOf(environment, integration.customerRole())) {
            throw ProblemException.invalid(
                    "config.customer_iam_role_arn", "must be the ARN of the role of environment " + name);
        }
        registration.register(environment, integration.received(clock.instant(), operator));
        return environment;
    }
}
