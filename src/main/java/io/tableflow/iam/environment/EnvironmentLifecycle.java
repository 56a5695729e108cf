package io.tableflow.iam.environment;

import io.tableflow.iam.environment.event.EnvironmentEvent.Source;
import io.tableflow.iam.environment.event.LifecycleEvent.EnvironmentActivated;
import io.tableflow.iam.environment.event.LifecycleEvent.EnvironmentDeleted;
import io.tableflow.iam.environment.event.LifecycleEvent.EnvironmentFailed;
import io.tableflow.iam.environment.event.LifecycleEvent.EnvironmentProvisioned;
import io.tableflow.iam.environment.event.LifecycleEvent.EnvironmentUpdated;
import io.tableflow.iam.environment.event.LifecycleEvent.StateChange;
import io.tableflow.iam.workflow.Workflow;
import io.tableflow.iam.workflow.WorkflowProblem;
import io.tableflow.iam.workflow.WorkflowService;
import io.tableflow.iam.workflow.WorkflowSubject;
import java.time.Clock;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What comes next, decided from the row: level, not edge. Every change of what is wanted and every end of a workflow
 * comes through here, in its own transaction and under the environment's lock.
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

    /** Starts what is wanted, or has the active workflow look at the row again. */
    void proceed(Environment environment) {
        Optional<Workflow> active = workflows.active(environment.id());
        if (active.isPresent()) {
            workflows.wake(active.get());
        } else {
            startWanted(environment);
        }
        environments.saveAndFlush(environment);
    }

    private void startWanted(Environment environment) {
        environment.wanted().ifPresent(kind -> {
            Workflow workflow = workflows.start(environment.subject(), kind.name());
            environment.begin(kind, workflow.id(), clock.instant());
        });
    }

    /** Whether an active workflow may go on. */
    public boolean isWanted(WorkflowSubject subject, EnvironmentWorkflowKind kind) {
        return require(subject).allows(kind);
    }

    /** A workflow came to its good end. */
    public void succeeded(WorkflowSubject subject, EnvironmentWorkflowKind kind) {
        Environment environment = require(subject);
        EnvironmentState before = environment.state();
        switch (kind) {
            case PROVISION -> {
                environment.provisioned(clock.instant());
                events.publishEvent(new EnvironmentProvisioned(Source.of(environment), change(before, environment)));
            }
            case UPDATE_TRUST -> {
                if (environment.wanted().isEmpty()) {
                    environment.activate(clock.instant());
                    events.publishEvent(new EnvironmentActivated(Source.of(environment), change(before, environment)));
                }
            }
            case UPDATE -> {
                environment.updated(clock.instant());
                settle(environment);
                events.publishEvent(new EnvironmentUpdated(Source.of(environment), change(before, environment)));
            }
            case REPAIR -> settle(environment);
            case TEARDOWN -> {
                events.publishEvent(new EnvironmentDeleted(Source.of(environment)));
                environments.delete(environment);
                return;
            }
        }
        startWanted(environment);
        environments.saveAndFlush(environment);
    }

    private void settle(Environment environment) {
        if (environment.wanted().isEmpty()) {
            environment.settle(clock.instant());
        }
    }

    /** A workflow needs somebody's help. */
    public void failed(WorkflowSubject subject, EnvironmentWorkflowKind kind, WorkflowProblem problem) {
        Environment environment = require(subject);
        EnvironmentState before = environment.state();
        environment.fail(kind, problem, clock.instant());
        environments.saveAndFlush(environment);
        events.publishEvent(new EnvironmentFailed(Source.of(environment), problem, change(before, environment)));
    }

    /** A workflow made room. */
    public void cancelled(WorkflowSubject subject) {
        Environment environment = require(subject);
        startWanted(environment);
        environments.saveAndFlush(environment);
    }

    private Environment require(WorkflowSubject subject) {
        return environments
                .findById(subject.id())
                .orElseThrow(() -> new IllegalStateException("There is no environment " + subject));
    }

    private static StateChange change(EnvironmentState before, Environment environment) {
        return new StateChange(before, environment.state());
    }
}
