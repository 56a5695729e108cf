package io.tableflow.iam.provisioning;

import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.aws.AwsAccounts;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.common.AuditableEvent;
import io.tableflow.iam.comparison.Comparison;
import io.tableflow.iam.drift.DriftHistory;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentObservations;
import io.tableflow.iam.environment.EnvironmentRepository;
import io.tableflow.iam.environment.IntegrationRegistration;
import io.tableflow.iam.environment.ReconcileRequest;
import io.tableflow.iam.environment.event.EnvironmentEvent.Source;
import io.tableflow.iam.environment.event.ResourceEvent.RoleRecreated;
import io.tableflow.iam.environment.revision.PolicyHistory;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.policy.RoleArn;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.policy.trust.TrustJudge;
import io.tableflow.iam.workflow.StepResult;
import io.tableflow.iam.workflow.WorkflowProblem;
import io.tableflow.iam.workflow.WorkflowService;
import io.tableflow.iam.workflow.WorkflowStep;
import io.tableflow.iam.workflow.WorkflowSubject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** What every step uses: the stored environment, its account, and the stores for the step's results. */
@Component
class StepServices {

    /** The latest workflows are enough to know what IAM may not show yet. */
    private static final int RECENT = 10;

    private static final List<String> STEPS_THAT_SET_A_TRUST = Stream.concat(
                    Stream.of(UpdateTrust.NAME, ReadBackTrust.NAME, ReadBack.NAME),
                    Stream.of(ReconcileMode.values()).map(mode -> mode.stepName(ResourceKind.ROLE)))
            .toList();

    private final EnvironmentRepository environments;
    private final AwsAccounts accounts;
    private final WorkflowService workflows;
    private final PolicyHistory history;
    private final DriftHistory drift;
    private final IntegrationRegistration integrations;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final Duration untilLanded;

    StepServices(
            EnvironmentRepository environments,
            AwsAccounts accounts,
            WorkflowService workflows,
            PolicyHistory history,
            DriftHistory drift,
            IntegrationRegistration integrations,
            ApplicationEventPublisher events,
            Clock clock,
            TableflowProperties properties) {
        this.environments = environments;
        this.accounts = accounts;
        this.workflows = workflows;
        this.history = history;
        this.drift = drift;
        this.integrations = integrations;
        this.events = events;
        this.clock = clock;
        // A call is given up after its timeout; what it asked for may happen for about as long again.
        this.untilLanded = properties.aws().callTimeout().multipliedBy(2);
    }

    /** The environment as it is stored now. */
    Environment environment(WorkflowSubject subject) {
        return environments
                .findById(subject.id())
                .orElseThrow(() -> new IllegalStateException("There is no environment " + subject));
    }

    /** The account of the environment's role; before that is known, the account in its spec. */
    IamAccount account(Environment environment) {
        AwsAccount account = environment.account();
        return accounts.account(account == null ? environment.spec().accountId() : account.id());
    }

    /**
     * What is known about the creation of a resource.
     *
     * @param createSteps the steps of any workflow that create it
     * @param useSteps the steps that use it once it exists
     */
    PropagationWindow propagation(
            Environment environment, Collection<String> createSteps, Collection<String> useSteps) {
        List<WorkflowStep> attempted = workflows.ofSubject(environment.id(), RECENT).stream()
                .flatMap(workflow -> workflow.steps().stream())
                .filter(step -> step.attempts() > 0)
                .toList();
        return new PropagationWindow(named(attempted, createSteps), named(attempted, useSteps), untilLanded);
    }

    /**
     * Waits until a call that sets the trust, and of which nobody knows whether it took effect, can no longer take effect: there was no
     * answer, or the node died in the middle. It could undo what is written meanwhile, and let in a principal that was
     * rotated away. So what is read back counts only afterwards. Empty if there is none.
     */
    Optional<StepResult> awaitUnheardTrust(Environment environment) {
        Instant now = now();
        Instant until =
                propagation(environment, STEPS_THAT_SET_A_TRUST, List.of()).mayTakeEffectUntil();
        return until.isAfter(now)
                ? Optional.of(new StepResult.Wait(
                        WorkflowProblem.passing(
                                "change-without-answer",
                                "AWS did not answer a call that sets the trust. It is read back at " + until
                                        + ", when that call can no longer take effect."),
                        Duration.between(now, until),
                        null))
                : Optional.empty();
    }

    private static List<WorkflowStep> named(List<WorkflowStep> steps, Collection<String> names) {
        return steps.stream().filter(step -> names.contains(step.name())).toList();
    }

    /** Whether an id is that of an environment of this installation that is gone. */
    boolean isGone(String environmentId) {
        try {
            UUID id = UUID.fromString(environmentId);
            return environments.findById(id).isEmpty()
                    && !workflows.ofSubject(id, 1).isEmpty();
        } catch (IllegalArgumentException notOfOurs) {
            return false;
        }
    }

    Instant now() {
        return clock.instant();
    }

    /** For storing observations of the environment's resources in the running transaction. */
    EnvironmentObservations observations(Environment environment) {
        return environment.observations(clock.instant());
    }

    /**
     * Stores in the running transaction that the trust was read back, and whether by it Confluent gets in and nobody else does.
     *
     * @param trust as IAM shows it
     */
    void readBack(Environment environment, String roleArn, PolicyDocument trust) {
        ProviderIntegration trusted = environment.observed().trusted();
        observations(environment)
                .readBack(TrustJudge.broken(
                        trust,
                        RoleArn.parse(roleArn).orElseThrow(),
                        trusted == null ? null : trusted.principal(),
                        environment.spec().trustConditionsOrNone(),
                        now()));
    }

    /** Publishes in the running transaction that the role was created again, if it was. */
    void publishIfRecreated(Environment environment, String arn, String id) {
        String before = environment.observed().resources().role().id();
        if (before != null && !before.equals(id)) {
            publish(new RoleRecreated(Source.of(environment), arn, before, id));
        }
    }

    /** Stores the result of a comparison in the running transaction. */
    void compared(Environment environment, Comparison comparison, @Nullable ReconcileRequest answered) {
        drift.compared(environment, comparison, answered);
    }

    /** Stores in the running transaction that a resource's document is in force. */
    void applied(Environment environment, ResourceKind kind, PolicyDocument document, String by, String reason) {
        history.applied(environment, kind.document(), document, by, reason);
    }

    /** Registers in the running transaction what was received before the environment's role was known. */
    void takeEarlyIntegration(Environment environment) {
        integrations.takeEarly(environment);
    }

    /** Publishes in the running transaction. */
    void publish(AuditableEvent event) {
        events.publishEvent(event);
    }
}
