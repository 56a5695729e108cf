package io.tableflow.iam.environment;

import static io.tableflow.iam.environment.EnvironmentState.ACTIVE;
import static io.tableflow.iam.environment.EnvironmentState.AWAITING_INTEGRATION;
import static io.tableflow.iam.environment.EnvironmentState.DELETING;
import static io.tableflow.iam.environment.EnvironmentState.FAILED;
import static io.tableflow.iam.environment.EnvironmentState.PROVISIONING;
import static io.tableflow.iam.environment.EnvironmentState.UPDATING;
import static io.tableflow.iam.environment.EnvironmentState.UPDATING_TRUST;
import static io.tableflow.iam.environment.EnvironmentStateMachine.Situation.MORE_IS_DESIRED;
import static io.tableflow.iam.environment.EnvironmentStateMachine.Situation.NOBODY_TRUSTED;
import static io.tableflow.iam.environment.EnvironmentStateMachine.Situation.TRUSTED;
import static io.tableflow.iam.environment.EnvironmentStateMachine.Trigger.BEGINS;
import static io.tableflow.iam.environment.EnvironmentStateMachine.Trigger.FAILS;
import static io.tableflow.iam.environment.EnvironmentStateMachine.Trigger.IS_REQUESTED;
import static io.tableflow.iam.environment.EnvironmentStateMachine.Trigger.IS_RETRIED;
import static io.tableflow.iam.environment.EnvironmentStateMachine.Trigger.SUCCEEDS;
import static io.tableflow.iam.environment.EnvironmentWorkflowKind.PROVISION;
import static io.tableflow.iam.environment.EnvironmentWorkflowKind.REPAIR;
import static io.tableflow.iam.environment.EnvironmentWorkflowKind.TEARDOWN;
import static io.tableflow.iam.environment.EnvironmentWorkflowKind.UPDATE;
import static io.tableflow.iam.environment.EnvironmentWorkflowKind.UPDATE_TRUST;

import io.tableflow.iam.common.AuditEventType;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The life cycle of an environment: which workflow is due, and which state its beginning and its end lead to.
 * {@code src/docs/states.md} shows the same table.
 */
final class EnvironmentStateMachine {

    /** All changes of state. */
    static final List<Transition> TRANSITIONS = List.of(
            on(PROVISION, BEGINS).from(PROVISIONING, FAILED).to(PROVISIONING),
            on(PROVISION, SUCCEEDS).from(PROVISIONING).to(AWAITING_INTEGRATION).telling(AuditEventType.PROVISIONED),
            on(PROVISION, FAILS).from(PROVISIONING).to(FAILED).telling(AuditEventType.FAILED),
            on(PROVISION, IS_RETRIED).from(FAILED).to(PROVISIONING).telling(AuditEventType.RETRIED),
            on(UPDATE_TRUST, BEGINS)
                    .from(AWAITING_INTEGRATION, ACTIVE, UPDATING, UPDATING_TRUST, FAILED)
                    .to(UPDATING_TRUST),
            on(UPDATE_TRUST, SUCCEEDS)
                    .when(MORE_IS_DESIRED)
                    .from(UPDATING_TRUST)
                    .to(UPDATING_TRUST),
            on(UPDATE_TRUST, SUCCEEDS)
                    .when(TRUSTED)
                    .from(UPDATING_TRUST)
                    .to(ACTIVE)
                    .telling(AuditEventType.ACTIVATED),
            on(UPDATE_TRUST, SUCCEEDS).when(NOBODY_TRUSTED).from(UPDATING_TRUST).to(AWAITING_INTEGRATION),
            on(UPDATE_TRUST, FAILS).from(UPDATING_TRUST).to(FAILED).telling(AuditEventType.FAILED),
            on(UPDATE_TRUST, IS_RETRIED).from(FAILED).to(UPDATING_TRUST).telling(AuditEventType.RETRIED),
            on(UPDATE, BEGINS)
                    .from(AWAITING_INTEGRATION, ACTIVE, UPDATING, UPDATING_TRUST, FAILED)
                    .to(UPDATING),
            on(UPDATE, SUCCEEDS)
                    .when(MORE_IS_DESIRED)
                    .from(UPDATING)
                    .to(UPDATING)
                    .telling(AuditEventType.UPDATED),
            on(UPDATE, SUCCEEDS).when(TRUSTED).from(UPDATING).to(ACTIVE).telling(AuditEventType.UPDATED),
            on(UPDATE, SUCCEEDS)
                    .when(NOBODY_TRUSTED)
                    .from(UPDATING)
                    .to(AWAITING_INTEGRATION)
                    .telling(AuditEventType.UPDATED),
            on(UPDATE, FAILS).from(UPDATING).to(FAILED).telling(AuditEventType.FAILED),
            on(UPDATE, IS_RETRIED).from(FAILED).to(UPDATING).telling(AuditEventType.RETRIED),
            on(REPAIR, BEGINS)
                    .from(AWAITING_INTEGRATION, ACTIVE, UPDATING, UPDATING_TRUST)
                    .to(UPDATING),
            on(REPAIR, SUCCEEDS).when(MORE_IS_DESIRED).from(UPDATING).to(UPDATING),
            on(REPAIR, SUCCEEDS).when(TRUSTED).from(UPDATING).to(ACTIVE),
            on(REPAIR, SUCCEEDS).when(NOBODY_TRUSTED).from(UPDATING).to(AWAITING_INTEGRATION),
            on(REPAIR, FAILS).from(UPDATING).to(FAILED).telling(AuditEventType.FAILED),
            on(REPAIR, IS_RETRIED).from(FAILED).to(UPDATING).telling(AuditEventType.RETRIED),
            on(TEARDOWN, IS_REQUESTED)
                    .from(EnvironmentState.values())
                    .to(DELETING)
                    .telling(AuditEventType.DELETION_REQUESTED),
            on(TEARDOWN, BEGINS).from(DELETING).to(DELETING),
            on(TEARDOWN, SUCCEEDS).from(DELETING).toNothing().telling(AuditEventType.DELETED),
            on(TEARDOWN, FAILS).from(DELETING).to(FAILED).telling(AuditEventType.FAILED),
            on(TEARDOWN, IS_RETRIED).from(FAILED).to(DELETING).telling(AuditEventType.RETRIED));

