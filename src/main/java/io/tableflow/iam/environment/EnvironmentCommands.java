package io.tableflow.iam.environment;

import io.tableflow.iam.environment.event.EnvironmentEvent.Source;
import io.tableflow.iam.environment.event.RequestEvent.DeletionRequested;
import io.tableflow.iam.environment.event.RequestEvent.EnvironmentAbandoned;
import io.tableflow.iam.environment.event.RequestEvent.EnvironmentRequested;
import io.tableflow.iam.environment.event.RequestEvent.ReconcileRequested;
import io.tableflow.iam.environment.event.RequestEvent.RetryRequested;
import io.tableflow.iam.environment.event.RequestEvent.UpdateRequested;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.environment.spec.SpecDiff;
import io.tableflow.iam.policy.AwsAccount;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The use cases that change environments. Each is one transaction under the environment's lock, and calls nothing but
 * the database. A command that cannot be accepted fails with an {@link EnvironmentException}.
 */
@Service
@Transactional
public class EnvironmentCommands {

    private final EnvironmentRepository environments;
    private final EnvironmentLifecycle lifecycle;
    private final ReconcileRequests reconcileRequests;
    private final IntegrationRegistration integrations;
    private final SpecLocks locks;
    private final PrincipalAllowList allowList;
    private final ConfluentKeyRule confluentKey;
    private final PartitionRule partition;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    EnvironmentCommands(
            EnvironmentRepository environments,
            EnvironmentLifecycle lifecycle,
            ReconcileRequests reconcileRequests,
            IntegrationRegistration integrations,
            SpecLocks locks,
            PrincipalAllowList allowList,
            ConfluentKeyRule confluentKey,
            PartitionRule partition,
            ApplicationEventPublisher events,
            Clock clock) {
        this.environments = environments;
        this.lifecycle = lifecycle;
        this.reconcileRequests = reconcileRequests;
        this.integrations = integrations;
        this.locks = locks;
        this.allowList = allowList;
        this.confluentKey = confluentKey;
        this.partition = partition;
        this.events = events;
        this.clock = clock;
    }

    /** Creates an environment, or returns the existing one if it was requested with the same spec. */
    public Environment create(EnvironmentSpec spec, String actor) {
        locks.acquireName(spec.name());
        Optional<Environment> existing = find(spec);
        if (existing.isPresent()) {
            return existing.get();
        }
        Environment environment = new Environment(spec, actor, clock.instant());
        events.publishEvent(new EnvironmentRequested(Source.of(environment), actor, spec));
        integrations.takeEarly(environment);
        lifecycle.start(environment);
        return environment;
    }

    /**
     * Gives an environment another spec, also while it is being created. A workflow for the previous spec is cancelled. Of a
     * deletion that has failed only the deletion policy can change: the deletion begins again, and lets go what is left.
     */
    public Environment update(String name, EnvironmentSpec requested, String actor, ExpectedRevision expected) {
        Environment environment = locked(name);
        EnvironmentSpec spec = acceptable(environment, requested, expected);
        SpecDiff changes = SpecDiff.between(environment.spec(), spec);
        if (!changes.isEmpty()) {
            environment.update(spec, actor, clock.instant());
            events.publishEvent(new UpdateRequested(Source.of(environment), actor, changes));
            if (environment.isDeletionRequested()) {
                environment.requestDeletion(actor, false, clock.instant());
            }
            lifecycle.proceed(environment);
        }
        return environment;
    }

    /** Has live IAM compared with the desired state, and reconciled. */
    public Environment reconcile(String name, String actor, ExpectedRevision expected) {
        Environment environment = locked(name);
        expected.require(environment);
        requireNotDeleting(environment);
        events.publishEvent(new ReconcileRequested(Source.of(environment), actor));
        reconcileRequests.request(environment, actor, "reconcile asked for");
        return environment;
    }

    /**
     * Deletes an environment. Another workflow that is in progress is cancelled at its next step; a teardown that is in
     * progress applies {@code force} from its next step on.
     *
     * @param force whether what others attached is to be detached
     */
    public Environment delete(String name, boolean force, String actor, ExpectedRevision expected) {
        Environment environment = locked(name);
        expected.require(environment);
        boolean forcesNow = force && environment.deletion().forcedBy() == null;
        if (environment.state() != EnvironmentState.DELETING || forcesNow) {
            EnvironmentState before = environment.state();
            environment.requestDeletion(actor, force, clock.instant());
            events.publishEvent(new DeletionRequested(Source.of(environment), actor, force, before));
            lifecycle.proceed(environment);
        }
        return environment;
    }

