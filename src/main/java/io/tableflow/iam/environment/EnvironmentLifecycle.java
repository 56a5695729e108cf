package io.tableflow.iam.environment;

import io.tableflow.iam.workflow.Workflow;
import io.tableflow.iam.workflow.WorkflowProblem;
import io.tableflow.iam.workflow.WorkflowService;
import io.tableflow.iam.workflow.WorkflowSubject;
import java.time.Clock;
import java.util.Map;
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
                publish(EnvironmentEvent.Type.PROVISIONED, environment, kind, before);
            }
            case UPDATE_TRUST -> {
                if (environment.wanted().isEmpty()) {
                    environment.activate(clock.instant());
                    publish(EnvironmentEvent.Type.ACTIVATED, environment, kind, before);
                }
            }
            case UPDATE -> {
                environment.updated(clock.instant());
                settle(environment);
                publish(EnvironmentEvent.Type.UPDATED, environment, kind, before);
            }
            case REPAIR -> settle(environment);
            case TEARDOWN -> {
                events.publishEvent(event(EnvironmentEvent.Type.DELETED, environment, Map.of())
                        .because(inWords(kind)));
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
        events.publishEvent(event(
                        EnvironmentEvent.Type.FAILED,
                        environment,
                        Map.of("code", problem.code(), "detail", problem.detail()))
                .because(problem.detail())
                .changing(Map.of("state", before), Map.of("state", environment.state())));
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

    private void publish(
            EnvironmentEvent.Type type,
            Environment environment,
            EnvironmentWorkflowKind kind,
            EnvironmentState before) {
        events.publishEvent(event(type, environment, Map.of())
                .because(inWords(kind))
                .changing(Map.of("state", before), Map.of("state", environment.state())));
    }

    private static EnvironmentEvent event(
            EnvironmentEvent.Type type, Environment environment, Map<String, String> details) {
        return EnvironmentEvent.of(type, environment, EnvironmentEvent.SERVICE, details);
    }

    private static String inWords(EnvironmentWorkflowKind kind) {
        return kind + " succeeded";
    }
}
