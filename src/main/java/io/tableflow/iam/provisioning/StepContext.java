package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.AwsAccounts;
import io.tableflow.iam.aws.AwsWrite;
import io.tableflow.iam.aws.CallerIdentity;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.common.AuditableEvent.Subject;
import io.tableflow.iam.comparison.Comparison;
import io.tableflow.iam.drift.DriftHistory;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentRepository;
import io.tableflow.iam.environment.EnvironmentWorkflowKind;
import io.tableflow.iam.environment.ReconcileRequest;
import io.tableflow.iam.environment.event.EnvironmentEvent;
import io.tableflow.iam.environment.revision.PolicyHistory;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.workflow.WorkflowService;
import io.tableflow.iam.workflow.WorkflowStep;
import io.tableflow.iam.workflow.WorkflowSubject;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** What every step needs: the environment's row, its account, and what to note of a step's effect. */
@Component
class StepContext {

    /** What is on its way into IAM was sent by one of the latest workflows. */
    private static final int RECENT = 20;

    private final EnvironmentRepository environments;
    private final AwsAccounts accounts;
    private final WorkflowService workflows;
    private final PolicyHistory history;
    private final DriftHistory drift;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    StepContext(
            EnvironmentRepository environments,
            AwsAccounts accounts,
            WorkflowService workflows,
            PolicyHistory history,
            DriftHistory drift,
            ApplicationEventPublisher events,
            Clock clock) {
        this.environments = environments;
        this.accounts = accounts;
        this.workflows = workflows;
        this.history = history;
        this.drift = drift;
        this.events = events;
        this.clock = clock;
    }

    /** The row as it is now. */
    Environment environment(WorkflowSubject subject) {
        return environments
                .findById(subject.id())
                .orElseThrow(() -> new IllegalStateException("There is no environment " + subject));
    }

    /** IAM of the environment's account: the one its role stands in, or before that the one its spec names. */
    IamAccount iam(Environment environment) {
        AwsAccount account = environment.account();
        return accounts.account(account == null ? environment.spec().accountId() : account.id());
    }

    /** What is known of the making of what these steps make, in whatever workflow, and those other ones use. */
    PropagationWindow creation(Environment environment, Collection<String> createSteps, Collection<String> useSteps) {
        return new PropagationWindow(
                workflows.steps(environment.id(), createSteps, RECENT),
                workflows.steps(environment.id(), useSteps, RECENT));
    }

    /** Notes in the running transaction what a comparison came to. */
    void compared(Environment row, Comparison comparison, @Nullable ReconcileRequest answers) {
        drift.compared(row, comparison.differences(), answers);
    }

    /** Whether this very step has been attempted before. */
    boolean isRepeated(Environment environment, EnvironmentWorkflowKind kind, String step) {
        return attempts(environment, kind, step) > 1;
    }

    /** How many attempts at this step were begun, the present one included. */
    int attempts(Environment environment, EnvironmentWorkflowKind kind, String step) {
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

    /** Publishes in the running transaction. */
    void publish(EnvironmentEvent event) {
        events.publishEvent(event);
    }

    /** Tells in the running transaction of what an attempt at a step has written to AWS. */
    ObjIntConsumer<UUID> telling(Environment environment, String step, List<AwsWrite> writes) {
        String account = accountId(environment);
        return (workflowId, attempt) -> writes.forEach(write -> {
            Map<String, String> details = new HashMap<>(write.targets());
            details.put("operation", write.operation());
            details.put("outcome", write.outcome());
            if (write.requestId() != null) {
                details.put("awsRequestId", write.requestId());
            }
            if (account != null) {
                details.put("account", account);
            }
            events.publishEvent(new AwsWriteEvent(
                    new Subject(environment.id(), environment.name()), workflowId, step, attempt, details));
        });
    }

    private @Nullable String accountId(Environment environment) {
        if (environment.account() != null) {
            return environment.account().id();
        }
        return environment.spec().accountId() != null
                ? environment.spec().accountId()
                : accounts.knownCaller().map(CallerIdentity::accountId).orElse(null);
    }
}
