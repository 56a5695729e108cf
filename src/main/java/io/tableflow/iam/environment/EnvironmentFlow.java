package io.tableflow.iam.environment;

import io.tableflow.iam.workflow.Subject;
import io.tableflow.iam.workflow.Workflow;
import io.tableflow.iam.workflow.WorkflowProblem;
import io.tableflow.iam.workflow.Workflows;
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
public class EnvironmentFlow {

    private final Environments environments;
    private final Workflows workflows;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    EnvironmentFlow(Environments environments, Workflows workflows, ApplicationEventPublisher events, Clock clock) {
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
    public boolean isWanted(Subject subject, WorkflowKind kind) {
        return require(subject).allows(kind);
    }

    /** A workflow came to its good end. */
    public void succeeded(Subject subject, WorkflowKind kind) {
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
    public void failed(Subject subject, WorkflowKind kind, WorkflowProblem problem) {
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
    public void cancelled(Subject subject) {
        Environment environment = require(subject);
        startWanted(environment);
        environments.saveAndFlush(environment);
    }

    private Environment require(Subject subject) {
        return environments
                .findById(subject.id())
                .orElseThrow(() -> new IllegalStateException("There is no environment " + subject));
    }

    private void publish(
            EnvironmentEvent.Type type, Environment environment, WorkflowKind kind, EnvironmentState before) {
        events.publishEvent(event(type, environment, Map.of())
                .because(inWords(kind))
                .changing(Map.of("state", before), Map.of("state", environment.state())));
    }

    private static EnvironmentEvent event(
            EnvironmentEvent.Type type, Environment environment, Map<String, String> details) {
        return EnvironmentEvent.of(type, environment, EnvironmentEvent.SERVICE, details);
    }

    private static String inWords(WorkflowKind kind) {
        return kind + " succeeded";
    }
}
