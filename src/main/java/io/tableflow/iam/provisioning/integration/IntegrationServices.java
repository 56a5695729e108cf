package io.tableflow.iam.provisioning.integration;

import io.tableflow.iam.common.AuditableEvent;
import io.tableflow.iam.confluent.cloud.ConfluentCloud;
import io.tableflow.iam.confluent.orphan.LeftIntegration;
import io.tableflow.iam.confluent.orphan.LeftIntegrations;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentRepository;
import io.tableflow.iam.environment.IntegrationRegistration;
import io.tableflow.iam.environment.PrincipalAllowList;
import io.tableflow.iam.environment.event.EnvironmentEvent.Source;
import io.tableflow.iam.environment.event.IntegrationEvent.IntegrationLeft;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.policy.RoleArn;
import io.tableflow.iam.workflow.StepState;
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
import org.jspecify.annotations.Nullable;
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
    private final LeftIntegrations leftIntegrations;
    private final WorkflowService workflows;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    IntegrationServices(
            EnvironmentRepository environments,
            IntegrationRegistration registration,
            PrincipalAllowList allowed,
            ObjectProvider<ConfluentCloud> cloud,
            LeftIntegrations leftIntegrations,
            WorkflowService workflows,
            ApplicationEventPublisher events,
            Clock clock) {
        this.environments = environments;
        this.registration = registration;
        this.allowed = allowed;
        this.cloud = cloud;
        this.leftIntegrations = leftIntegrations;
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

    /** The id of the integration that a deletion deletes; null: none is known. */
    static @Nullable String knownId(Environment environment) {
        ProviderIntegration known = environment.desired().integration();
        return known != null
                        && target(environment).equals(known.confluentEnvironmentId())
                        && known.customerIamRoleArn().equals(role(environment))
                ? known.id()
                : null;
    }

    private static String target(Environment environment) {
        return Objects.requireNonNull(environment.spec().confluent(), "the steps are for those who ask for it")
                .environmentId();
    }

    private static String role(Environment environment) {
        return Objects.requireNonNull(
                environment.observed().resources().role().arn(), "it was created by a workflow before");
    }

    /** In the running transaction: the integration is deleted, or there was none. */
    void deleted(Environment environment) {
        leftIntegrations.deleted(target(environment), role(environment));
    }

    /**
     * That a deletion goes on although an integration may be there.
     *
     * @param integration the id by which Confluent knows it; null: Confluent was not asked, or did not say
     * @param actor who asked for that
     * @param reason in a few words
     * @param why what was in the way
     */
    record Leaving(@Nullable String integration, String actor, String reason, String why) {}

    /**
     * In the running transaction: a deletion goes on without deleting the integration. One that nobody has heard of is left only if a
     * call may have made it, and none that a deletion has dealt with before.
     */
    void left(Environment environment, Leaving leaving) {
        String id = leaving.integration() == null ? knownId(environment) : leaving.integration();
        boolean mayExist =
                id != null || environment.desired().integrationAsOf() != null || mayHaveBeenMade(environment);
        if (!mayExist || isDealtWith(environment)) {
            return;
        }
        left(environment, target(environment), id, leaving);
    }

    /**
     * In the running transaction: the spec no longer asks for an integration in that Confluent environment. It is left if a call may
     * have made one of which nobody has heard.
     */
    void noLongerAsked(Environment environment, String confluentEnvironment, String actor) {
        boolean isUnheardOf = environment.desired().integration() == null
                && environment.desired().integrationAsOf() == null
                && environment.observed().resources().role().arn() != null
                && mayHaveBeenMade(environment);
        if (isUnheardOf) {
            left(
                    environment,
                    confluentEnvironment,
                    null,
                    new Leaving(
                            null,
                            actor,
                            "the spec no longer asks for it",
                            "A call that makes it had no answer, and the spec was changed before anybody knew whether it was"
                                    + " made."));
        }
    }

    private void left(Environment environment, String confluentEnvironment, @Nullable String id, Leaving leaving) {
        publish(new IntegrationLeft(
                Source.of(environment), leaving.actor(), id, confluentEnvironment, leaving.reason(), leaving.why()));
        leftIntegrations.left(new LeftIntegration(
                confluentEnvironment,
                role(environment),
                id,
                Objects.requireNonNull(environment.account(), "it is known where there is a role")
                        .id(),
                environment.name(),
                environment.id(),
                leaving.actor(),
                leaving.why(),
                now(),
                null));
    }

    private boolean mayHaveBeenMade(Environment environment) {
        return mayAppearUntil(environment).isAfter(Instant.MIN);
    }

    /** A step that was skipped has had no attempt. */
    private boolean isDealtWith(Environment environment) {
        return workflows.ofSubject(environment.id(), RECENT).stream()
                .flatMap(workflow -> workflow.step(DeleteIntegration.NAME).stream())
                .anyMatch(step -> step.state() == StepState.DONE && step.attempts() > 0);
    }

    Instant now() {
        return clock.instant();
    }

    /** Publishes in the running transaction. */
    void publish(AuditableEvent event) {
        events.publishEvent(event);
    }
}
