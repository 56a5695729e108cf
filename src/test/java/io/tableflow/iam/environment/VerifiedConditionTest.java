package io.tableflow.iam.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.environment.status.Condition.ConditionType;
import io.tableflow.iam.environment.status.Difference;
import io.tableflow.iam.policy.trust.TrustClaim;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The condition Verified is True only while the trust that was verified is in force. */
class VerifiedConditionTest {

    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    private static final ProviderIntegration INTEGRATION = new ProviderIntegration(
            "cspi-42o61",
            "arn:aws:iam::851725421142:role/cspi-42o61",
            "95c8f0e6",
            "arn:aws:iam::123456789012:role/dev-confluent-role",
            NOW,
            "webhook",
            null);

    private final Conditions verified =
            Conditions.pending(NOW).trustEstablished(INTEGRATION, NOW).verified(List.of(), NOW);

    @Test
    void isTrueOnceTheTrustWasReadBackAndItsClaimsHold() {
        assertThat(verified(Conditions.pending(NOW).trustEstablished(INTEGRATION, NOW)))
                .isEqualTo("Unknown TrustUpdated");
        assertThat(verified(verified)).isEqualTo("True ReadBack");
    }

    @Test
    void isFalseWhereAClaimDoesNotHold() {
        assertThat(verified(verified.verified(List.of(TrustClaim.CONFLUENT_CAN_ASSUME), NOW)))
                .isEqualTo("False ConfluentShutOut");
        assertThat(verified(verified.verified(
                        List.of(TrustClaim.CONFLUENT_CAN_ASSUME, TrustClaim.ASSUME_BY_SERVICE_DENIED), NOW)))
                .isEqualTo("False OthersLetIn");
    }

    @Test
    void isUnknownWhileAnotherIntegrationIsAboutToBeTrusted() {
        assertThat(verified(verified.trustPending(INTEGRATION, NOW))).isEqualTo("Unknown TrustUpdatePending");
    }

    @Test
    void isFalseOnceDriftHasOpenedTheTrustAndTrueAgainOnceItIsGone() {
        Conditions opened = ComparisonConditions.compared(verified, List.of(changed(true)), INTEGRATION, NOW);

        assertThat(verified(opened)).isEqualTo("False TrustChanged");
        assertThat(verified(ComparisonConditions.compared(opened, List.of(), INTEGRATION, NOW)))
                .isEqualTo("True ReadBack");
        assertThat(verified(ComparisonConditions.compared(verified, List.of(changed(false)), INTEGRATION, NOW)))
                .isEqualTo("Unknown TrustChanged");
    }

    private static Difference changed(boolean isCritical) {
        return new Difference("role dev-confluent-role", Difference.Kind.TRUST_CHANGED, "{}", "{}", isCritical);
    }

    private static String verified(Conditions conditions) {
        return conditions
                .find(ConditionType.Verified)
                .map(it -> it.status() + " " + it.reason())
                .orElseThrow();
    }
}
