package io.tableflow.iam.environment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.environment.status.Condition;
import io.tableflow.iam.environment.status.Condition.ConditionType;
import io.tableflow.iam.environment.status.Condition.Status;
import io.tableflow.iam.policy.TrustConditions;
import io.tableflow.iam.policy.trust.TrustClaim;
import io.tableflow.iam.workflow.WorkflowProblem;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.util.StringUtils;

/** An environment's conditions, one of each type, with the reason and the sentence for each that they can have. */
public record Conditions(@JsonValue List<Condition> all) {

    static final String READ_BACK = "ReadBack";
    static final String VERIFIED =
            "The live trust is the one that was written: by it Confluent gets in, once it is known, and nobody else does.";

    static final String PRINCIPAL_NOT_FOUND = "PrincipalNotFound";
    private static final String NOT_COMPARED = "NotCompared";

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Conditions {
        all = List.copyOf(all);
    }

    static Conditions pending(Instant now) {
        return new Conditions(Arrays.stream(ConditionType.values())
                .filter(type -> type != ConditionType.Contested
                        && type != ConditionType.IntegrationReady
                        && type != ConditionType.TableflowHealthy)
                .map(type -> new Condition(type, Status.Unknown, "Pending", "Not looked at yet.", now))
                .toList());
    }

    Conditions roleCreated(Instant now) {
        return with(ConditionType.RoleReady, Status.True, "RoleCreated", "The role stands and denies everyone.", now)
                .awaitingIntegration(now);
    }

    /** The role has the ARN of one that is gone, and another id. */
    Conditions roleRecreated(String before, String id, Instant now) {
        return with(
                ConditionType.RoleReady,
                Status.True,
                "RoleRecreated",
                "The role was created again: its id is " + id + ". Policies of buckets and keys in which the role was"
                        + " named hold the id " + before
                        + " of the one before and do not let it in: write its ARN there"
                        + " anew.",
                now);
    }

    Conditions roleAdopted(Instant now) {
        return with(
                        ConditionType.RoleReady,
                        Status.True,
                        "RoleAdopted",
                        "The role stood already; it was taken over.",
                        now)
                .awaitingIntegration(now);
    }

    Conditions awaitingIntegration(Instant now) {
        return with(
                ConditionType.TrustEstablished,
                Status.False,
                "AwaitingIntegration",
                "The role denies everyone until Confluent's provider integration is known.",
                now);
    }

    Conditions policiesAttached(Instant now) {
        return with(
                ConditionType.PoliciesAttached, Status.True, "PoliciesAttached", "Both policies are attached.", now);
    }

    /** A trust that was written is closed again; it is read back next. */
    Conditions trustClosed(Instant now) {
        return awaitingIntegration(now)
                .with(ConditionType.Verified, Status.Unknown, "TrustUpdated", "Not read back yet.", now);
    }

    Conditions trustPending(ProviderIntegration desired, Instant now) {
        return with(
                        ConditionType.TrustEstablished,
                        Status.False,
                        "TrustUpdatePending",
                        "The trust is about to be set to " + desired.iamRoleArn() + ".",
                        now)
                .with(
                        ConditionType.Verified,
                        Status.Unknown,
                        "TrustUpdatePending",
                        "The trust is about to be set to " + desired.iamRoleArn() + ".",
                        now);
    }

    Conditions trustEstablished(ProviderIntegration applied, Instant now) {
        return trustInForce(applied, now)
                .with(ConditionType.Verified, Status.Unknown, "TrustUpdated", "Not read back yet.", now);
    }

    Conditions trustInForce(ProviderIntegration applied, Instant now) {
        return with(
                ConditionType.TrustEstablished,
                Status.True,
                "TrustUpdated",
                "Only " + applied.iamRoleArn() + " can assume the role, with its external id.",
                now);
    }

    Conditions trustWithdrawn(Instant now) {
        return with(ConditionType.TrustEstablished, Status.False, "Deleting", "The role denies everyone.", now);
    }

    /**
     * The live trust was read back as it was written, and its claims were judged.
     *
     * @param broken the claims that do not hold
     */
    Conditions verified(List<TrustClaim> broken, Instant now) {
        if (broken.isEmpty()) {
            return with(ConditionType.Verified, Status.True, READ_BACK, VERIFIED, now);
        }
        return with(
                ConditionType.Verified,
                Status.False,
                broken.stream().allMatch(TrustClaim::isAboutConfluent) ? "ConfluentShutOut" : "OthersLetIn",
                "Of the live trust it is not true: "
                        + broken.stream().map(TrustClaim::slug).collect(Collectors.joining(", ")) + ".",
                now);
    }

