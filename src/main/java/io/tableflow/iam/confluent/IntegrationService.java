package io.tableflow.iam.confluent;

import io.tableflow.iam.common.AuditableEvent.Subject;
import io.tableflow.iam.confluent.WebhookDeliveryLog.Registered;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentException;
import io.tableflow.iam.environment.EnvironmentRoles;
import io.tableflow.iam.environment.EnvironmentRoles.Match;
import io.tableflow.iam.environment.ExpectedRevision;
import io.tableflow.iam.environment.IntegrationRegistration;
import io.tableflow.iam.environment.PrincipalAllowList;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import io.tableflow.iam.policy.RoleArn;
import java.time.Clock;
import java.time.Instant;
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
    private final KeptIntegrations kept;
    private final EnvironmentRoles roles;
    private final PrincipalAllowList allowed;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    IntegrationService(
            IntegrationRegistration registration,
            WebhookDeliveryLog deliveries,
            KeptIntegrations kept,
            EnvironmentRoles roles,
            PrincipalAllowList allowed,
            ApplicationEventPublisher events,
            Clock clock) {
        this.registration = registration;
        this.deliveries = deliveries;
        this.kept = kept;
        this.roles = roles;
        this.allowed = allowed;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Registers the integration of a verified callback. A message that was registered before, or that was signed before
     * the latest word about the integration, changes nothing.
     *
     * @return empty if no environment has the role: then the integration is kept for one that gets it
     * @throws EnvironmentException if the environment is being deleted, its integration belongs to
     *     another Confluent environment, or the principal is not allowed
     * @throws ProblemException if the sender has used the message's id for another one
     */
    @Transactional
    public Optional<CallbackReceipt> registerCallback(SignedMessage message, IntegrationMessage integration) {
        RoleArn role = integration.customerRole();
        allowed.objectionBySettings(integration.principal(), role).ifPresent(IntegrationService::refusePrincipal);
        return registration
                .lockByRole(role)
                .or(() -> keep(message, integration))
                .map(environment -> register(environment, message, integration));
    }

    private CallbackReceipt register(Environment environment, SignedMessage message, IntegrationMessage integration) {
        if (environment.isDeletionRequested()) {
            throw EnvironmentException.deleting(environment.name());
        }
        ProviderIntegration received = integration.received(clock.instant(), WebhookEvent.PIPELINE);
        ProviderIntegration known = environment.desired().integration();
        // Whose role it is shows once the account is known: until then, each is a candidate.
        boolean isCandidate = known != null
                && !known.customerIamRoleArn().equals(received.customerIamRoleArn())
                && roles.match(environment, integration.customerRole()) == Match.UNDECIDED;
        Registered registered = deliveries.register(
                message,
                integration,
                environment,
                isCandidate ? null : environment.desired().integrationAsOf(),
                !isCandidate && received.isOfAnotherConfluentEnvironmentThan(known));
        DeliveryOutcome outcome = switch (registered.ruling()) {
            case ACCEPTED -> DeliveryOutcome.ACCEPTED;
            case DUPLICATE -> DeliveryOutcome.DUPLICATE;
            case SUPERSEDED -> DeliveryOutcome.SUPERSEDED;
            case PRINCIPAL_OF_OURS ->
                throw EnvironmentException.principalNotAllowed(PrincipalAllowList.IN_AN_ACCOUNT_OF_OURS);
            case ID_REUSED -> throw idReused(message);
            case OF_ANOTHER_ENVIRONMENT ->
                throw EnvironmentException.integrationOfAnotherEnvironment(environment.name(), known, received);
        };
        events.publishEvent(event(outcome, message, environment, integration));
        if (outcome == DeliveryOutcome.ACCEPTED && isCandidate) {
            kept.keep(message, integration, environment.name());
        } else if (outcome == DeliveryOutcome.ACCEPTED) {
            registration.register(environment, received, registered.signedAt());
        } else if (outcome == DeliveryOutcome.DUPLICATE) {
            registration.repeat(environment, received);
        }
        return new CallbackReceipt(environment, outcome);
    }

    /**
     * Withdraws the integration of the environment with that name: its trust denies everyone again.
     *
     * @throws EnvironmentException if there is no such environment, it has changed or is being deleted
     */
    @Transactional
    public Environment withdraw(String name, String operator, ExpectedRevision expected) {
        Environment environment = registration.lockByName(name, expected);
        registration.withdraw(environment, operator);
        return environment;
    }

    /**
     * Keeps an integration whose role no environment has. Requests that create one are waited for, and wait, so that none
     * misses it.
     *
     * @return the environment, if there is one by now
     */
    private Optional<Environment> keep(SignedMessage message, IntegrationMessage integration) {
        RoleArn role = integration.customerRole();
        allowed.require(integration.principal(), role);
        if (deliveries.isIdReused(message)) {
            throw idReused(message);
        }
        Optional<String> name = EnvironmentRoles.environmentOf(role);
        name.ifPresent(registration::lockAbsentName);
        Optional<Environment> created = registration.lockByRole(role);
        if (created.isEmpty()) {
            name.ifPresent(it -> kept.keep(message, integration, it));
        }
        return created;
    }

    private static void refusePrincipal(String objection) {
        throw EnvironmentException.principalNotAllowed(objection);
    }

    private static ProblemException idReused(SignedMessage message) {
        return new ProblemException(
                ProblemCode.WEBHOOK_ID_REUSED,
                "Another body was sent as message " + message.id() + " before. A message that is sent again keeps its"
                        + " body; another one has another webhook-id.");
    }

    private static WebhookEvent event(
            DeliveryOutcome outcome, SignedMessage message, Environment environment, IntegrationMessage integration) {
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
     * Registers what an operator entered for the environment with that name, also if the one before belongs to another
     * Confluent environment. Only that environment is locked: an
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
        if (roles.match(environment, integration.customerRole()) == Match.NO) {
            throw ProblemException.invalid(
                    "config.customer_iam_role_arn", "must be the ARN of the role of environment " + name);
        }
        Instant now = clock.instant();
        registration.register(environment, integration.received(now, operator), now);
        return environment;
    }
}
