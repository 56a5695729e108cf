package io.tableflow.iam.environment;

import io.tableflow.iam.environment.spec.ProviderIntegration;
import java.time.Instant;
import java.util.Optional;

/** The integrations that were received before there was an environment with their role. */
public interface EarlyIntegrations {

    /**
     * Takes, in the running transaction, the latest one for an environment's role that is not older than what is known.
     * It is not there any more afterwards. Whether its principal may be let in is checked as for a callback of now.
     */
    Optional<EarlyIntegration> take(Environment environment);

    /** Whether there is one for a role of the name that an environment's would have; it may be in another account. */
    boolean isKeptFor(String environment);

    /**
     * One of them.
     *
     * @param signedAt when its callback was signed first
     */
    record EarlyIntegration(ProviderIntegration integration, Instant signedAt) {}
}
