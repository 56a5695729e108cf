package io.tableflow.iam.confluent.polling;

import io.tableflow.iam.confluent.cloud.CloudIntegration;
import io.tableflow.iam.environment.DesiredState;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What a list of integrations means for one environment. Decided without a lock first, and under the lock again. */
enum PollFinding {
    /** Everything is as it was. */
    NOTHING_NEW,
    /** Confluent has an integration that the row does not have: the first one, or another one than before. */
    NEW_INTEGRATION,
    /** Confluent has the one that is known, which was in doubt. */
    THERE_AFTER_ALL,
    /** Confluent has the one that is known, whose principal IAM did not know: it is time to let it in again. */
    PRINCIPAL_CONFIRMED,
    /** The list does not have the one that is known, for the first time. */
    NOT_LISTED,
    /** The list before did not have it either. */
    NOT_LISTED_AGAIN;

    static PollFinding of(Environment environment, Listing listing) {
        DesiredState desired = environment.desired();
        boolean isRoleUnknown = environment.account() == null;
        if (environment.isDeletionRequested()
                || isRoleUnknown
                || isOutdated(desired, listing)
                || isElsewhere(desired, listing)) {
            return NOTHING_NEW;
        }
        return listing.of(environment)
                .map(found -> found(environment, listing, found))
                .orElseGet(() -> missing(environment));
    }

    /** A callback may have come since the list was asked for. It is signed by the second, so it may seem to be older. */
    private static boolean isOutdated(DesiredState desired, Listing listing) {
        Instant latest = desired.integrationAsOf();
        return latest != null && !listing.asOf().truncatedTo(ChronoUnit.SECONDS).isAfter(latest);
    }

    /** Another Confluent environment may have an integration for the same role: it is not this environment's. */
    private static boolean isElsewhere(DesiredState desired, Listing listing) {
        String place = desired.confluentEnvironment();
        return place != null && !place.equals(listing.confluentEnvironment());
    }

    private static PollFinding found(Environment environment, Listing listing, CloudIntegration found) {
        Optional<ProviderIntegration> registered = listing.registered(found);
        DesiredState desired = environment.desired();
        boolean isHeldByOperator =
                desired.isWithdrawn() && !environment.observed().isIntegrationGone();
        if (registered.isEmpty() || isHeldByOperator) {
            return NOTHING_NEW;
        }
        if (!registered.get().isTheSameAs(desired.integration())) {
            return NEW_INTEGRATION;
        }
        if (environment.observed().isPrincipalMissing()) {
            return PRINCIPAL_CONFIRMED;
        }
        return environment.observed().isIntegrationInDoubt() ? THERE_AFTER_ALL : NOTHING_NEW;
    }

    /** What is not known yet, or is about to be made, is not missed. */
    private static PollFinding missing(Environment environment) {
        DesiredState desired = environment.desired();
        if (desired.integration() == null || desired.lacksIntegration()) {
            return NOTHING_NEW;
        }
        boolean wasMissed = environment.observed().isIntegrationNotListed()
                || environment.observed().isIntegrationGone();
        return wasMissed ? NOT_LISTED_AGAIN : NOT_LISTED;
    }
}
