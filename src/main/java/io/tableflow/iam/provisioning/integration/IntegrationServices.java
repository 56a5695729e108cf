package io.tableflow.iam.provisioning.integration;

import io.tableflow.iam.common.AuditableEvent;
import io.tableflow.iam.confluent.cloud.ConfluentCloud;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentRepository;
import io.tableflow.iam.environment.IntegrationRegistration;
import io.tableflow.iam.environment.PrincipalAllowList;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.policy.RoleArn;
import io.tableflow.iam.workflow.WorkflowService;
import io.tableflow.iam.workflow.WorkflowStep;
import io.tableflow.iam.workflow.WorkflowSubject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** What the steps at Confluent Cloud use: the stored environment, the client, and the stores for their results. */
@Component
class IntegrationServices {

    /** The latest workflows are enough to know what Confluent may not show yet. */
    private static final int RECENT = 10;

    /**
     * A call is given up after its timeout; what it asked for may happen for about as long again. Longer than two timeouts of
     * the client.
     */
    private static final Duration UNTIL_LANDED = Duration.ofSeconds(30);

    private final EnvironmentRepository environments;
    private final IntegrationRegistration registration;
    private final PrincipalAllowList allowed;
    private final ObjectProvider<ConfluentCloud> cloud;
    private final WorkflowService workflows;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    IntegrationServices(
            EnvironmentRepository environments,
            IntegrationRegistration registration,
            PrincipalAllowList allowed,
            ObjectProvider<ConfluentCloud> cloud,
            WorkflowService workflows,
            ApplicationEventPublisher events,
            Clock clock) {
        this.environments = environments;
        this.registration = registration;
        this.allowed = allowed;
        this.cloud = cloud;
        this.workflows = workflows;
        this.events = events;
        this.clock = clock;
    }

    /** The client; empty if no API key is set. */
    Optional<ConfluentCloud> cloud() {
        return Optional.ofNullable(cloud.getIfAvailable());
    }

    /** The environment as it is stored now. */
    Environment environment(WorkflowSubject subject) {
        return environments
                .findById(subject.id())
                .orElseThrow(() -> new IllegalStateException("There is no environment " + subject));
    }

    /** Why a principal must not be let into a role of ours; empty: it may. */
    Optional<String> objection(RoleArn principal, RoleArn role) {
        return allowed.objection(principal, role);
    }

    /** Registers in the running transaction what was made at Confluent, or found there. */
    void made(Environment environment, ProviderIntegration integration) {
        registration.made(environment, integration);
    }

    /**
     * Until when an integration may come into being at Confluent that nobody here has heard of: a call had no answer, or the node
     * died in the middle. The far past if there was none.
     */
    Instant mayAppearUntil(Environment environment) {
        return workflows.ofSubject(environment.id(), RECENT).stream()
                .flatMap(workflow -> workflow.step(CreateIntegration.NAME).stream())
                .filter(WorkflowStep::outcomeUnknown)
                .flatMap(step -> Stream.of(step.finishedAt(), step.startedAt()).filter(Objects::nonNull))
                .map(ended -> ended.plus(UNTIL_LANDED))
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
    }

    Instant now() {
        return clock.instant();
    }

    /** Publishes in the running transaction. */
    void publish(AuditableEvent event) {
        events.publishEvent(event);
    }
}
