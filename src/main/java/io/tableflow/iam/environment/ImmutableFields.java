package io.tableflow.iam.environment;

import io.tableflow.iam.environment.EnvironmentException.FieldViolation;
import io.tableflow.iam.environment.spec.ConfluentSpec;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.policy.AwsAccount;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of a spec that never change, name and account, and those that stay while there may be an integration. */
final class ImmutableFields {

    private ImmutableFields() {}

    /**
     * A requested spec with the account as it was first requested: to repeat it and to leave it out mean the same.
     *
     * @throws EnvironmentException if it has another name or account, or another place at Confluent where that must stay
     */
    static EnvironmentSpec keep(Environment environment, EnvironmentSpec requested) {
        List<FieldViolation> errors = new ArrayList<>();
        if (!requested.name().equals(environment.name())) {
            errors.add(new FieldViolation("name", "must be " + environment.name() + ", or be left out"));
        }
        String accountId = accountId(environment);
        if (requested.accountId() != null && !requested.accountId().equals(accountId)) {
            errors.add(new FieldViolation(
                    "accountId",
                    accountId == null
                            ? "must be left out until it is known"
                            : "must be " + accountId + ", or be left out"));
        }
        if (!errors.isEmpty()) {
            throw EnvironmentException.immutable(environment.name(), errors);
        }
        errors.addAll(ofConfluent(environment, requested.confluent()));
        if (!errors.isEmpty()) {
            throw EnvironmentException.integrationStays(environment.name(), errors);
        }
        return requested.withAccountId(environment.spec().accountId());
    }

    private static List<FieldViolation> ofConfluent(Environment environment, @Nullable ConfluentSpec requested) {
        ConfluentSpec present = environment.spec().confluent();
        ProviderIntegration integration = environment.desired().integration();
        if (present == null) {
            return requested == null ? List.of() : ofPlace(integration, requested);
        }
        // Only what has failed calls Confluent no more, so that no call for the place before can still take effect.
        boolean mayChange = integration == null && environment.state() == EnvironmentState.FAILED;
        if (mayChange || present.equals(requested)) {
            return List.of();
        }
        if (requested == null) {
            // Who asks no more keeps the integration, which is not managed any longer. One that is being made must be
            // known first.
            return integration != null || environment.isAtRest()
                    ? List.of()
                    : List.of(new FieldViolation("confluent", "must be given as it is"));
        }
        List<FieldViolation> errors = new ArrayList<>();
        if (!requested.environmentId().equals(present.environmentId())) {
            errors.add(new FieldViolation("confluent.environmentId", "must be " + present.environmentId()));
        }
        if (!requested.displayName().equals(present.displayName())) {
            errors.add(new FieldViolation("confluent.displayName", "must be " + present.displayName()));
        }
        return errors;
    }

    /** An integration that a callback brought stays where it is. */
    private static List<FieldViolation> ofPlace(@Nullable ProviderIntegration integration, ConfluentSpec requested) {
        String place = integration == null ? null : integration.confluentEnvironmentId();
        return place == null || place.equals(requested.environmentId())
                ? List.of()
                : List.of(new FieldViolation("confluent.environmentId", "must be " + place));
    }

    private static @Nullable String accountId(Environment environment) {
        AwsAccount account = environment.account();
        return account == null ? environment.spec().accountId() : account.id();
    }
}
