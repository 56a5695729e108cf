package io.tableflow.iam.environment;

import io.tableflow.iam.common.AuditEventType;
import io.tableflow.iam.environment.EnvironmentStateMachine.Transition;
import io.tableflow.iam.environment.event.EnvironmentEvent;
import io.tableflow.iam.environment.event.EnvironmentEvent.Source;
import io.tableflow.iam.environment.event.LifecycleEvent;
import io.tableflow.iam.environment.event.LifecycleEvent.EnvironmentActivated;
import io.tableflow.iam.environment.event.LifecycleEvent.EnvironmentDeleted;
import io.tableflow.iam.environment.event.LifecycleEvent.EnvironmentFailed;
import io.tableflow.iam.environment.event.LifecycleEvent.EnvironmentProvisioned;
import io.tableflow.iam.environment.event.LifecycleEvent.EnvironmentUpdated;
import io.tableflow.iam.environment.event.LifecycleEvent.StateChange;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.workflow.Workflow;
import io.tableflow.iam.workflow.WorkflowProblem;
import io.tableflow.iam.workflow.WorkflowService;
import io.tableflow.iam.workflow.WorkflowSubject;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Starts workflows, and handles their ends. The workflow that is due is decided from the row, not from the event that
 * happened. Every change of the desired state and every end of a workflow comes through here, in its own transaction
 * and under the environment's lock. {@link EnvironmentStateMachine} has the rules.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class EnvironmentLifecycle {

    private final EnvironmentRepository environments;
    private final WorkflowService workflows;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    EnvironmentLifecycle(
            EnvironmentRepository environments,
            WorkflowService workflows,
            ApplicationEventPublisher events,
            Clock clock) {
        this.environments = environments;
        this.workflows = workflows;
        this.events = events;
        this.clock = clock;
    }

    /** Starts the workflow that is due, or has the active one read the row again. */
    void proceed(Environment environment) {
        Optional<Workflow> active = active(environment);
        if (active.isPresent()) {
            workflows.wake(active.get());
        } else {
            startNext(environment, workflows::start);
        }
        environments.saveAndFlush(environment);
    }

    /**
     * Has the active workflow read the row again, or starts one, also if nothing is due or the one before has failed:
     * there is a reason to look again.
     */
    void lookAgain(Environment environment) {
        Optional<Workflow> active = active(environment);
        if (active.isPresent()) {
            workflows.wake(active.get());
        } else {
            start(environment, EnvironmentStateMachine.workflowToLookAgain(environment), workflows::start);
        }
        environments.saveAndFlush(environment);
    }

    /** Starts the first workflow of an environment that is not stored yet, and stores both. */
    void start(Environment environment) {
        startNext(environment, workflows::start);
        environments.saveAndFlush(environment);
    }

    /**
     * Resumes the environment's workflow at the step that failed.
     *
     * @throws IllegalStateException if it is not FAILED
     */
    void resume(Environment environment) {
        Workflow workflow = workflows.resume(Objects.requireNonNull(environment.workflowId(), "it has failed"));
        environment.retry(EnvironmentWorkflowKind.valueOf(workflow.kind()), clock.instant());
        environments.saveAndFlush(environment);
    }

    private Optional<Workflow> active(Environment environment) {
        return Optional.ofNullable(environment.isAtRest() ? null : environment.workflowId())
                .flatMap(workflows::find)
                .filter(workflow -> workflow.state().isActive());
    }

    private void startNext(Environment environment, BiFunction<WorkflowSubject, String, Workflow> start) {
        EnvironmentStateMachine.nextWorkflow(environment).ifPresent(kind -> start(environment, kind, start));
    }

    private void start(
            Environment environment,
            EnvironmentWorkflowKind kind,
            BiFunction<WorkflowSubject, String, Workflow> start) {
        Workflow workflow = start.apply(environment.subject(), kind.name());
        environment.begin(kind, workflow.id(), clock.instant());
    }

    /** Whether an active workflow may continue. */
    public boolean isNeeded(WorkflowSubject subject, EnvironmentWorkflowKind kind) {
        return EnvironmentStateMachine.allows(require(subject), kind);
    }

    /** Whether the service makes the environment's provider integration itself. */
    public boolean asksForIntegration(WorkflowSubject subject) {
        return require(subject).spec().confluent() != null;
    }

    /** A workflow succeeded. */
    public void succeeded(WorkflowSubject subject, EnvironmentWorkflowKind kind) {
        Environment environment = require(subject);
        EnvironmentState before = environment.state();
        Transition transition = environment.succeed(kind, clock.instant());
        if (transition.event() != null) {
            events.publishEvent(event(transition.event(), environment, new StateChange(before, environment.state())));
        }
        if (transition.to() == null) {
            environments.delete(environment);
            return;
        }
        startNext(environment, workflows::startSuccessor);
    }

    private static LifecycleEvent event(AuditEventType type, Environment environment, StateChange states) {
        Source source = Source.of(environment);
        return switch (type) {
            case PROVISIONED -> new EnvironmentProvisioned(source, states, environment.createdAt());
            case ACTIVATED -> new EnvironmentActivated(source, states, activationDueSince(environment));
            case UPDATED -> new EnvironmentUpdated(source, states);
            case DELETED ->
                new EnvironmentDeleted(source, environment.deletion().isAbandoned());
            default -> throw new IllegalArgumentException(type + " is not what a success means");
        };
    }

    private static Instant activationDueSince(Environment environment) {
        ProviderIntegration integration = environment.desired().integration();
        return integration == null || integration.receivedAt().isBefore(environment.createdAt())
                ? environment.createdAt()
                : integration.receivedAt();
    }

    /** A workflow failed. */
    public void failed(WorkflowSubject subject, EnvironmentWorkflowKind kind, WorkflowProblem problem) {
        Environment environment = require(subject);
        EnvironmentState before = environment.state();
        environment.fail(kind, problem, clock.instant());
        events.publishEvent(
                new EnvironmentFailed(Source.of(environment), problem, new StateChange(before, environment.state())));
    }

    /** A step is tried again, because of a problem. */
    public void waiting(WorkflowSubject subject, WorkflowProblem problem) {
        require(subject).waitBecauseOf(problem, clock.instant());
    }

    /**
     * A node that had lost its lease has changed something, or may have, perhaps after its successor: live IAM is compared
     * with the desired state. A failure waits for an operator as before, and a deletion looks anyway.
     */
    public void outcomesDropped(WorkflowSubject subject) {
        environments
                .findById(subject.id())
                .filter(it -> !it.isDeletionRequested() && it.state() != EnvironmentState.FAILED)
                .ifPresent(environment -> {
                    Instant now = clock.instant();
                    environment.requestReconcile(
                            new ReconcileRequest(
                                    now,
                                    EnvironmentEvent.SERVICE,
                                    "a node changed something after it had lost its lease"),
                            now);
                    proceed(environment);
                });
    }

    /** A workflow was cancelled, because the desired state has changed. */
    public void cancelled(WorkflowSubject subject) {
        Environment environment = require(subject);
        startNext(environment, workflows::startSuccessor);
    }

    /** Locks the environment until the running transaction ends. */
    public void lock(WorkflowSubject subject) {
        environments.lock(subject.id());
    }

    private Environment require(WorkflowSubject subject) {
        return environments
                .findById(subject.id())
                .orElseThrow(() -> new IllegalStateException("There is no environment " + subject));
    }
}
