package io.tableflow.iam.verification;

import io.tableflow.iam.aws.LiveRole;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.spec.DesiredPolicies;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.environment.status.IamResources;
import io.tableflow.iam.policy.OwnershipTags;
import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.policy.RoleArn;
import io.tableflow.iam.policy.TrustedPrincipal;
import io.tableflow.iam.policy.trust.TrustClaim;
import io.tableflow.iam.policy.trust.TrustFinding;
import io.tableflow.iam.policy.trust.TrustJudge;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The checks of the role itself: that it is the environment's, that Confluent gets in, and that nobody else does. */
final class RoleChecks {

    private final Environment environment;
    private final RoleEvidence evidence;
    private final @Nullable TrustedPrincipal expected;
    private final Instant now;

    RoleChecks(Environment environment, RoleEvidence evidence, Instant now) {
        this.environment = environment;
        this.evidence = evidence;
        this.expected = expected(environment);
        this.now = now;
    }

    /** Whom the role is to let in; null: nobody. */
    static @Nullable TrustedPrincipal expected(Environment environment) {
        ProviderIntegration integration = environment.desired().integration();
        return integration == null ? environment.observed().admitted().orElse(null) : integration.principal();
    }

    CheckOutcome exists() {
        return evidence.find()
                .map(role -> CheckOutcome.passed("The role " + role.arn() + " exists."))
                .orElseGet(() -> CheckOutcome.failed(
                        "There is no role " + environment.spec().names().role() + " in the environment's account."));
    }

    CheckOutcome isOurs() {
        LiveRole role = evidence.role();
        return CheckOutcome.passedIf(
                new OwnershipTags(environment.name(), environment.id()).owns(role.tags()),
                "The role carries the environment's id as a tag.",
                "The role does not carry the environment's id as a tag: it may be somebody else's.");
    }

    CheckOutcome trustUnderstood() {
        try {
            evidence.trust();
            return CheckOutcome.passed("The service understands every statement of the trust.");
        } catch (NoAnswerException none) {
            return none.outcome().reason() == CheckReason.UNDETERMINED
                    ? CheckOutcome.failed(none.outcome().message())
                    : none.outcome();
        }
    }

    CheckOutcome trustAsDesired() {
        LiveRole role = evidence.role();
        return CheckOutcome.passedIf(
                role.trust()
                        .sameAs(DesiredPolicies.trust(
                                environment.spec(), environment.desired().integration())),
                "The live trust is the one that the environment asks for.",
                "The live trust is not the one that the environment asks for.");
    }

    CheckOutcome trust(TrustClaim claim) {
        RoleArn role = RoleArn.parse(evidence.role().arn()).orElseThrow();
        TrustFinding finding = new TrustJudge(
                        evidence.trust(), role, expected, environment.spec().trustConditionsOrNone(), now)
                .judge(claim);
        return switch (finding.status()) {
            case HOLDS -> CheckOutcome.passed(finding.sentence());
            case BROKEN -> CheckOutcome.failed(finding.sentence());
            case UNKNOWN -> CheckOutcome.unknown(CheckReason.UNDETERMINED, finding.sentence());
            case NOT_APPLICABLE ->
                CheckOutcome.skipped(
                        expected == null ? CheckReason.AWAITING_INTEGRATION : CheckReason.NOT_APPLICABLE,
                        finding.sentence());
        };
    }

    CheckOutcome boundary() {
        EnvironmentSpec spec = environment.spec();
        String live = evidence.role().permissionsBoundaryArn();
        String desired = spec.permissionsBoundaryArn();
        if (!Objects.equals(live, desired)) {
            return CheckOutcome.failed("The role's permissions boundary is "
                    + Objects.requireNonNullElse(live, "none") + ", and the spec asks for "
                    + Objects.requireNonNullElse(desired, "none") + ".");
        }
        if (live == null) {
            return CheckOutcome.skipped(
                    CheckReason.NOT_APPLICABLE, "The spec asks for no permissions boundary, and the role has none.");
        }
        return CheckOutcome.passedIf(
                evidence.boundary().isPresent(),
                "The role's permissions boundary is " + live + ", which exists.",
                "The role's permissions boundary " + live + " does not exist: the role may do nothing.");
    }

    CheckOutcome policiesAttached() {
        evidence.role();
        IamResources resources = environment.observed().resources();
        List<String> attached = evidence.attached();
        List<String> missing = ResourceKind.POLICIES.stream()
                .filter(kind -> !attached.contains(String.valueOf(resources.arn(kind))))
                .map(kind -> Objects.requireNonNullElse(resources.arn(kind), "policy " + kind.slug()))
                .toList();
        return CheckOutcome.passedIf(
                missing.isEmpty(), "Both policies are attached.", "Not attached: " + String.join(", ", missing) + ".");
    }
}
