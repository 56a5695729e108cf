package io.tableflow.iam.accessreview;

import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.aws.AccessEvidence;
import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.ServiceUse;
import io.tableflow.iam.environment.Environment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Has IAM report on the services and actions that each role of an account has used. A report is read by the session that has asked for
 * it, since IAM shows it to no other.
 */
@Component
class ReportCollector {

    private static final Logger log = LoggerFactory.getLogger(ReportCollector.class);

    /** IAM lists the services that the role's policies allow: without one of them it has said nothing of its use. */
    private static final String NAMES_NOTHING =
            "IAM's report names no service, so that nothing follows from it: the role has no policy that allows any, or this"
                    + " IAM does not track use.";

    private static final int MOST_REPORTS = 200;
    private static final int MOST_LOOKS = 40;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private final UseStore store;
    private final Clock clock;
    private final Duration interval;
    private final CallPace pace = new CallPace(BETWEEN_LOOKS);

    ReportCollector(UseStore store, Clock clock, TableflowProperties properties) {
        this.store = store;
        this.clock = clock;
        this.interval = properties.accessReview().reportInterval();
    }

    /**
     * Asks for the reports that are due.
     *
     * @param environments by the ARN of their role
     */
    void collect(AccessEvidence evidence, Map<String, Environment> environments, BooleanSupplier stopping) {
        Map<UUID, String> roles = environments.entrySet().stream()
                .collect(Collectors.toMap(it -> it.getValue().id(), Map.Entry::getKey));
        Instant now = clock.instant();
        for (UUID environment : store.reportsDue(evidence.account().id(), now.minus(interval), MOST_REPORTS)) {
            String role = roles.get(environment);
            if (stopping.getAsBoolean() || (role != null && !report(evidence, environment, role, stopping))) {
                return;
            }
        }
    }

    /** False: the next one would fail for the same reason. */
    private boolean report(AccessEvidence evidence, UUID environment, String role, BooleanSupplier stopping) {
        try {
            Optional<List<ServiceUse>> services = awaited(evidence, evidence.startReport(role), stopping);
            if (services.isEmpty()) {
                store.reportFailed(environment, "IAM had not finished the report in time.", null, clock.instant());
            } else if (services.get().isEmpty()) {
                store.reportFailed(environment, NAMES_NOTHING, null, clock.instant());
            } else {
                store.saveReport(environment, services.get(), clock.instant());
            }
            return true;
        } catch (AwsException failure) {
            log.warn("IAM does not report on the use of {}: {}", role, failure.getMessage());
            store.reportFailed(
                    environment, String.valueOf(failure.getMessage()), MissingPermission.of(failure), clock.instant());
            return switch (failure.kind()) {
                case NOT_FOUND, INVALID_REQUEST, ACCESS_DENIED, REFUSED -> true;
                default -> false;
            };
        }
    }

    private Optional<List<ServiceUse>> awaited(AccessEvidence evidence, String job, BooleanSupplier stopping) {
        Optional<List<ServiceUse>> services = Optional.empty();
        for (int looks = 0; looks < MOST_LOOKS && services.isEmpty(); looks++) {
            if (stopping.getAsBoolean() || !pace.await("report")) {
                return Optional.empty();
            }
            services = evidence.report(job);
        }
        return services;
    }
}
