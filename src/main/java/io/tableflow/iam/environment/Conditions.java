package io.tableflow.iam.environment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.environment.status.Condition;
import io.tableflow.iam.environment.status.Condition.ConditionType;
import io.tableflow.iam.environment.status.Condition.Status;
import io.tableflow.iam.environment.status.Difference;
import io.tableflow.iam.policy.TrustConditions;
import io.tableflow.iam.policy.trust.TrustClaim;
import io.tableflow.iam.workflow.WorkflowProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/** An environment's conditions, one of each type, with the reason and the sentence for each that they can have. */
public record Conditions(@JsonValue List<Condition> all) {

    /** The differences that mean that the live trust is not the one that was written, with the condition's reason. */
    private static final Map<Difference.Kind, String> TRUST_REASONS = Map.of(
            Difference.Kind.TRUST_CHANGED, "TrustChanged",
            Difference.Kind.PRINCIPAL_DELETED, "PrincipalDeleted",
            Difference.Kind.ROLE_MISSING, "RoleMissing");

    private static final String READ_BACK = "ReadBack";
    private static final String VERIFIED =
            "The live trust is the one that was written: by it Confluent gets in, once it is known, and nobody else does.";

    private static final Duration CONTEST_COUNTS_FOR = Duration.ofHours(1);

    private static final String PRINCIPAL_NOT_FOUND = "PrincipalNotFound";
    private static final String HOW_TO_ADOPT =
            " What does not carry this environment's id is not changed. If it is this environment's: PUT the spec with"
                    + " adoptExisting, then POST .../reconcile.";
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

    private Conditions awaitingIntegration(Instant now) {
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
     * What was repaired is undone again and again.
     *
     * @param repairs how often it was repaired within an hour
     * @param now when it is repaired again; the condition counts for an hour from then
     */
    Conditions contested(int repairs, Instant now) {
        Condition contested = new Condition(
                ConditionType.Contested,
                Status.True,
                "RepairedAgainAndAgain",
                "Drift was repaired " + repairs + " times within an hour, the last time at " + now
                        + ", and somebody changed it"
                        + " again each time. Find out who, in CloudTrail or GET .../drift, and have them stop; what lets others"
                        + " in is still repaired at once, the rest less and less often.",
                now);
        return new Conditions(Stream.concat(uncontested().all().stream(), Stream.of(contested))
                .toList());
    }

    boolean isContested(Instant now) {
        return all.stream().anyMatch(it -> isContest(it) && !isOver(it, now));
    }

    private Conditions uncontested() {
        return new Conditions(all.stream().filter(it -> !isContest(it)).toList());
    }

    private static boolean isContest(Condition condition) {
        return condition.type() == ConditionType.Contested;
    }

    private static boolean isOver(Condition contest, Instant now) {
        return contest.lastTransitionTime().plus(CONTEST_COUNTS_FOR).isBefore(now);
    }

    /**
     * The conditions at a moment: a trust with a beginning and an end is not established outside them, and what was not
     * repaired for an hour is not contested.
     */
    Conditions at(Instant now, TrustConditions trust) {
        return isContested(now) ? trustAt(now, trust) : uncontested().trustAt(now, trust);
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
        return reason.equals(PRINCIPAL_NOT_FOUND)
                || reason.equals(TRUST_REASONS.get(Difference.Kind.PRINCIPAL_DELETED));
    }

    boolean isFalse(ConditionType type) {
        return get(type).status() == Status.False;
    }

    /**
     * Live IAM was compared.
     *
     * @param trusted what the live trust was last written for; null: for nobody
     */
    Conditions compared(List<Difference> differences, @Nullable ProviderIntegration trusted, Instant now) {
        Conditions compared = trustDiffers(differences, now).orElseGet(() -> trustNoLongerDiffers(trusted, now));
        return differences.isEmpty()
                ? compared.with(
                        ConditionType.InSync, Status.True, "Compared", "Live IAM is what the spec renders.", now)
                : compared.drifted(differences, now);
    }

    /** Live IAM was compared after a failure. A condition that is False because of the failure still says why. */
    Conditions comparedAfterFailure(List<Difference> differences, Instant now) {
        Conditions compared = trustDiffers(differences, now).orElse(this);
        return isFalse(ConditionType.InSync) ? compared : compared.drifted(differences, now);
    }

    private Conditions drifted(List<Difference> differences, Instant now) {
        return with(
                ConditionType.InSync,
                Status.False,
                "Drifted",
                "Live IAM differs: " + Difference.summary(differences) + "."
                        + (differences.stream().anyMatch(it -> it.kind() == Difference.Kind.NOT_OURS)
                                ? HOW_TO_ADOPT
                                : ""),
                now);
    }

    private Optional<Conditions> trustDiffers(List<Difference> differences, Instant now) {
        return differences.stream()
                .filter(it -> TRUST_REASONS.containsKey(it.kind()))
                .findFirst()
                .map(it -> trustDiffers(it, now));
    }

    private Conditions trustDiffers(Difference difference, Instant now) {
        String message = switch (difference.kind()) {
            case ROLE_MISSING -> "There is no role any more.";
            case PRINCIPAL_DELETED ->
                "The principal in the live trust does not exist any more: nobody can come in as it. If there is a"
                        + " principal of that name again, it is not let in until the integration is confirmed: PUT"
                        + " .../integration once more, or have Confluent's pipeline call back.";
            default ->
                difference.critical()
                        ? "The live trust lets in others."
                        : "The live trust is not the one that was written.";
        };
        String reason = Objects.requireNonNull(TRUST_REASONS.get(difference.kind()));
        return with(ConditionType.TrustEstablished, Status.False, reason, message, now)
                .with(
                        ConditionType.Verified,
                        difference.critical() ? Status.False : Status.Unknown,
                        reason,
                        message,
                        now);
    }

    /** A comparison takes back only what a comparison has said: another trust may be about to be written. */
    private Conditions trustNoLongerDiffers(@Nullable ProviderIntegration trusted, Instant now) {
        String reason = get(ConditionType.TrustEstablished).reason();
        if (!TRUST_REASONS.containsValue(reason) && !reason.equals(PRINCIPAL_NOT_FOUND)) {
            return this;
        }
        Conditions inForce = trusted == null ? awaitingIntegration(now) : trustInForce(trusted, now);
        return TRUST_REASONS.containsValue(get(ConditionType.Verified).reason())
                ? inForce.with(ConditionType.Verified, Status.True, READ_BACK, VERIFIED, now)
                : inForce;
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

    private Condition get(ConditionType type) {
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