    /**
     * Lets an environment go without any further call to AWS, as where its account was closed. What is left there is recorded
     * in the audit trail. An attempt that is in progress ends first.
     */
    public Environment abandon(String name, String actor, ExpectedRevision expected) {
        Environment environment = locked(name);
        expected.require(environment);
        if (!environment.deletion().isAbandoned()) {
            EnvironmentState before = environment.state();
            environment.abandon(actor, clock.instant());
            events.publishEvent(new EnvironmentAbandoned(
                    Source.of(environment),
                    actor,
                    before,
                    environment.observed(),
                    environment.desired().integration()));
            lifecycle.proceed(environment);
        }
        return environment;
    }

    /** Resumes a FAILED environment's workflow at the step that failed. */
    public Environment retry(String name, String actor, ExpectedRevision expected) {
        Environment environment = locked(name);
        expected.require(environment);
        if (environment.state() != EnvironmentState.FAILED) {
            throw EnvironmentException.notFailed(environment.name(), environment.state());
        }
        events.publishEvent(new RetryRequested(Source.of(environment), actor));
        lifecycle.resume(environment);
        return environment;
    }

    @Transactional(readOnly = true)
    public Environment get(String name) {
        return environments.findByName(name).orElseThrow(() -> EnvironmentException.notFound(name));
    }

    /** Whether the environment with that id is not gone. */
    @Transactional(readOnly = true)
    public boolean exists(UUID id) {
        return environments.findById(id).isPresent();
    }

    /** Whether the environment with that id is not gone, and is not to be deleted either. */
    @Transactional(readOnly = true)
    public boolean isDesired(UUID id) {
        return environments.findById(id).filter(it -> !it.isDeletionRequested()).isPresent();
    }

    /** The environment that {@link #create} would return, if it exists already. */
    @Transactional(readOnly = true)
    public Optional<Environment> find(EnvironmentSpec spec) {
        Optional<Environment> existing = environments.findByName(spec.name());
        if (existing.isEmpty()) {
            allowList.requireOwnAccount(spec.accountId());
            ExpiryRule.check(spec, null, clock.instant());
            confluentKey.check(spec, null);
            partition.check(spec, null);
        }
        existing.ifPresent(environment -> {
            requireNotDeleting(environment);
            if (!withKnownAccount(spec, environment).equals(withKnownAccount(environment.spec(), environment))) {
                throw EnvironmentException.exists(environment.name());
            }
        });
        return existing;
    }

    /** The environment that {@link #update} would change, and the spec that it would have. Changes nothing. */
    @Transactional(readOnly = true)
    public PlannedUpdate planUpdate(String name, EnvironmentSpec requested, ExpectedRevision expected) {
        Environment environment = get(name);
        return new PlannedUpdate(environment, acceptable(environment, requested, expected));
    }

    /** The environment that {@link #delete} would delete. Changes nothing. */
    @Transactional(readOnly = true)
    public Environment planDeletion(String name, ExpectedRevision expected) {
        Environment environment = get(name);
        expected.require(environment);
        return environment;
    }

    /** An environment, and the spec that it would have. */
    public record PlannedUpdate(Environment environment, EnvironmentSpec spec) {}

    private EnvironmentSpec acceptable(Environment environment, EnvironmentSpec requested, ExpectedRevision expected) {
        expected.require(environment);
        ExpiryRule.check(requested, environment.spec(), clock.instant());
        confluentKey.check(requested, environment.spec());
        partition.check(requested, environment);
        EnvironmentSpec spec = ImmutableFields.keep(environment, requested);
        boolean changesOnlyTheDeletion =
                environment.state() == EnvironmentState.FAILED && spec.rendersLike(environment.spec());
        if (!changesOnlyTheDeletion) {
            requireNotDeleting(environment);
        }
        return spec;
    }

    private static void requireNotDeleting(Environment environment) {
        if (environment.isDeletionRequested()) {
            throw EnvironmentException.deleting(environment.name());
        }
    }

    /** A spec with the service's own account means the same as a spec without an account. */
    private static EnvironmentSpec withKnownAccount(EnvironmentSpec spec, Environment environment) {
        AwsAccount account = environment.account();
        return account != null && spec.accountId() == null ? spec.withAccountId(account.id()) : spec;
    }

    private Environment locked(String name) {
        return environments.lockByName(name).orElseThrow(() -> EnvironmentException.notFound(name));
    }
}
