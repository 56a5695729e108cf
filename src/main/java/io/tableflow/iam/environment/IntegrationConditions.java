package io.tableflow.iam.environment;

import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.environment.status.Condition;
import io.tableflow.iam.environment.status.Condition.ConditionType;
import io.tableflow.iam.environment.status.Condition.Status;
import io.tableflow.iam.workflow.WorkflowProblem;
import java.time.Instant;
import java.util.List;

/**
 * The condition {@code IntegrationReady}, with its reasons and sentences. What a look at Confluent Cloud found before is
 * read from it: an integration is gone only if two looks in a row do not find it.
 */
final class IntegrationConditions {

    private static final ConditionType TYPE = ConditionType.IntegrationReady;
    private static final String NOT_LISTED = "IntegrationNotListed";
    private static final String GONE = "IntegrationGone";

    /** The problems of steps and looks that are about Confluent's side. */
    private static final List<String> CODES = List.of("confluent-", "integration-");

    private IntegrationConditions() {}

    /** The service is to make the integration. */
    static Conditions pending(Conditions conditions, Instant now) {
        return conditions.with(
                TYPE, Status.Unknown, "Pending", "The provider integration is made once the role exists.", now);
    }

    /** The service no longer manages the integration. */
    static Conditions unmanaged(Conditions conditions) {
        return conditions.without(TYPE);
    }

    /** Confluent has it. */
    static Conditions ready(Conditions conditions, ProviderIntegration integration, Instant now) {
        return conditions.with(
                TYPE,
                Status.True,
                "IntegrationKnown",
                "Confluent has provider integration " + integration.id() + " of " + integration.confluentEnvironmentId()
                        + " for the role.",
                now);
    }

    /** A list of all integrations did not have it, for the first time. */
    static Conditions notListed(Conditions conditions, ProviderIntegration integration, Instant now) {
        return conditions.with(
                TYPE,
                Status.Unknown,
                NOT_LISTED,
                "Confluent's list of " + integration.confluentEnvironmentId() + " does not have provider integration "
                        + integration.id() + ". If the next one does not have it either, it is gone.",
                now);
    }

    /** It is gone. */
    static Conditions gone(Conditions conditions, ProviderIntegration integration, Instant now) {
        return conditions.with(
                TYPE,
                Status.False,
                GONE,
                "Provider integration " + integration.id() + " of " + integration.confluentEnvironmentId()
                        + " was deleted at Confluent: its principal does not exist any more, and Tableflow cannot write.",
                now);
    }

    /** An operator has withdrawn it here. */
    static Conditions withdrawn(Conditions conditions, Instant now) {
        return conditions.find(TYPE).isEmpty()
                ? conditions
                : conditions.with(
                        TYPE,
                        Status.False,
                        "IntegrationWithdrawn",
                        "The provider integration was withdrawn by an operator: the trust denies everyone until one is"
                                + " entered, or the spec asks for it anew.",
                        now);
    }

    /** The settings do not allow its principal. */
    static Conditions notAllowed(Conditions conditions, String why, Instant now) {
        return conditions.with(TYPE, Status.False, "IntegrationPrincipalNotAllowed", why, now);
    }

    /** A step waits for Confluent, or has failed there. */
    static Conditions problem(Conditions conditions, WorkflowProblem problem, Instant now) {
        return conditions.missing(TYPE, problem, now);
    }

    /** Whether a problem is about Confluent's side. */
    static boolean isAbout(WorkflowProblem problem) {
        return CODES.stream().anyMatch(problem.code()::startsWith);
    }

    static boolean isNotListed(Conditions conditions) {
        return hasReason(conditions, NOT_LISTED);
    }

    static boolean isGone(Conditions conditions) {
        return hasReason(conditions, GONE);
    }

    /** Whether the condition says something else than that Confluent has it. */
    static boolean isInDoubt(Conditions conditions) {
        return conditions.find(TYPE).filter(it -> it.status() != Status.True).isPresent();
    }

    private static boolean hasReason(Conditions conditions, String reason) {
        return conditions
                .find(TYPE)
                .map(Condition::reason)
                .filter(reason::equals)
                .isPresent();
    }
}
