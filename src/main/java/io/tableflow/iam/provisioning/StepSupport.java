package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.AwsAccounts;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentEvent;
import io.tableflow.iam.environment.Environments;
import io.tableflow.iam.environment.PolicyHistory;
import io.tableflow.iam.environment.WorkflowKind;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.PolicyDocument;
import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.workflow.StepState;
import io.tableflow.iam.workflow.Subject;
import io.tableflow.iam.workflow.Workflow;
import io.tableflow.iam.workflow.WorkflowStep;
import io.tableflow.iam.workflow.Workflows;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** What every step needs: the environment's row, its account, and what to note of a step's effect. */
@Component
class StepSupport {

    private final Environments environments;
    private final AwsAccounts accounts;
    private final Workflows workflows;
    private final PolicyHistory history;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    StepSupport(
            Environments environments,
            AwsAccounts accounts,
            Workflows workflows,
            PolicyHistory history,
            ApplicationEventPublisher events,
            Clock clock) {
        this.environments = environments;
        this.accounts = accounts;
        this.workflows = workflows;
        this.history = history;
        this.events = events;
        this.clock = clock;
    }

    /** The row as it is now. */
    Environment environment(Subject subject) {
        return environments
                .findById(subject.id())
                .orElseThrow(() -> new IllegalStateException("There is no environment " + subject));
    }

    /** IAM of the environment's account: the one its role stands in, or before that the one its spec names. */
    IamAccount iam(Environment environment) {
        AwsAccount account = environment.account();
        return accounts.account(account == null ? environment.spec().accountId() : account.id());
    }

    /** What is known of the making of what {@code createStep} makes and {@code useStep} is the first to use. */
    Creation creation(Environment environment, String createStep, String useStep) {
        Optional<Workflow> provision = workflows.latest(environment.id(), WorkflowKind.PROVISION.name());
        return new Creation(
                provision.flatMap(it -> it.step(createStep)).orElse(null),
                provision
                        .flatMap(it -> it.step(useStep))
                        .filter(it -> it.state() == StepState.DONE)
                        .isPresent());
    }

    /** Whether this very step has been attempted before. */
    boolean isRepeated(Environment environment, WorkflowKind kind, String step) {
        return attempts(environment, kind, step) > 1;
    }

    /** How many attempts at this step were begun, the present one included. */
    int attempts(Environment environment, WorkflowKind kind, String step) {
        return workflows
                .latest(environment.id(), kind.name())
                .flatMap(workflow -> workflow.step(step))
                .map(WorkflowStep::attempts)
                .orElse(0);
    }

    Instant now() {
        return clock.instant();
    }

    /** Notes in the running transaction that a document is in force. */
    void applied(Environment environment, PolicyKind policy, PolicyDocument document, String by, String reason) {
        history.applied(environment, policy, document, by, reason);
    }

    /** Publishes in the running transaction what the service did by itself. */
    void publish(EnvironmentEvent.Type type, Environment environment, Map<String, String> details) {
        publish(type, environment, EnvironmentEvent.SERVICE, details);
    }

    /** Publishes in the running transaction what the service did since {@code actor} asked for it. */
    void publish(EnvironmentEvent.Type type, Environment environment, String actor, Map<String, String> details) {
        events.publishEvent(EnvironmentEvent.of(type, environment, actor, details));
    }
}
