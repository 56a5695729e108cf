package io.tableflow.iam.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tableflow.iam.environment.EnvironmentException.FieldViolation;
import io.tableflow.iam.environment.spec.ConfluentSpec;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.environment.spec.EnvironmentSpec.DeletionPolicy;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.workflow.WorkflowProblem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What may be in use at Confluent is not forgotten by another spec. */
class ImmutableFieldsTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final ConfluentSpec HERE = new ConfluentSpec("env-here", "dev");
    private static final ConfluentSpec THERE = new ConfluentSpec("env-there", "dev");

    @Test
    void aPlaceWhereNothingCouldBeCreatedCanBeCorrected() {
        Environment environment = environment(HERE);
        environment.fail(EnvironmentWorkflowKind.PROVISION, WorkflowProblem.passing("confluent-forbidden", "403"), NOW);

        assertThat(ImmutableFields.keep(environment, spec(THERE)).confluent()).isEqualTo(THERE);
        assertThat(ImmutableFields.keep(environment, spec(null)).confluent()).isNull();
    }

    @Test
    void aPlaceThatHasAnIntegrationStaysAlsoWhereTheEnvironmentHasFailed() {
        Environment environment = environment(HERE);
        environment.registerIntegration(integration("env-here"), NOW);
        environment.fail(EnvironmentWorkflowKind.PROVISION, WorkflowProblem.passing("x", "y"), NOW);

        assertThat(refusals(environment, THERE))
                .containsExactly(new FieldViolation("confluent.environmentId", "must be env-here"));
        assertThat(ImmutableFields.keep(environment, spec(HERE)).confluent()).isEqualTo(HERE);
    }

    @Test
    void anIntegrationThatIsKnownNeedNotBeManagedAnyLongerAndOneThatIsBeingMadeMust() {
        Environment environment = environment(HERE);
        assertThat(refusals(environment, null))
                .containsExactly(new FieldViolation("confluent", "must be given as it is"));

        environment.registerIntegration(integration("env-here"), NOW);

        assertThat(ImmutableFields.keep(environment, spec(null)).confluent()).isNull();
    }

    @Test
    void whatACallbackBroughtStaysInItsConfluentEnvironment() {
        Environment environment = environment(null);
        assertThat(ImmutableFields.keep(environment, spec(THERE)).confluent()).isEqualTo(THERE);

        environment.registerIntegration(integration("env-here"), NOW);

        assertThat(refusals(environment, THERE))
                .containsExactly(new FieldViolation("confluent.environmentId", "must be env-here"));
        assertThat(ImmutableFields.keep(environment, spec(HERE)).confluent()).isEqualTo(HERE);
    }

    @Test
    void whereItIsNotKnownToWhichConfluentEnvironmentItBelongsItMayBeSaid() {
        Environment environment = environment(null);
        environment.registerIntegration(integration(null), NOW);

        assertThat(ImmutableFields.keep(environment, spec(THERE)).confluent()).isEqualTo(THERE);
    }

    private static List<FieldViolation> refusals(Environment environment, @Nullable ConfluentSpec requested) {
        EnvironmentException refused = catchThrowableOfType(
                EnvironmentException.class, () -> ImmutableFields.keep(environment, spec(requested)));
        assertThat(refused.reason()).isEqualTo(EnvironmentException.Reason.IMMUTABLE_FIELD);
        return refused.violations();
    }

    private static Environment environment(@Nullable ConfluentSpec confluent) {
        return new Environment(spec(confluent), "engineer", NOW);
    }

    private static EnvironmentSpec spec(@Nullable ConfluentSpec confluent) {
        return new EnvironmentSpec(
                "dev",
                null,
                List.of("eu-central-1"),
                "dev-confluent-topics-backup",
                List.of(),
                Map.of(),
                null,
                3600,
                null,
                List.of(),
                confluent,
                DeletionPolicy.DELETE,
                false,
                false);
    }

    private static ProviderIntegration integration(@Nullable String confluentEnvironment) {
        return new ProviderIntegration(
                "cspi-1",
                "arn:aws:iam::851725421142:role/cspi-1",
                "external-id",
                "arn:aws:iam::123456789012:role/dev-confluent-role",
                NOW,
                "confluent-webhook",
                confluentEnvironment);
    }
}
