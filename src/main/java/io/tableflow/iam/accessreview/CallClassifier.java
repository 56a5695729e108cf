package io.tableflow.iam.accessreview;

import io.tableflow.iam.accessreview.CallStore.NewCall;
import io.tableflow.iam.accessreview.CallStore.Pin;
import io.tableflow.iam.accessreview.RoleCall.Unexpected;
import io.tableflow.iam.aws.AssumeRoleEvent;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says of the calls in one region, oldest first, by which integration they were made, and whether they were to be expected. */
final class CallClassifier {

    private final String region;
    private final Map<Pin, String> pinned;

    /**
     * @param pinned the ids of the principals that were seen first before these calls
     */
    CallClassifier(String region, Map<Pin, String> pinned) {
        this.region = region;
        this.pinned = new HashMap<>(pinned);
    }

    /** The call as it is stored; empty if it was made before the environment, as a role of that name may have been another's. */
    Optional<NewCall> classify(Environment environment, AssumeRoleEvent event) {
        // CloudTrail says the second, not more.
        if (event.at().isBefore(environment.createdAt().truncatedTo(ChronoUnit.SECONDS))) {
            return Optional.empty();
        }
        ProviderIntegration trusted = environment.observed().trusted();
        Instant since = environment.observed().trustedSince();
        ProviderIntegration integration =
                (trusted == null || since == null || event.at().isBefore(since.truncatedTo(ChronoUnit.SECONDS)))
                        ? null
                        : trusted;
        return Optional.of(new NewCall(
                environment,
                integration == null ? "" : integration.id(),
                call(event, integration, unexpected(environment, event, integration))));
    }

    private RoleCall call(
            AssumeRoleEvent event, @Nullable ProviderIntegration integration, @Nullable Unexpected unexpected) {
        Boolean matched = (integration == null || event.externalId() == null)
                ? null
                : event.externalId().equals(integration.externalId());
        return new RoleCall(
                event.id(),
                event.at(),
                region,
                event.callerType(),
                event.callerAccount(),
                event.callerId(),
                event.callerArn(),
                event.sessionName(),
                event.sourceIp(),
                event.errorCode(),
                matched,
                event.sharedEventId(),
                unexpected);
    }

    /** An environment's first principal is believed; another one under the same integration is not. */
    private @Nullable Unexpected unexpected(
            Environment environment, AssumeRoleEvent event, @Nullable ProviderIntegration integration) {
        ProviderIntegration known = integration == null ? environment.desired().integration() : integration;
        String expected =
                known == null ? null : known.principal().role().account().id();
        if (!Objects.equals(expected, event.callerAccount())) {
            return Unexpected.OTHER_ACCOUNT;
        }
        if (integration == null || event.callerId() == null || expected == null) {
            return null;
        }
        String first = pinned.putIfAbsent(new Pin(environment.id(), integration.id(), expected), event.callerId());
        return first == null || first.equals(event.callerId()) ? null : Unexpected.OTHER_PRINCIPAL;
    }
}
