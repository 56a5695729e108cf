package io.tableflow.iam.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.environment.spec.EnvironmentSpec.DeletionPolicy;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.environment.status.Condition;
import io.tableflow.iam.environment.status.Condition.ConditionType;
import io.tableflow.iam.environment.status.Difference;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.TrustConditions;
import io.tableflow.iam.workflow.WorkflowProblem;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The aggregate guards its states, and its row says what comes next. */
class EnvironmentTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final WorkflowProblem TROUBLE = WorkflowProblem.passing("role-not-ours", "It is somebody else's.");
    private static final ProviderIntegration INTEGRATION = integration("cspi-1");

    private final Environment environment = new Environment(spec(Map.of()), "engineer", NOW);

    @Test
    void aNewOneWantsToBeProvisioned() {
        assertThat(environment.state()).isEqualTo(EnvironmentState.PROVISIONING);
        assertThat(environment.wanted()).contains(EnvironmentWorkflowKind.PROVISION);
    }

    @Test
    void aProvisionedOneWantsNothingUntilConfluentIsKnown() {
        provision();

        assertThat(environment.wanted()).isEmpty();
        environment.receive(INTEGRATION, NOW);
        assertThat(environment.wanted()).contains(EnvironmentWorkflowKind.UPDATE_TRUST);
    }

    @Test
    void anIntegrationThatCameEarlyIsUsedOnceTheRoleStands() {
        environment.receive(INTEGRATION, NOW);
        assertThat(environment.wanted()).contains(EnvironmentWorkflowKind.PROVISION);

        provision();

        assertThat(environment.wanted()).contains(EnvironmentWorkflowKind.UPDATE_TRUST);
    }

    @Test
    void anActiveOneWantsNothing() {
        activate();

        assertThat(environment.wanted()).isEmpty();
        assertThat(environment.state()).isEqualTo(EnvironmentState.ACTIVE);
    }

    @Test
    void anotherPrincipalIsRotatedIn() {
        activate();

        environment.receive(integration("cspi-2"), NOW);

        assertThat(environment.wanted()).contains(EnvironmentWorkflowKind.UPDATE_TRUST);
    }

    @Test
    void anIntegrationThatChangesWhileTheTrustIsWrittenIsWrittenNext() {
        provision();
        environment.receive(INTEGRATION, NOW);
        environment.begin(EnvironmentWorkflowKind.UPDATE_TRUST, UUID.randomUUID(), NOW);
        environment.receive(integration("cspi-2"), NOW);
        environment.trustEstablished(INTEGRATION, NOW);

        assertThat(environment.wanted()).contains(EnvironmentWorkflowKind.UPDATE_TRUST);
    }

    @Test
    void aFailedOneWaitsForHelpAndKeepsWhatItIsTold() {
        environment.fail(EnvironmentWorkflowKind.PROVISION, TROUBLE, NOW);
        environment.receive(INTEGRATION, NOW);

        assertThat(environment.wanted()).isEmpty();
        assertThat(environment.integration()).isEqualTo(INTEGRATION);
    }

    @Test
    void aFailedOneSaysInItsConditionsWhatIsMissingAndWhy() {
        environment.fail(EnvironmentWorkflowKind.PROVISION, TROUBLE, NOW);

        assertThat(environment.conditions())
                .filteredOn(condition -> condition.status() == Condition.Status.False)
                .singleElement()
                .satisfies(condition -> {
                    assertThat(condition.type()).isEqualTo(ConditionType.RoleReady);
                    assertThat(condition.reason()).isEqualTo("RoleNotOurs");
                    assertThat(condition.message()).isEqualTo(TROUBLE.detail());
                });
    }

    @ParameterizedTest
    @EnumSource(
            value = EnvironmentState.class,
            names = {"PROVISIONING", "AWAITING_INTEGRATION", "UPDATING_TRUST", "ACTIVE", "FAILED"})
    void aDeletionIsPossibleFromEverywhereAndTakesOver(EnvironmentState state) {
        bringTo(state);

        environment.requestDeletion("operator", NOW);

        assertThat(environment.state()).isEqualTo(EnvironmentState.DELETING);
        assertThat(environment.wanted()).contains(EnvironmentWorkflowKind.TEARDOWN);
        assertThat(environment.allows(EnvironmentWorkflowKind.PROVISION)).isFalse();
        assertThat(environment.allows(EnvironmentWorkflowKind.UPDATE_TRUST)).isFalse();
        assertThat(environment.allows(EnvironmentWorkflowKind.TEARDOWN)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(EnvironmentState.class)
    void neverBecomesActiveButFromAnUpdate(EnvironmentState state) {
        assertThat(state.canBecome(EnvironmentState.ACTIVE))
                .isEqualTo(EnumSet.of(EnvironmentState.UPDATING_TRUST, EnvironmentState.UPDATING)
                        .contains(state));
    }

    @Test
    void refusesAChangeOfStateThatIsNotInTheTable() {
        assertThatThrownBy(() -> environment.activate(NOW))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("PROVISIONING")
                .hasMessageContaining("ACTIVE");
    }

    @Test
    void aConditionSeenAgainKeepsTheTimeOfItsTransition() {
        provision();
        Instant later = NOW.plusSeconds(60);

        environment.roleReady(new AwsAccount("aws", "123456789012"), "arn", later);

        assertThat(environment.conditions())
                .filteredOn(condition -> condition.type() == ConditionType.RoleReady)
                .singleElement()
                .extracting(Condition::lastTransitionTime)
                .isEqualTo(NOW);
    }

    @Test
    void aTrustThatEndsSaysSoBeforeAndAfter() {
        activate();
        Instant until = NOW.plusSeconds(3600);
        environment.update(spec(new TrustConditions(List.of(), NOW.plusSeconds(60), until)), "engineer", NOW);

        assertThat(trust(NOW)).isEqualTo("False TrustNotYetValid");
        assertThat(trust(NOW.plusSeconds(60))).isEqualTo("True TrustUpdated");
        assertThat(trust(until)).isEqualTo("False TrustExpired");
        assertThat(environment.conditionsAt(NOW.plusSeconds(60), null))
                .anySatisfy(condition -> assertThat(condition.message()).endsWith("The trust ends at " + until + "."));
    }

    @Test
    void anotherSpecSupersedesWhatWasBegunForTheOneBefore() {
        environment.begin(EnvironmentWorkflowKind.PROVISION, UUID.randomUUID(), NOW);

        environment.update(spec(new TrustConditions(List.of("203.0.113.1"), null, null)), "engineer", NOW);

        assertThat(environment.allows(EnvironmentWorkflowKind.PROVISION)).isFalse();
        assertThat(environment.wanted()).contains(EnvironmentWorkflowKind.PROVISION);
        environment.begin(EnvironmentWorkflowKind.PROVISION, UUID.randomUUID(), NOW);
        assertThat(environment.allows(EnvironmentWorkflowKind.PROVISION)).isTrue();
        provision();
        assertThat(environment.wanted()).isEmpty();
    }

    @Test
    void aRepairStandsUntilAComparisonThatBeganLaterFindsNothingOfOurs() {
        activate();
        ReconcileRequest first = new ReconcileRequest(NOW, "operator", "first");
        ReconcileRequest second = new ReconcileRequest(NOW.plusSeconds(1), "operator", "second");
        Difference ours = new Difference("role", Difference.Kind.ROLE_MISSING, "role", null, false);
        Difference foreign = new Difference("role", Difference.Kind.INLINE_POLICY_ADDED, null, "theirs", false);

        environment.requestRepair(first, NOW);
        environment.compared(List.of(ours), first, NOW);
        assertThat(environment.wanted()).contains(EnvironmentWorkflowKind.REPAIR);
        environment.requestRepair(second, NOW);
        environment.compared(List.of(), first, NOW);
        assertThat(environment.wanted()).contains(EnvironmentWorkflowKind.REPAIR);
        environment.compared(List.of(foreign), second, NOW);
        assertThat(environment.wanted()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"TRUST_CHANGED,TrustChanged", "PRINCIPAL_DELETED,PrincipalDeleted", "ROLE_MISSING,RoleMissing"})
    void aTrustThatIsNotWhatWasWrittenIsNotEstablishedUntilItIsAgain(Difference.Kind kind, String reason) {
        activate();
        Difference trust = new Difference("role dev-confluent-role", kind, "ours", "theirs", false);
        Difference other = new Difference("role dev-confluent-role", Difference.Kind.TAGS_CHANGED, "a", "b", false);

        environment.compared(List.of(other), null, NOW);
        assertThat(trust(NOW)).isEqualTo("True TrustUpdated");
        environment.compared(List.of(other, trust), null, NOW);
        assertThat(trust(NOW)).isEqualTo("False " + reason);
        environment.compared(List.of(other), null, NOW);
        assertThat(trust(NOW)).isEqualTo("True TrustUpdated");
    }

    @Test
    void aTrustThatIsNotYetWantedIsStillAwaitedAfterSomebodyChangedIt() {
        provision();
        Difference opened =
                new Difference("role dev-confluent-role", Difference.Kind.TRUST_CHANGED, "nobody", "all", true);

        environment.compared(List.of(opened), null, NOW);
        assertThat(trust(NOW)).isEqualTo("False TrustChanged");
        environment.compared(List.of(), null, NOW);
        assertThat(trust(NOW)).isEqualTo("False AwaitingIntegration");
    }

    @Test
    void aComparisonThatIsNoNewsChangesNothing() {
        activate();
        Difference opened =
                new Difference("role dev-confluent-role", Difference.Kind.TRUST_CHANGED, "ours", "all", true);

        for (List<Difference> found : List.of(List.of(opened), List.<Difference>of())) {
            environment.compared(found, null, NOW);
            environment.compared(found, null, NOW.plusSeconds(300));
            assertThat(environment.updatedAt()).isEqualTo(NOW);
        }
    }

    @Test
    void aPrincipalThatDoesNotExistIsNotLetIn() {
        activate();
        environment.update(spec(Map.of("a", "1")), "engineer", NOW);
        environment.begin(EnvironmentWorkflowKind.UPDATE, UUID.randomUUID(), NOW);

        environment.fail(
                EnvironmentWorkflowKind.UPDATE,
                WorkflowProblem.passing("principal-not-found", "No such principal."),
                NOW);

        assertThat(trust(NOW)).isEqualTo("False PrincipalNotFound");
    }

    @Test
    void tagsThatAreNotWantedAnyMoreAreRememberedUntilTheyAreGone() {
        activate();
        environment.update(spec(Map.of("a", "1", "b", "1")), "engineer", NOW);
        environment.update(spec(Map.of("b", "2", "c", "1")), "engineer", NOW);
        assertThat(environment.retiredTags()).containsExactly("a");
        environment.update(spec(Map.of("a", "2")), "engineer", NOW);
        assertThat(environment.retiredTags()).containsExactly("b", "c");

        environment.begin(EnvironmentWorkflowKind.UPDATE, UUID.randomUUID(), NOW);
        environment.updated(NOW);

        assertThat(environment.retiredTags()).isEmpty();
        assertThat(environment.wanted()).isEmpty();
    }

    private String trust(Instant now) {
        return environment.conditionsAt(now, null).stream()
                .filter(it -> it.type() == ConditionType.TrustEstablished)
                .map(it -> it.status() + " " + it.reason())
                .findFirst()
                .orElseThrow();
    }

    private static EnvironmentSpec spec(TrustConditions conditions) {
        return spec(Map.of(), conditions);
    }

    private static EnvironmentSpec spec(Map<String, String> tags) {
        return spec(tags, null);
    }

    private static EnvironmentSpec spec(Map<String, String> tags, @Nullable TrustConditions conditions) {
        return new EnvironmentSpec(
                "dev",
                null,
                List.of("eu-central-1"),
                "dev-confluent-topics-backup",
                List.of(),
                tags,
                null,
                3600,
                conditions,
                DeletionPolicy.DELETE,
                false);
    }

    private void bringTo(EnvironmentState state) {
        switch (state) {
            case AWAITING_INTEGRATION -> provision();
            case UPDATING_TRUST -> {
                provision();
                environment.receive(INTEGRATION, NOW);
                environment.begin(EnvironmentWorkflowKind.UPDATE_TRUST, UUID.randomUUID(), NOW);
            }
            case ACTIVE -> activate();
            case FAILED -> environment.fail(EnvironmentWorkflowKind.PROVISION, TROUBLE, NOW);
            default -> assertThat(environment.state()).isEqualTo(state);
        }
    }

    private void provision() {
        environment.roleReady(new AwsAccount("aws", "123456789012"), "arn", NOW);
        environment.provisioned(NOW);
    }

    private void activate() {
        provision();
        environment.receive(INTEGRATION, NOW);
        environment.begin(EnvironmentWorkflowKind.UPDATE_TRUST, UUID.randomUUID(), NOW);
        environment.trustEstablished(INTEGRATION, NOW);
        environment.activate(NOW);
    }

    private static ProviderIntegration integration(String id) {
        return new ProviderIntegration(
                id,
                "arn:aws:iam::851725421142:role/" + id,
                "external-id",
                "arn:aws:iam::123456789012:role/dev-confluent-role",
                NOW,
                "webhook");
    }
}