    /**
     * The conditions at a moment: a trust with a beginning and an end is not established outside them, and what was not
     * repaired for an hour is not contested.
     */
    Conditions at(Instant now, TrustConditions trust) {
        return (ContestCondition.isIn(this, now) ? this : without(ConditionType.Contested)).trustAt(now, trust);
    }

    private Conditions trustAt(Instant now, TrustConditions trust) {
        Condition established = get(ConditionType.TrustEstablished);
        if (established.status() != Status.True) {
            return this;
        }
        Instant from = trust.validFrom();
        Instant until = trust.validUntil();
        if (until != null && !now.isBefore(until)) {
            return with(
                    ConditionType.TrustEstablished,
                    Status.False,
                    "TrustExpired",
                    "Nobody can assume the role any more: the trust ended at " + until
                            + ". A PUT with a later validUntil, or none, opens it again.",
                    until);
        }
        if (from != null && now.isBefore(from)) {
            return with(
                    ConditionType.TrustEstablished,
                    Status.False,
                    "TrustNotYetValid",
                    "Nobody can assume the role yet: the trust begins at " + from + ".",
                    established.lastTransitionTime());
        }
        return until == null
                ? this
                : with(
                        ConditionType.TrustEstablished,
                        Status.True,
                        established.reason(),
                        established.message() + " The trust ends at " + until + ".",
                        now);
    }

    /** A sweep has found no difference since the row was last written. */
    public Conditions foundIntact(Instant since) {
        return isFalse(ConditionType.InSync) || isNotCompared()
                ? this
                : with(ConditionType.InSync, Status.True, "Compared", "Live IAM is what the spec renders.", since);
    }

    /** Nobody knows whether it is still in sync, since live IAM cannot be read. */
    public Conditions notCompared(String why, Instant since) {
        return isFalse(ConditionType.InSync)
                ? this
                : with(
                        ConditionType.InSync,
                        Status.Unknown,
                        NOT_COMPARED,
                        "Live IAM cannot be looked at since " + since + ": " + why,
                        since);
    }

    /**
     * Nobody knows whether it is still in sync if the latest comparison is too old.
     *
     * @param compared when it was; or a later moment, if the row was written since
     * @param oldest when the oldest comparison that counts was
     */
    public Conditions comparedAt(Instant compared, Instant oldest) {
        return get(ConditionType.InSync).status() != Status.True || compared.isAfter(oldest)
                ? this
                : with(
                        ConditionType.InSync,
                        Status.Unknown,
                        NOT_COMPARED,
                        "Live IAM was last compared at " + compared + ": no sweep of the account was complete since.",
                        compared);
    }

    boolean isNotCompared() {
        return get(ConditionType.InSync).reason().equals(NOT_COMPARED);
    }

    boolean isPrincipalMissing() {
        String reason = get(ConditionType.TrustEstablished).reason();
        return reason.equals(PRINCIPAL_NOT_FOUND) || reason.equals(ComparisonConditions.PRINCIPAL_DELETED);
    }

    boolean isFalse(ConditionType type) {
        return get(type).status() == Status.False;
    }

    /** IAM refuses to write the trust, since its principal does not exist. */
    Conditions principalNotFound(WorkflowProblem problem, Instant now) {
        return with(ConditionType.TrustEstablished, Status.False, PRINCIPAL_NOT_FOUND, problem.detail(), now);
    }

    /** A problem keeps the condition from being True. Its code is the reason: {@code role-not-ours} becomes {@code RoleNotOurs}. */
    Conditions missing(ConditionType type, WorkflowProblem problem, Instant now) {
        return with(type, Status.False, reasonOf(problem), problem.detail(), now);
    }

    /** A problem's code as a condition's reason. */
    static String reasonOf(WorkflowProblem problem) {
        return Arrays.stream(problem.code().split("-"))
                .map(StringUtils::capitalize)
                .collect(Collectors.joining());
    }

    /** The condition of a type that not every environment has. */
    Optional<Condition> find(ConditionType type) {
        return all.stream().filter(it -> it.type() == type).findFirst();
    }

    Condition get(ConditionType type) {
        return find(type).orElseThrow();
    }

    /** With a condition, also if there was none of its type. */
    Conditions with(ConditionType type, Status status, String reason, String message, Instant now) {
        if (find(type).isEmpty()) {
            return new Conditions(
                    Stream.concat(all.stream(), Stream.of(new Condition(type, status, reason, message, now)))
                            .toList());
        }
        return new Conditions(all.stream()
                .map(it -> it.type() == type ? it.seenAgain(status, reason, message, now) : it)
                .toList());
    }

    Conditions without(ConditionType type) {
        return new Conditions(all.stream().filter(it -> it.type() != type).toList());
    }
}
