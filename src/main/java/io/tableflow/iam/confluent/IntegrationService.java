package io.tableflow.iam.confluent;

import io.tableflow.iam.api.confluent.IntegrationProblems;
import io.tableflow.iam.api.environment.EnvironmentProblems;
import io.tableflow.iam.api.environment.EnvironmentView;
import io.tableflow.iam.api.environment.EnvironmentViewMapper;
import io.tableflow.iam.api.paging.Etags;
import io.tableflow.iam.common.AuditableEvent.Subject;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.IntegrationRegistration;
import io.tableflow.iam.environment.PrincipalAllowList;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.http.problem.ProblemException;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes Confluent's half in, from the webhook or from an operator, and brings it to its environment. */
@Service
public class IntegrationService {

    private final IntegrationRegistration intake;
    private final EnvironmentViewMapper assembler;
    private final WebhookDeliveryLog deliveries;
    private final PrincipalAllowList allowed;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    IntegrationService(
            IntegrationRegistration intake,
            EnvironmentViewMapper assembler,
            WebhookDeliveryLog deliveries,
            PrincipalAllowList allowed,
            ApplicationEventPublisher events,
            Clock clock) {
        this.intake = intake;
        this.assembler = assembler;
        this.deliveries = deliveries;
        this.allowed = allowed;
        this.events = events;
        this.clock = clock;
    }

    /** Takes in a verified callback; one that was taken in before, or comes too late, changes nothing. */
    @Transactional
    public Environment receive(WebhookDelivery delivery, IntegrationMessage told) {
        Environment environment = environmentOf(told);
        if (environment.isDeletionRequested()) {
            throw EnvironmentProblems.deleting(environment.name());
        }
        DeliveryOutcome outcome = deliveries.takeIn(delivery, told, environment);
        publish(outcome, delivery.id(), environment, told);
        if (outcome == DeliveryOutcome.ACCEPTED) {
            intake.receive(environment, integration(told, WebhookEvent.PIPELINE));
        }
        return environment;
    }

    private void publish(
            DeliveryOutcome outcome, String webhookId, Environment environment, IntegrationMessage message) {
        Subject subject = new Subject(environment.id(), environment.name());
        events.publishEvent(
                outcome == DeliveryOutcome.ACCEPTED
                        ? new WebhookEvent.CallbackAccepted(subject, webhookId, message)
                        : new WebhookEvent.CallbackRepeated(subject, webhookId, message, outcome));
    }

    /** The environment whose role it names, if there is one. */
    @Transactional(readOnly = true)
    public Optional<Environment> find(IntegrationMessage told) {
        return intake.findByRole(told.customerRole());
    }

    /**
     * Takes in what an operator entered for the environment of that name. One environment, one lock: what names another
     * one's role is refused before either is locked.
     *
     * @param ifMatch the revision that the operator knows, if he says so
     */
    @Transactional
    public EnvironmentView enter(String name, IntegrationMessage told, String operator, @Nullable String ifMatch) {
        allowed.require(told.principal(), told.customerRole());
        Environment environment = intake.lockByName(name).orElseThrow(() -> EnvironmentProblems.notFound(name));
        Etags.requireMatch(ifMatch, environment.revision());
        if (!IntegrationRegistration.isRoleOf(environment, told.customerRole())) {
            throw ProblemException.invalid(
                    "config.customer_iam_role_arn", "must be the ARN of the role of environment " + name);
        }
        intake.receive(environment, integration(told, operator));
        return assembler.toResource(environment);
    }

    private Environment environmentOf(IntegrationMessage told) {
        allowed.require(told.principal(), told.customerRole());
        Optional<Environment> environment = intake.lockByRole(told.customerRole());
        return environment.orElseThrow(() -> IntegrationProblems.roleNotKnown(told.customerRole()));
    }

    private ProviderIntegration integration(IntegrationMessage told, String providedBy) {
        return new ProviderIntegration(
                told.id(),
                told.principal().toString(),
                told.externalId(),
                told.customerRole().toString(),
                clock.instant(),
                providedBy);
    }
}
