package io.tableflow.iam.confluent.polling;

import io.tableflow.iam.confluent.cloud.CloudIntegration;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.RoleArn;
import io.tableflow.iam.policy.TrustedPrincipal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A complete list of the integrations of one Confluent environment. */
final class Listing {

    private final String confluentEnvironment;
    private final Map<RoleArn, CloudIntegration> byRole;
    private final Instant asOf;

    /**
     * @param asOf when it was asked for: what is said later counts more
     */
    Listing(String confluentEnvironment, List<CloudIntegration> integrations, Instant asOf) {
        this.confluentEnvironment = confluentEnvironment;
        this.byRole = integrations.stream()
                .collect(Collectors.toMap(CloudIntegration::customerRole, Function.identity(), (one, other) -> one));
        this.asOf = asOf;
    }

    String confluentEnvironment() {
        return confluentEnvironment;
    }

    List<CloudIntegration> integrations() {
        return List.copyOf(byRole.values());
    }

    Instant asOf() {
        return asOf;
    }

    /** The integration for an environment's role; empty also while its role does not exist yet. */
    Optional<CloudIntegration> of(Environment environment) {
        AwsAccount account = environment.account();
        return account == null
                ? Optional.empty()
                : Optional.ofNullable(byRole.get(new RoleArn(
                        account.partition(),
                        account.id(),
                        "/",
                        environment.spec().names().role())));
    }

    /** As it is registered; empty where Confluent says nothing usable about its principal. */
    Optional<ProviderIntegration> registered(CloudIntegration found) {
        TrustedPrincipal principal = found.principal();
        return principal == null
                ? Optional.empty()
                : Optional.of(new ProviderIntegration(
                        found.id(),
                        principal.role().toString(),
                        principal.externalId(),
                        found.customerRole().toString(),
                        asOf,
                        "confluent-cloud",
                        confluentEnvironment));
    }
}
