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
        assertThat(EnvironmentStateMachine.nextWorkflow(environment)).contains(EnvironmentWorkflowKind.PROVISION);
    }

    @Test
    void aProvisionedOneWantsNothingUntilConfluentIsKnown() {
        provision();

        assertThat(EnvironmentStateMachine.nextWorkflow(environment)).isEmpty();
        environment.registerIntegration(INTEGRATION, NOW);
        assertThat(EnvironmentStateMachine.nextWorkflow(environment)).contains(EnvironmentWorkflowKind.UPDATE_TRUST);
    }

    @Test
    void anIntegrationThatCameEarlyIsUsedOnceTheRoleStands() {
        environment.registerIntegration(INTEGRATION, NOW);
        assertThat(EnvironmentStateMachine.nextWorkflow(environment)).contains(EnvironmentWorkflowKind.PROVISION);

        provision();

        assertThat(EnvironmentStateMachine.nextWorkflow(environment)).contains(EnvironmentWorkflowKind.UPDATE_TRUST);
    }

    @Test
    void anActiveOneWantsNothing() {
        activate();

        assertThat(EnvironmentStateMachine.nextWorkflow(environment)).isEmpty();
        assertThat(environment.state()).isEqualTo(EnvironmentState.ACTIVE);
    }

    @Test
    void anotherPrincipalIsRotatedIn() {
        activate();

        environment.registerIntegration(integration("cspi-2"), NOW);

        assertThat(EnvironmentStateMachine.nextWorkflow(environment)).contains(EnvironmentWorkflowKind.UPDATE_TRUST);
    }

    @Test
    void anIntegrationThatChangesWhileTheTrustIsWrittenIsWrittenNext() {
        provision();
        environment.registerIntegration(INTEGRATION, NOW);
        environment.begin(EnvironmentWorkflowKind.UPDATE_TRUST, UUID.randomUUID(), NOW);
        environment.registerIntegration(integration("cspi-2"), NOW);
        environment.observations(NOW).trustEstablished(INTEGRATION);

        assertThat(EnvironmentStateMachine.nextWorkflow(environment)).contains(EnvironmentWorkflowKind.UPDATE_TRUST);
    }

    @Test
    void aFailedOneWaitsForHelpAndKeepsWhatItIsTold() {
        environment.fail(EnvironmentWorkflowKind.PROVISION, TROUBLE, NOW);
        environment.registerIntegration(INTEGRATION, NOW);

        assertThat(EnvironmentStateMachine.nextWorkflow(environment)).isEmpty();
        assertThat(environment.desired().integration()).isEqualTo(INTEGRATION);
    }

    @Test
    void aFailedOneSaysInItsConditionsWhatIsMissingAndWhy() {
        environment.fail(EnvironmentWorkflowKind.PROVISION, TROUBLE, NOW);

        assertThat(environment.observed().conditions().all())
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

        environment.requestDeletion("operator", false, NOW);

        assertThat(environment.state()).isEqualTo(EnvironmentState.DELETING);
        assertThat(EnvironmentStateMachine.nextWorkflow(environment)).contains(EnvironmentWorkflowKind.TEARDOWN);
        assertThat(EnvironmentStateMachine.allows(environment, EnvironmentWorkflowKind.PROVISION))
                .isFalse();
        assertThat(EnvironmentStateMachine.allows(environment, EnvironmentWorkflowKind.UPDATE_TRUST))
                .isFalse();
        assertThat(EnvironmentStateMachine.allows(environment, EnvironmentWorkflowKind.TEARDOWN))
                .isTrue();
    }

    @Test
    void refusesAChangeOfStateThatIsNotInTheTable() {
        assertThatThrownBy(() -> environment.succeed(EnvironmentWorkflowKind.UPDATE_TRUST, NOW))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("PROVISIONING")
                .hasMessageContaining("UPDATE_TRUST SUCCEEDS");
    }

    @Test
    void aConditionSeenAgainKeepsTheTimeOfItsTransition() {
        provision();
        Instant later = NOW.plusSeconds(60);

        environment.observations(later).roleReady(new AwsAccount("aws", "123456789012"), "arn", "AROAEXAMPLE");

        assertThat(environment.observed().conditions().all())
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
        assertThat(environment.conditionsAt(NOW.plusSeconds(60)).all())
                .anySatisfy(condition -> assertThat(condition.message()).endsWith("The trust ends at " + until + "."));
    }

    @Test
    void anotherSpecSupersedesWhatWasBegunForTheOneBefore() {
        environment.begin(EnvironmentWorkflowKind.PROVISION, UUID.randomUUID(), NOW);

        environment.update(spec(new TrustConditions(List.of("203.0.113.1"), null, null)), "engineer", NOW);

        assertThat(EnvironmentStateMachine.allows(environment, EnvironmentWorkflowKind.PROVISION))
                .isFalse();
        assertThat(EnvironmentStateMachine.nextWorkflow(environment)).contains(EnvironmentWorkflowKind.PROVISION);
        environment.begin(EnvironmentWorkflowKind.PROVISION, UUID.randomUUID(), NOW);
        assertThat(EnvironmentStateMachine.allows(environment, EnvironmentWorkflowKind.PROVISION))
                .isTrue();
        provision();
        assertThat(EnvironmentStateMachine.nextWorkflow(environment)).isEmpty();
    }

    @Test
    void aRepairStandsUntilAComparisonThatBeganLaterFindsNothingOfOurs() {
        activate();
        ReconcileRequest first = new ReconcileRequest(NOW, "operator", "first");
        ReconcileRequest second = new ReconcileRequest(NOW.plusSeconds(1), "operator", "second");
        Difference ours = new Difference("role", Difference.Kind.ROLE_MISSING, "role", null, false);
        Difference foreign = new Difference("role", Difference.Kind.INLINE_POLICY_ADDED, null, "theirs", false);

        environment.requestReconcile(first, NOW);
        environment.observations(NOW).compared(List.of(ours), first);
        assertThat(EnvironmentStateMachine.nextWorkflow(environment)).contains(EnvironmentWorkflowKind.REPAIR);
        environment.requestReconcile(second, NOW);
        environment.observations(NOW).compared(List.of(), first);
        assertThat(EnvironmentStateMachine.nextWorkflow(environment)).contains(EnvironmentWorkflowKind.REPAIR);
        environment.observations(NOW).compared(List.of(foreign), second);
        assertThat(EnvironmentStateMachine.nextWorkflow(environment)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"TRUST_CHANGED,TrustChanged", "PRINCIPAL_DELETED,PrincipalDeleted", "ROLE_MISSING,RoleMissing"})
    void aTrustThatIsNotWhatWasWrittenIsNotEstablishedUntilItIsAgain(Difference.Kind kind, String reason) {
        activate();
        Difference trust = new Difference("role dev-confluent-role", kind, "ours", "theirs", false);
        Difference other = new Difference("role dev-confluent-role", Difference.Kind.TAGS_CHANGED, "a", "b", false);

        environment.observations(NOW).compared(List.of(other), null);
        assertThat(trust(NOW)).isEqualTo("True TrustUpdated");
        environment.observations(NOW).compared(List.of(other, trust), null);
        assertThat(trust(NOW)).isEqualTo("False " + reason);
        environment.observations(NOW).compared(List.of(other), null);
        assertThat(trust(NOW)).isEqualTo("True TrustUpdated");
    }

    @Test
    void aRoleThatMayBeAnotherOneIsNotVouchedForAndAPolicyThatIsChangesNothingOfThat() {
        activate();
        Difference policy = Difference.notOurs("policy s3", "id", "{}", true, true);
        Difference untagged = Difference.notOurs("role dev-confluent-role", "id", "{}", false, false);
        Difference role = Difference.notOurs("role dev-confluent-role", "id", "{}", true, false);
        Difference opened = Difference.notOurs("role dev-confluent-role", "id", "{}", true, true);

        environment.observations(NOW).compared(List.of(policy, untagged), null);
        assertThat(trust(NOW)).isEqualTo("True TrustUpdated");
        environment.observations(NOW).compared(List.of(role), null);
        assertThat(trust(NOW)).isEqualTo("Unknown RoleNotOurs");
        environment.observations(NOW).compared(List.of(opened), null);
        assertThat(trust(NOW)).isEqualTo("False RoleNotOurs");
        environment.observations(NOW).compared(List.of(), null);
        assertThat(trust(NOW)).isEqualTo("True TrustUpdated");
    }

    @Test
    void aTrustThatIsNotYetWantedIsStillAwaitedAfterSomebodyChangedIt() {
        provision();
        Difference opened =
                new Difference("role dev-confluent-role", Difference.Kind.TRUST_CHANGED, "nobody", "all", true);

        environment.observations(NOW).compared(List.of(opened), null);
        assertThat(trust(NOW)).isEqualTo("False TrustChanged");
        environment.observations(NOW).compared(List.of(), null);
        assertThat(trust(NOW)).isEqualTo("False AwaitingIntegration");
    }

    @Test
    void aComparisonThatIsNoNewsChangesNothing() {
        activate();
        Difference opened =
                new Difference("role dev-confluent-role", Difference.Kind.TRUST_CHANGED, "ours", "all", true);

        for (List<Difference> found : List.of(List.of(opened), List.<Difference>of())) {
            environment.observations(NOW).compared(found, null);
            environment.observations(NOW.plusSeconds(300)).compared(found, null);
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
        assertThat(environment.desired().retiredTags()).containsExactly("a");
        environment.update(spec(Map.of("a", "2")), "engineer", NOW);
        assertThat(environment.desired().retiredTags()).containsExactly("b", "c");

        environment.begin(EnvironmentWorkflowKind.UPDATE, UUID.randomUUID(), NOW);
        environment.succeed(EnvironmentWorkflowKind.UPDATE, NOW);

        assertThat(environment.desired().retiredTags()).isEmpty();
        assertThat(EnvironmentStateMachine.nextWorkflow(environment)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "role dev-confluent-role, ROLE_MISSING, False RoleMissing, False RoleMissing",
        "role dev-confluent-role, NOT_OURS, False RoleNotOurs, True PoliciesAttached",
        "role dev-confluent-role, ATTACHMENT_MISSING, True RoleCreated, False PolicyDetached",
        "policy dev-confluent-tableflow-connection, POLICY_MISSING, True RoleCreated, False PolicyMissing",
        "policy dev-confluent-tableflow-connection, NOT_OURS, True RoleCreated, True PoliciesAttached",
        "role dev-confluent-role, TAGS_CHANGED, True RoleCreated, True PoliciesAttached"
    })
    void roleAndAttachmentsAreAsAComparisonFindsThem(
            String resource, Difference.Kind kind, String role, String attachments) {
        activate();

        compared(new Difference(resource, kind, "expected", null, false));

        assertThat(condition(ConditionType.RoleReady)).isEqualTo(role);
        assertThat(condition(ConditionType.PoliciesAttached)).isEqualTo(attachments);

        compared();

        assertThat(condition(ConditionType.RoleReady)).startsWith("True");
        assertThat(condition(ConditionType.PoliciesAttached)).startsWith("True");
    }

    private void compared(Difference... differences) {
        environment.observations(NOW).compared(List.of(differences), null);
    }

    private String condition(ConditionType type) {
        return environment.conditionsAt(NOW).all().stream()
                .filter(it -> it.type() == type)
                .map(it -> it.status() + " " + it.reason())
                .findFirst()
                .orElseThrow();
    }

    private String trust(Instant now) {
        return environment.conditionsAt(now).all().stream()
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
                List.of(),
                null,
                DeletionPolicy.DELETE,
                false,
                false);
    }

    private void bringTo(EnvironmentState state) {
        switch (state) {
            case AWAITING_INTEGRATION -> provision();
            case UPDATING_TRUST -> {
                provision();
                environment.registerIntegration(INTEGRATION, NOW);
                environment.begin(EnvironmentWorkflowKind.UPDATE_TRUST, UUID.randomUUID(), NOW);
            }
            case ACTIVE -> activate();
            case FAILED -> environment.fail(EnvironmentWorkflowKind.PROVISION, TROUBLE, NOW);
            default -> assertThat(environment.state()).isEqualTo(state);
        }
    }

    private void provision() {
        environment.observations(NOW).roleReady(new AwsAccount("aws", "123456789012"), "arn", "AROAEXAMPLE");
        environment.succeed(EnvironmentWorkflowKind.PROVISION, NOW);
    }

    private void activate() {
        provision();
        environment.registerIntegration(INTEGRATION, NOW);
        environment.begin(EnvironmentWorkflowKind.UPDATE_TRUST, UUID.randomUUID(), NOW);
        environment.observations(NOW).trustEstablished(INTEGRATION);
        environment.succeed(EnvironmentWorkflowKind.UPDATE_TRUST, NOW);
    }

    private static ProviderIntegration integration(String id) {
        return new ProviderIntegration(
                id,
                "arn:aws:iam::851725421142:role/" + id,
                "external-id",
                "arn:aws:iam::123456789012:role/dev-confluent-role",
                NOW,
                "webhook",
                "env-1");
    }
}
