package io.tableflow.iam.environment;

import io.tableflow.iam.environment.EnvironmentRoles.Match;
import io.tableflow.iam.environment.event.EnvironmentEvent;
import io.tableflow.iam.environment.event.EnvironmentEvent.Source;
import io.tableflow.iam.environment.event.RequestEvent.IntegrationReceived;
import io.tableflow.iam.environment.event.RequestEvent.IntegrationWithdrawn;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.policy.ResourceNames;
import io.tableflow.iam.policy.RoleArn;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Registers Confluent's provider integration with its environment. It is stored on the row in any state, and used once
 * the role exists.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class IntegrationRegistration {

    private final EnvironmentRepository environments;
    private final EnvironmentLifecycle lifecycle;
    private final EnvironmentRoles roles;
    private final EarlyIntegrations early;
    private final SpecLocks locks;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    IntegrationRegistration(
            EnvironmentRepository environments,
            EnvironmentLifecycle lifecycle,
            EnvironmentRoles roles,
            EarlyIntegrations early,
            SpecLocks locks,
            ApplicationEventPublisher events,
            Clock clock) {
        this.environments = environments;
        this.lifecycle = lifecycle;
        this.roles = roles;
        this.early = early;
        this.locks = locks;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Locks and returns the environment with this role. While the account of the environment is not known,
     * nor the service's own, only the role's name is compared; the step that finds the account compares the rest.
     */
    public Optional<Environment> lockByRole(RoleArn role) {
        Optional<String> name = ResourceNames.environmentOfRole(role.name());
        return name.flatMap(this::lock).filter(environment -> roles.match(environment, role) != Match.NO);
    }

    /** The same without the lock, for reading only. */
    public Optional<Environment> findByRole(RoleArn role) {
        return ResourceNames.environmentOfRole(role.name())
                .flatMap(environments::findByName)
                .filter(environment -> roles.match(environment, role) != Match.NO);
    }

    /**
     * Locks and returns the environment with that name.
     *
     * @throws EnvironmentException if there is none, or it has another revision than expected
     */
    public Environment lockByName(String name, ExpectedRevision expected) {
        Environment environment = lock(name).orElseThrow(() -> EnvironmentException.notFound(name));
        expected.require(environment);
        return environment;
    }

    /** Locks and returns the environment with that name, if there is one. */
    public Optional<Environment> lock(String name) {
        return environments.lockByName(name);
    }

    /** Waits, where no environment has that name, for those that create one, and the other way around. */
    public void lockAbsentName(String name) {
        locks.acquireName(name);
    }

    /** Registers the latest integration that was received before there was an environment with its role, if any. */
    public void takeEarly(Environment environment) {
        early.take(environment).ifPresent(found -> {
            ProviderIntegration known = environment.desired().integration();
            environment.integrationKnownAsOf(found.signedAt(), clock.instant());
            environment.registerIntegration(found.integration(), clock.instant());
            events.publishEvent(new IntegrationReceived(Source.of(environment), known, found.integration()));
        });
    }

    /**
     * Stores an integration, and starts the change of the trust. The same integration again is a reason to look: whether
     * the trust still is the one that was written, and whether what has failed succeeds now.
     *
     * @param asOf when it was signed or entered: whatever was signed before comes too late from now on
     * @throws EnvironmentException if the environment is being deleted
     */
    public void register(Environment environment, ProviderIntegration integration, Instant asOf) {
        if (environment.isDeletionRequested()) {
            throw EnvironmentException.deleting(environment.name());
        }
        ProviderIntegration known = environment.desired().integration();
        ProviderIntegration received = integration.inConfluentEnvironmentOf(known);
        environment.integrationKnownAsOf(asOf, clock.instant());
        if (!received.isTheSameAs(known)) {
            environment.registerIntegration(received, clock.instant());
            events.publishEvent(new IntegrationReceived(Source.of(environment), known, received));
        }
        if (environment.hasFailedAfterItExisted() || received.isTheSameAs(known)) {
            lookAgain(environment);
        } else {
            lifecycle.proceed(environment);
        }
    }

    /**
     * Stores, in the transaction of the workflow's step that made it at Confluent or found it there, an integration. The
     * workflow goes on with it. A later word about the integration counts more, and so does a withdrawal.
     *
     * @param integration received when the attempt began
     */
    public void made(Environment environment, ProviderIntegration integration) {
        DesiredState desired = environment.desired();
        Instant asOf = integration.receivedAt();
        if (desired.isWithdrawn() || (desired.integrationAsOf() != null && asOf.isBefore(desired.integrationAsOf()))) {
            return;
        }
        ProviderIntegration known = desired.integration();
        environment.integrationKnownAsOf(asOf, clock.instant());
        if (!integration.isTheSameAs(known)) {
            environment.registerIntegration(integration, clock.instant());
            events.publishEvent(new IntegrationReceived(Source.of(environment), known, integration));
        }
        environment.observations(clock.instant()).integrationReady(integration);
    }

    /**
     * Has the service make another integration in place of one that is gone at Confluent.
     *
     * @param environment one whose spec asks for an integration
     */
    public void replace(Environment environment) {
        environment.replaceIntegration(clock.instant());
        lifecycle.proceed(environment);
    }

    /** Stores what a look at Confluent found, which changes nothing that is desired. */
    public void observe(Environment environment, Consumer<EnvironmentObservations> found) {
        found.accept(environment.observations(clock.instant()));
        environments.saveAndFlush(environment);
    }

    /** A message that was registered before has come again. That is a reason to try again what has failed. */
    public void repeat(Environment environment, ProviderIntegration integration) {
        if (environment.hasFailedAfterItExisted()
                && integration.asksForSameTrustAs(environment.desired().integration())) {
            lookAgain(environment);
        }
    }

    /** What failed before there was a role to trust anybody, no integration can help. */
    private void lookAgain(Environment environment) {
        if (environment.state() == EnvironmentState.FAILED && !environment.hasFailedAfterItExisted()) {
            lifecycle.proceed(environment);
        } else {
            lifecycle.lookAgain(environment);
        }
    }

    /**
     * Withdraws the integration: the trust denies everyone again, and nothing that was signed before opens it. Once
     * that is done, to withdraw again only makes that moment a later one.
     *
     * @throws EnvironmentException if the environment is being deleted
     */
    public void withdraw(Environment environment, String operator) {
        if (environment.isDeletionRequested()) {
            throw EnvironmentException.deleting(environment.name());
        }
        DesiredState before = environment.desired();
        if (before.isWithdrawn() && before.withdrawnBy() == null) {
            environment.integrationKnownAsOf(clock.instant(), clock.instant());
            lifecycle.proceed(environment);
            return;
        }
        environment.withdrawIntegration(operator, clock.instant());
        if (!operator.equals(EnvironmentEvent.SERVICE)) {
            environment.observations(clock.instant()).integrationWithdrawn();
        }
        events.publishEvent(new IntegrationWithdrawn(Source.of(environment), operator, before.integration()));
        lifecycle.lookAgain(environment);
    }
}
