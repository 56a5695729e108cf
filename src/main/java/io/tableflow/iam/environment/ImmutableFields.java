package io.tableflow.iam.environment;

import io.tableflow.iam.environment.EnvironmentException.FieldViolation;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.policy.AwsAccount;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of a spec that never change: name and account. */
final class ImmutableFields {

    private ImmutableFields() {}

    /**
     * A requested spec with the account as it was first requested: to repeat it and to leave it out mean the same.
     *
     * @throws EnvironmentException if it has another name or account
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
        return requested.withAccountId(environment.spec().accountId());
    }

    private static @Nullable String accountId(Environment environment) {
        AwsAccount account = environment.account();
        return account == null ? environment.spec().accountId() : account.id();
    }
}
