package io.tableflow.iam.environment;

import io.tableflow.iam.api.environment.EnvironmentProblems;
import io.tableflow.iam.api.environment.EnvironmentView;
import io.tableflow.iam.api.environment.EnvironmentViewMapper;
import io.tableflow.iam.api.paging.Etags;
import io.tableflow.iam.environment.event.EnvironmentEvent;
import io.tableflow.iam.environment.event.EnvironmentEvent.Source;
import io.tableflow.iam.environment.event.RequestEvent.DeletionRequested;
import io.tableflow.iam.environment.event.RequestEvent.EnvironmentRequested;
import io.tableflow.iam.environment.event.RequestEvent.ReconcileRequested;
import io.tableflow.iam.environment.event.RequestEvent.RetryRequested;
import io.tableflow.iam.environment.event.RequestEvent.UpdateRequested;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.environment.spec.SpecDiff;
import io.tableflow.iam.http.request.Caller;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.workflow.SubjectLock;
import io.tableflow.iam.workflow.Workflow;
import io.tableflow.iam.workflow.WorkflowService;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Accepts what callers ask for: one transaction each, under the environment's lock, and nothing is called but the database. */
@Service
@Transactional
public class EnvironmentCommands {

    private final EnvironmentRepository environments;
    private final EnvironmentLifecycle flow;
    private final ReconcileRequests repairs;
    private final WorkflowService workflows;
    private final EnvironmentViewMapper assembler;
    private final SubjectLock lock;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    EnvironmentCommands(
            EnvironmentRepository environments,
            EnvironmentLifecycle flow,
            ReconcileRequests repairs,
            WorkflowService workflows,
            EnvironmentViewMapper assembler,
            SubjectLock lock,
            ApplicationEventPublisher events,
            Clock clock) {
        this.environments = environments;
        this.flow = flow;
        this.repairs = repairs;
        this.workflows = workflows;
        this.assembler = assembler;
        this.lock = lock;
        this.events = events;
        this.clock = clock;
    }

    /** A new environment; or the one that stands, if it was asked for with the same spec. */
    public EnvironmentView create(EnvironmentSpec spec) {
        lock.acquire(spec.name());
        Optional<Environment> existing = environments.findByName(spec.name());
        if (existing.isPresent()) {
            return assembler.toResource(sameAgain(existing.get(), spec));
        }
        Environment environment = new Environment(spec, actor(), clock.instant());
        publish(new EnvironmentRequested(Source.of(environment), actor(), spec));
        flow.proceed(environment);
        return assembler.toResource(environment);
    }

    private static Environment sameAgain(Environment environment, EnvironmentSpec asked) {
        if (environment.isDeletionRequested()) {
            throw EnvironmentProblems.deleting(environment.name());
        }
        if (!spelledOut(environment.spec(), environment.account()).equals(spelledOut(asked, environment.account()))) {
            throw EnvironmentProblems.exists(environment.name());
        }
        return environment;
    }

    /** Naming the caller's own account and naming none ask for the same. */
    private static EnvironmentSpec spelledOut(EnvironmentSpec spec, @Nullable AwsAccount account) {
        return account != null && spec.accountId() == null ? spec.withAccountId(account.id()) : spec;
    }

    /** Another spec for the one that stands, or is being made. What was begun for the one before makes room for it. */
    public EnvironmentView update(String name, EnvironmentSpec asked, @Nullable String ifMatch) {
        Environment environment = locked(name);
        EnvironmentSpec spec = acceptable(environment, asked, ifMatch);
        SpecDiff changes = SpecDiff.between(environment.spec(), spec);
        if (!changes.isEmpty()) {
            environment.update(spec, actor(), clock.instant());
            publish(new UpdateRequested(Source.of(environment), actor(), changes));
            flow.proceed(environment);
        }
        return assembler.toResource(environment);
    }

    /** The environment that a PUT of this spec would change; it is not changed. */
    @Transactional(readOnly = true)
    public Planned plan(String name, EnvironmentSpec asked, @Nullable String ifMatch) {
        Environment environment = get(name);
        return new Planned(environment, acceptable(environment, asked, ifMatch));
    }

    /** An environment, and the spec that it would have. */
    public record Planned(Environment environment, EnvironmentSpec spec) {}

    private static EnvironmentSpec acceptable(
            Environment environment, EnvironmentSpec asked, @Nullable String ifMatch) {
        Etags.requireMatch(ifMatch, environment.revision());
        if (environment.isDeletionRequested()) {
            throw EnvironmentProblems.deleting(environment.name());
        }
        return ImmutableFields.keep(environment, asked);
    }

    /** Has live IAM compared with the spec, and put right. */
    public EnvironmentView reconcile(String name) {
        Environment environment = locked(name);
        if (environment.isDeletionRequested()) {
            throw EnvironmentProblems.deleting(name);
        }
        publish(new ReconcileRequested(Source.of(environment), actor()));
        repairs.ask(environment, actor(), "reconcile asked for");
        return assembler.toResource(environment);
    }

    /**
     * Its teardown takes over at the next step of whatever is under way; one that is under way itself learns of {@code force}.
     *
     * @param force whether to take off what others attached
     */
    public EnvironmentView delete(String name, boolean force, @Nullable String ifMatch) {
        Environment environment = locked(name);
        Etags.requireMatch(ifMatch, environment.revision());
        boolean forcesNow = force && environment.deletion().forcedBy() == null;
        if (environment.state() != EnvironmentState.DELETING || forcesNow) {
            EnvironmentState before = environment.state();
            environment.requestDeletion(actor(), force, clock.instant());
            publish(new DeletionRequested(Source.of(environment), actor(), force, before));
            flow.proceed(environment);
        }
        return assembler.toResource(environment);
    }

    /** Goes on where it stopped. */
    public EnvironmentView retry(String name) {
        Environment environment = locked(name);
        if (environment.state() != EnvironmentState.FAILED) {
            throw EnvironmentProblems.notFailed(environment.name(), environment.state());
        }
        publish(new RetryRequested(Source.of(environment), actor()));
        Workflow workflow = workflows.resume(environment.id());
        environment.retry(EnvironmentWorkflowKind.valueOf(workflow.kind()), clock.instant());
        environments.saveAndFlush(environment);
        return assembler.toResource(environment);
    }

    @Transactional(readOnly = true)
    public Environment get(String name) {
        return environments.findByName(name).orElseThrow(() -> EnvironmentProblems.notFound(name));
    }

    /** The environment that a POST of this spec would answer with, if it stands already. */
    @Transactional(readOnly = true)
    public Optional<Environment> find(EnvironmentSpec spec) {
        return environments.findByName(spec.name()).map(existing -> sameAgain(existing, spec));
    }

    private Environment locked(String name) {
        lock.acquire(name);
        return get(name);
    }

    private static String actor() {
        return Caller.current().name();
    }

    private void publish(EnvironmentEvent event) {
        events.publishEvent(event);
    }
}
