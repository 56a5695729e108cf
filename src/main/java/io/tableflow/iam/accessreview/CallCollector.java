package io.tableflow.iam.accessreview;

import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.accessreview.RoleCall.Unexpected;
import io.tableflow.iam.aws.AccessEvidence;
import io.tableflow.iam.aws.AssumeRoleEvent;
import io.tableflow.iam.aws.AssumeRolePage;
import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Reads the AssumeRole calls of one region of an account from CloudTrail, oldest window first, and stores those for environments'
 * roles. A window counts once it was read to its end: what is read again is stored once.
 */
@Component
class CallCollector {

    private static final Logger log = LoggerFactory.getLogger(CallCollector.class);

    /** CloudTrail allows two calls a second for an account and a region (LookupEvents, API reference). */
    private static final Duration BETWEEN_CALLS = Duration.ofMillis(500);

    /** CloudTrail delivers most events within five minutes, and some later. */
    static final Duration DELIVERY = Duration.ofMinutes(15);

    private static final int MOST_CALLS = 200;

    private final UseStore store;
    private final Clock clock;
    private final Duration lookback;
    private final CallPace pace = new CallPace(BETWEEN_CALLS);

    CallCollector(UseStore store, Clock clock, TableflowProperties properties) {
        this.store = store;
        this.clock = clock;
        this.lookback = properties.accessReview().lookback();
    }

    /**
     * Reads on from where the look before ended.
     *
     * @param environments by the ARN of their role
     */
    void collect(
            AccessEvidence evidence, String region, Map<String, Environment> environments, BooleanSupplier stopping) {
        String account = evidence.account().id();
        Instant now = clock.instant();
        TrailCoverage coverage = store.coverage(account).stream()
                .filter(it -> it.region().equals(region))
                .findFirst()
                .orElseGet(() -> TrailCoverage.first(region, now.minus(lookback), now));
        try {
            int calls = 0;
            Instant end = now.minus(DELIVERY);
            while (coverage.to().isBefore(end) && calls < MOST_CALLS) {
                Instant to = earlier(end, coverage.to().plus(coverage.window()));
                List<AssumeRoleEvent> found = new ArrayList<>();
                String token = null;
                int before = calls;
                do {
                    if (stopping.getAsBoolean() || !pace.await(account + "/" + region)) {
                        return;
                    }
                    AssumeRolePage page = evidence.assumeRoleEvents(region, coverage.to(), to, token);
                    calls++;
                    page.events().stream()
                            .filter(it -> environments.containsKey(it.roleArn()))
                            .forEach(found::add);
                    token = page.next();
                } while (token != null && calls < MOST_CALLS);
                coverage = token == null ? coverage.readTo(to, now) : tooMuch(coverage, to, before == 0, now);
                if (token == null || coverage.to().equals(to)) {
                    found.sort(Comparator.comparing(AssumeRoleEvent::at));
                    found.forEach(it -> store(environments.get(it.roleArn()), region, it));
                }
                store.save(account, coverage);
            }
        } catch (AwsException failure) {
            log.warn("CloudTrail of {} in account {} could not be read: {}", region, account, failure.getMessage());
            store.save(
                    account, coverage.failed(String.valueOf(failure.getMessage()), MissingPermission.of(failure), now));
        }
    }

    /** A window is left out only where it had all calls of a look for itself. */
    private static TrailCoverage tooMuch(TrailCoverage coverage, Instant to, boolean isAlone, Instant now) {
        return isAlone && coverage.isShortest() ? coverage.skippedTo(to, now) : coverage.narrower(now);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private void store(@Nullable Environment environment, String region, AssumeRoleEvent event) {
        // CloudTrail says the second, not more. A role of that name may have belonged to an environment before.
        if (environment == null || event.at().isBefore(environment.createdAt().truncatedTo(ChronoUnit.SECONDS))) {
            return;
        }
        ProviderIntegration trusted = environment.observed().trusted();
        Instant since = environment.observed().trustedSince();
        ProviderIntegration integration =
                (trusted == null || since == null || event.at().isBefore(since.truncatedTo(ChronoUnit.SECONDS)))
                        ? null
                        : trusted;
        RoleCall call = call(environment, region, event, integration);
        if (store.save(environment.id(), integration == null ? "" : integration.id(), call)
                && call.unexpected() != null) {
            log.warn(
                    "The role of environment {} was called by account {}, principal {}, which was not expected ({}): event {}",
                    environment.name(),
                    call.callerAccount(),
                    call.callerId(),
                    call.unexpected(),
                    call.id());
        }
    }

    private RoleCall call(
            Environment environment, String region, AssumeRoleEvent event, @Nullable ProviderIntegration integration) {
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
                unexpected(environment, event, integration));
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
        return store.pinned(environment.id(), integration.id(), expected)
                .filter(first -> !first.equals(event.callerId()))
                .map(first -> Unexpected.OTHER_PRINCIPAL)
                .orElse(null);
    }
}
