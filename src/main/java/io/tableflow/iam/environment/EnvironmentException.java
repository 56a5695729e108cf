package io.tableflow.iam.environment;

import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.policy.RoleArn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command was refused and has changed nothing. The message says why and what the caller can do; it may be shown to
 * the caller.
 */
public final class EnvironmentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final List<FieldViolation> violations;

    private EnvironmentException(Reason reason, String message, List<FieldViolation> violations) {
        super(message);
        this.reason = reason;
        this.violations = List.copyOf(violations);
    }

    private EnvironmentException(Reason reason, String message) {
        this(reason, message, List.of());
    }

    /** Why a command is refused. */
    public enum Reason {
        /** No environment has that name, or it is gone. */
        NOT_FOUND("environment-not-found"),
        /** An environment with the same name has another spec. */
        EXISTS("environment-exists"),
        /** The environment is being deleted, so it cannot be changed any more. */
        DELETING("environment-deleting"),
        /** Only FAILED environments can be retried. */
        NOT_FAILED("environment-not-failed"),
        /** A value of the spec violates a rule. */
        INVALID("invalid-request"),
        /** The name and the account of an environment never change, nor its place at Confluent once it may be in use. */
        IMMUTABLE_FIELD("environment-immutable-field"),
        /** The environment has changed since the caller read it. */
        REVISION_MISMATCH("precondition-failed"),
        /** The account is one of Confluent's, and environments are never in one. */
        ACCOUNT_NOT_ALLOWED("account-not-allowed"),
        /** The principal's account may not be let in. */
        PRINCIPAL_NOT_ALLOWED("principal-not-allowed"),
        /** No environment has that role. */
        ROLE_NOT_KNOWN("role-not-known"),
        /** The environment's integration belongs to another Confluent environment. */
        INTEGRATION_OF_ANOTHER_ENVIRONMENT("integration-of-another-environment");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        /** The stable name of the reason, which is stored and answered. */
        public String code() {
            return code;
        }
    }

    /**
     * A field of a spec that violates a rule.
     *
     * @param rule in words, without the value
     */
    public record FieldViolation(String field, String rule) {}

    public static EnvironmentException notFound(String name) {
        return new EnvironmentException(
                Reason.NOT_FOUND, "There is no environment '" + name + "'. GET /environments lists them.");
    }

    public static EnvironmentException exists(String name) {
        return new EnvironmentException(
                Reason.EXISTS,
                "Environment '" + name + "' exists with another spec. GET /environments/" + name
                        + " shows it; PUT /environments/" + name + " changes it.");
    }

    public static EnvironmentException deleting(String name) {
        return new EnvironmentException(
                Reason.DELETING,
                "Environment '" + name + "' is being deleted. Wait until GET /environments/" + name
                        + " answers 404, then create it again. A deletion can't be called off, because part of it may"
                        + " be done; if it has FAILED, a PUT that changes only the deletionPolicy to RETAIN lets go"
                        + " what is left.");
    }

    public static EnvironmentException notFailed(String name, EnvironmentState state) {
        return new EnvironmentException(
                Reason.NOT_FAILED, "Environment '" + name + "' is " + state + "; only a FAILED one can be retried.");
    }

    public static EnvironmentException immutable(String name, List<FieldViolation> violations) {
        return new EnvironmentException(
                Reason.IMMUTABLE_FIELD,
                "Environment '" + name + "' keeps its name and account. To have it elsewhere, create another one.",
                violations);
    }

    static EnvironmentException integrationStays(String name, List<FieldViolation> violations) {
        return new EnvironmentException(
                Reason.IMMUTABLE_FIELD,
                "Environment '" + name
                        + "' has a provider integration at Confluent, or may get one at any moment, and Confluent"
                        + " changes and moves none. To have it elsewhere, create another environment; where it cannot be"
                        + " created, correct the place once the environment is FAILED.",
                violations);
    }

    public static EnvironmentException revisionMismatch(long current) {
        return new EnvironmentException(
                Reason.REVISION_MISMATCH,
                "It is at revision " + current
                        + " now, or another environment has the name. Read it again, and decide again.");
    }

    static EnvironmentException invalid(List<FieldViolation> violations) {
        return new EnvironmentException(
                Reason.INVALID,
                violations.size() == 1
                        ? "One field is not valid; see errors."
                        : violations.size() + " fields are not valid; see errors.",
                violations);
    }

    static EnvironmentException accountNotAllowed(String accountId) {
        return new EnvironmentException(
                Reason.ACCOUNT_NOT_ALLOWED,
                "Account " + accountId
                        + " is one of tableflow.confluent.principal-accounts, whose principals are let in."
                        + " Environments are in accounts of your own.",
                List.of(new FieldViolation("accountId", "must not be an account of Confluent's")));
    }

    /** With the sentence of {@link PrincipalAllowList}. */
    public static EnvironmentException principalNotAllowed(String objection) {
        return new EnvironmentException(Reason.PRINCIPAL_NOT_ALLOWED, objection);
    }

    public static EnvironmentException roleNotKnown(RoleArn role) {
        return new EnvironmentException(
                Reason.ROLE_NOT_KNOWN,
                EnvironmentRoles.environmentOf(role).isPresent()
                        ? "No environment has the role " + role
                                + ". An integration for a role of that name is kept for 30 days, for an environment that"
                                + " gets it."
                        : "No environment can have the role " + role
                                + ": theirs are named {environment}-confluent-role, in lower case, and are at the path /."
                                + " The integration is not kept. Correct config.customer_iam_role_arn at Confluent.");
    }

    /**
     * A callback names a role that another Confluent environment uses.
     *
     * @param known the environment's integration
     * @param received the callback's
     */
    public static EnvironmentException integrationOfAnotherEnvironment(
            String name, @Nullable ProviderIntegration known, ProviderIntegration received) {
        return new EnvironmentException(
                Reason.INTEGRATION_OF_ANOTHER_ENVIRONMENT,
                "The integration of environment '" + name + "' belongs to Confluent environment "
                        + (known == null ? null : known.confluentEnvironmentId()) + ", not to "
                        + received.confluentEnvironmentId() + ". If it is to move there, PUT /environments/" + name
                        + "/integration enters it by"
                        + " hand.");
    }

    public Reason reason() {
        return reason;
    }

    /** The reason, in a sentence. */
    public String detail() {
        return String.valueOf(getMessage());
    }

    /** The fields that violate a rule; empty if the reason is another. */
    public List<FieldViolation> violations() {
        return violations;
    }
}
