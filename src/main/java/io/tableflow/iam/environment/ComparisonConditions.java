package io.tableflow.iam.environment;

import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.environment.status.Condition;
import io.tableflow.iam.environment.status.Condition.ConditionType;
import io.tableflow.iam.environment.status.Condition.Status;
import io.tableflow.iam.environment.status.Difference;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison with live IAM means for the conditions {@code InSync}, {@code RoleReady}, {@code PoliciesAttached},
 * {@code TrustEstablished} and {@code Verified}.
 */
final class ComparisonConditions {

    /** The reason of a trust whose principal was deleted. */
    static final String PRINCIPAL_DELETED = "PrincipalDeleted";

    /** The differences that mean that the live trust is not the one that was written, with the condition's reason. */
    private static final Map<Difference.Kind, String> TRUST_REASONS = Map.of(
            Difference.Kind.TRUST_CHANGED, "TrustChanged",
            Difference.Kind.PRINCIPAL_DELETED, PRINCIPAL_DELETED,
            Difference.Kind.ROLE_MISSING, "RoleMissing",
            Difference.Kind.NOT_OURS, "RoleNotOurs");

    /** The differences that mean that the role is not there, or not ours, with the condition's reason. */
    private static final Map<Difference.Kind, String> ROLE_REASONS =
            Map.of(Difference.Kind.ROLE_MISSING, "RoleMissing", Difference.Kind.NOT_OURS, "RoleNotOurs");

    /** The differences that mean that a policy is not attached to the role, with the condition's reason. */
    private static final Map<Difference.Kind, String> ATTACHMENT_REASONS = Map.of(
            Difference.Kind.ROLE_MISSING, "RoleMissing",
            Difference.Kind.POLICY_MISSING, "PolicyMissing",
            Difference.Kind.ATTACHMENT_MISSING, "PolicyDetached");

    private static final String DIFFERS = "Live IAM differs: ";
    private static final String HOW_TO_ADOPT =
            " What does not carry this environment's id is not changed. If it is this environment's: PUT the spec with"
                    + " adoptExisting, then POST .../reconcile.";

    private ComparisonConditions() {}

    /**
     * Live IAM was compared.
     *
     * @param trusted what the live trust was last written for; null: for nobody
     */
    static Conditions compared(
            Conditions conditions, List<Difference> differences, @Nullable ProviderIntegration trusted, Instant now) {
        Conditions resources = resources(conditions, differences, now);
        Conditions compared = trustDiffers(resources, differences, now)
                .orElseGet(() -> trustNoLongerDiffers(resources, trusted, now));
        return differences.isEmpty()
                ? compared.with(
                        ConditionType.InSync, Status.True, "Compared", "Live IAM is what the spec renders.", now)
                : drifted(compared, differences, now);
    }

    /** Live IAM was compared after a failure. A condition that is False because of the failure still says why. */
    static Conditions comparedAfterFailure(Conditions conditions, List<Difference> differences, Instant now) {
        Conditions resources = resources(conditions, differences, now);
        Conditions compared = trustDiffers(resources, differences, now).orElse(resources);
        return conditions.isFalse(ConditionType.InSync) ? compared : drifted(compared, differences, now);
    }

    private static Conditions resources(Conditions conditions, List<Difference> differences, Instant now) {
        Conditions ofRole = follow(
                conditions,
                ConditionType.RoleReady,
                ROLE_REASONS,
                differences.stream()
                        .filter(it -> it.resource().startsWith("role "))
                        .toList(),
                "The role exists and carries the environment's id.",
                now);
        return follow(
                ofRole,
                ConditionType.PoliciesAttached,
                ATTACHMENT_REASONS,
                differences,
                "Both policies are attached.",
                now);
    }

    /** A comparison takes back only what a comparison has said, and says nothing where a workflow has said why it could not. */
    private static Conditions follow(
            Conditions conditions,
            ConditionType type,
            Map<Difference.Kind, String> reasons,
            List<Difference> differences,
            String message,
            Instant now) {
        Condition known = conditions.get(type);
        boolean isOfComparison = known.message().startsWith(DIFFERS);
        if (known.status() != Status.True && !isOfComparison) {
            return conditions;
        }
        List<Difference> found = differences.stream()
                .filter(it -> reasons.containsKey(it.kind()))
                .toList();
        if (!found.isEmpty()) {
            return conditions.with(
                    type,
                    Status.False,
                    Objects.requireNonNull(reasons.get(found.getFirst().kind())),
                    DIFFERS + Difference.summary(found) + ".",
                    now);
        }
        return isOfComparison ? conditions.with(type, Status.True, "Compared", message, now) : conditions;
    }

    private static Conditions drifted(Conditions conditions, List<Difference> differences, Instant now) {
        return conditions.with(
                ConditionType.InSync,
                Status.False,
                "Drifted",
                DIFFERS + Difference.summary(differences) + "."
                        + (differences.stream().anyMatch(it -> it.kind() == Difference.Kind.NOT_OURS)
                                ? HOW_TO_ADOPT
                                : ""),
                now);
    }

    private static Optional<Conditions> trustDiffers(Conditions conditions, List<Difference> differences, Instant now) {
        return differences.stream()
                .filter(ComparisonConditions::isAboutTrust)
                .findFirst()
                .map(it -> trustDiffers(conditions, it, now));
    }

    private static boolean isAboutTrust(Difference difference) {
        return TRUST_REASONS.containsKey(difference.kind())
                && (difference.kind() != Difference.Kind.NOT_OURS
                        || (difference.resource().startsWith("role ") && difference.saysOther()));
    }

    private static Conditions trustDiffers(Conditions conditions, Difference difference, Instant now) {
        String message = switch (difference.kind()) {
            case ROLE_MISSING -> "There is no role any more.";
            case PRINCIPAL_DELETED ->
                "The principal in the live trust does not exist any more: nobody can come in as it. If there is a"
                        + " principal of that name again, it is not let in until the integration is confirmed: PUT"
                        + " .../integration once more, or have Confluent's pipeline call back.";
            case NOT_OURS ->
                difference.critical()
                        ? "The live trust lets in others, and the role does not carry this environment's id."
                        : "The role does not carry this environment's id, and its trust is not the one that was written: it may"
                                + " be another role.";
            default ->
                difference.critical()
                        ? "The live trust lets in others."
                        : "The live trust is not the one that was written.";
        };
        boolean isUnknown = difference.kind() == Difference.Kind.NOT_OURS && !difference.critical();
        String reason = Objects.requireNonNull(TRUST_REASONS.get(difference.kind()));
        return conditions
                .with(ConditionType.TrustEstablished, isUnknown ? Status.Unknown : Status.False, reason, message, now)
                .with(
                        ConditionType.Verified,
                        difference.critical() ? Status.False : Status.Unknown,
                        reason,
                        message,
                        now);
    }

    /** A comparison takes back only what a comparison has said: another trust may be about to be written. */
    private static Conditions trustNoLongerDiffers(
            Conditions conditions, @Nullable ProviderIntegration trusted, Instant now) {
        String reason = conditions.get(ConditionType.TrustEstablished).reason();
        if (!TRUST_REASONS.containsValue(reason) && !reason.equals(Conditions.PRINCIPAL_NOT_FOUND)) {
            return conditions;
        }
        Conditions inForce =
                trusted == null ? conditions.awaitingIntegration(now) : conditions.trustInForce(trusted, now);
        return TRUST_REASONS.containsValue(
                        conditions.get(ConditionType.Verified).reason())
                ? inForce.with(ConditionType.Verified, Status.True, Conditions.READ_BACK, Conditions.VERIFIED, now)
                : inForce;
    }
}