    private EnvironmentStateMachine() {}

    /** The workflow that is due; none if the desired state is observed, or if a failure needs help. */
    static Optional<EnvironmentWorkflowKind> nextWorkflow(Environment environment) {
        DesiredState desired = environment.desired();
        Generations generations = desired.generations();
        if (environment.isDeletionRequested()) {
            return Optional.of(TEARDOWN);
        }
        if (environment.state() == FAILED && !generations.isSuperseded()) {
            return Optional.empty();
        }
        if (generations.isBehind()) {
            return Optional.of(generations.wasEverObserved() ? UPDATE : PROVISION);
        }
        if (desired.reconcileRequest() != null) {
            return Optional.of(REPAIR);
        }
        return desired.lacksIntegration()
                        || desired.differsInTrustFrom(environment.observed().trusted())
                ? Optional.of(UPDATE_TRUST)
                : Optional.empty();
    }

    /**
     * The workflow that brings the environment to the desired state, although it may be there already, or has failed on
     * its way: there is a reason to look again.
     */
    static EnvironmentWorkflowKind workflowToLookAgain(Environment environment) {
        Generations generations = environment.desired().generations();
        return nextWorkflow(environment)
                .orElseGet(() ->
                        !generations.isBehind() ? UPDATE_TRUST : generations.wasEverObserved() ? UPDATE : PROVISION);
    }

    /** Whether an active workflow of that kind may continue; if not, it is cancelled at its next step. */
    static boolean allows(Environment environment, EnvironmentWorkflowKind kind) {
        return environment.isDeletionRequested()
                ? kind == TEARDOWN
                : !environment.desired().generations().isSuperseded();
    }

    /**
     * The rule for a trigger, for an environment as it is.
     *
     * @throws IllegalStateException if the table has nothing for it
     */
    static Transition transition(Environment environment, EnvironmentWorkflowKind kind, Trigger trigger) {
        Situation situation = situation(environment);
        return TRANSITIONS.stream()
                .filter(it -> it.kind == kind && it.trigger == trigger)
                .filter(it -> it.when.contains(situation) && it.from.contains(environment.state()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Environment " + environment.name() + " is "
                        + environment.state() + " (" + situation + "): no " + kind + " " + trigger + " then"));
    }

    private static Situation situation(Environment environment) {
        if (nextWorkflow(environment).isPresent()) {
            return MORE_IS_DESIRED;
        }
        return environment.observed().trusted() == null ? NOBODY_TRUSTED : TRUSTED;
    }

    private static Transition on(EnvironmentWorkflowKind kind, Trigger trigger) {
        return new Transition(kind, trigger, EnumSet.allOf(Situation.class), Set.of(), null, null);
    }

    /** What happens to a workflow. Together with its kind: "when a repair succeeds". */
    enum Trigger {
        IS_REQUESTED,
        BEGINS,
        SUCCEEDS,
        FAILS,
        IS_RETRIED
    }

    /** What the row says at that moment. */
    enum Situation {
        /** Another workflow is due. */
        MORE_IS_DESIRED,
        /** None is, and the live trust lets Confluent's principal in. */
        TRUSTED,
        /** None is, and the live trust denies everyone. */
        NOBODY_TRUSTED
    }

    /**
     * One rule.
     *
     * @param to {@code null}: the environment is gone
     * @param event what the audit trail says; {@code null}: nothing
     */
    record Transition(
            EnvironmentWorkflowKind kind,
            Trigger trigger,
            Set<Situation> when,
            Set<EnvironmentState> from,
            @Nullable EnvironmentState to,
            @Nullable AuditEventType event) {

        private Transition when(Situation situation) {
            return new Transition(kind, trigger, EnumSet.of(situation), from, to, event);
        }

        private Transition from(EnvironmentState... states) {
            return new Transition(kind, trigger, when, EnumSet.copyOf(List.of(states)), to, event);
        }

        private Transition to(EnvironmentState state) {
            return new Transition(kind, trigger, when, from, state, event);
        }

        private Transition toNothing() {
            return new Transition(kind, trigger, when, from, null, event);
        }

        private Transition telling(AuditEventType type) {
            return new Transition(kind, trigger, when, from, to, type);
        }
    }
}
