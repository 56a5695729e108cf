package io.tableflow.iam.accessreview;

import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.accessreview.CallStore.NewCall;
import io.tableflow.iam.aws.AccessEvidence;
import io.tableflow.iam.aws.AssumeRoleEvent;
import io.tableflow.iam.aws.AssumeRolePage;
import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.environment.Environment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
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
    private final CallStore calls;
    private final Clock clock;
    private final Duration lookback;
    private final CallPace pace = new CallPace(BETWEEN_CALLS);

    /** A call for the role of an environment. */
    private record Found(Environment environment, AssumeRoleEvent event) {}

    CallCollector(UseStore store, CallStore calls, Clock clock, TableflowProperties properties) {
        this.store = store;
        this.calls = calls;
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
            int asked = 0;
            Instant end = now.minus(DELIVERY);
            while (coverage.to().isBefore(end) && asked < MOST_CALLS) {
                Instant to = earlier(end, coverage.to().plus(coverage.window()));
                List<Found> found = new ArrayList<>();
                String token = null;
                int before = asked;
                do {
                    if (stopping.getAsBoolean() || !pace.await(account + "/" + region)) {
                        return;
                    }
                    AssumeRolePage page = evidence.assumeRoleEvents(region, coverage.to(), to, token);
                    asked++;
                    for (AssumeRoleEvent event : page.events()) {
                        Environment environment = environments.get(event.roleArn());
                        if (environment != null) {
                            found.add(new Found(environment, event));
                        }
                    }
                    token = page.next();
                } while (token != null && asked < MOST_CALLS);
                coverage = token == null ? coverage.readTo(to, now) : tooMuch(coverage, to, before == 0, now);
                if (token == null || coverage.to().equals(to)) {
                    store(region, found);
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

    private void store(String region, List<Found> found) {
        if (found.isEmpty()) {
            return;
        }
        Set<UUID> ids = found.stream().map(it -> it.environment().id()).collect(Collectors.toSet());
        CallClassifier classifier = new CallClassifier(region, calls.pinned(ids));
        List<NewCall> read = found.stream()
                .sorted(Comparator.comparing(it -> it.event().at()))
                .flatMap(it -> classifier.classify(it.environment(), it.event()).stream())
                .toList();
        Set<String> stored = calls.save(read);
        read.stream()
                .filter(it -> it.call().unexpected() != null
                        && stored.contains(it.call().id()))
                .forEach(CallCollector::warn);
    }

    private static void warn(NewCall unexpected) {
        RoleCall call = unexpected.call();
        log.warn(
                "The role of environment {} was called by account {}, principal {}, which was not expected ({}): event {}",
                unexpected.environment().name(),
                call.callerAccount(),
                call.callerId(),
                call.unexpected(),
                call.id());
    }
}
