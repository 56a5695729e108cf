package io.tableflow.iam.accessreview;

import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.aws.AccessEvidence;
import io.tableflow.iam.aws.AwsAccounts;
import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.common.RecurringJob;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentRepository;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Collects the use of all roles again and again, account by account, on one node at a time. */
@Component
@ConditionalOnProperty("tableflow.access-review.enabled")
public class UseCollection implements RecurringJob {

    private static final Logger log = LoggerFactory.getLogger(UseCollection.class);

    private static final int PAGE = 200;

    /** Where calls of the global endpoint of STS are recorded, by partition. */
    private static final Map<String, String> GLOBAL =
            Map.of("aws", "us-east-1", "aws-cn", "cn-north-1", "aws-us-gov", "us-gov-west-1");

    private final AwsAccounts accounts;
    private final EnvironmentRepository environments;
    private final CallCollector calls;
    private final ReportCollector reports;
    private final CallStore callStore;
    private final Clock clock;
    private final Duration interval;
    private final Duration retention;
    private final List<String> regions;

    UseCollection(
            AwsAccounts accounts,
            EnvironmentRepository environments,
            CallCollector calls,
            ReportCollector reports,
            CallStore callStore,
            Clock clock,
            TableflowProperties properties) {
        this.accounts = accounts;
        this.environments = environments;
        this.calls = calls;
        this.reports = reports;
        this.callStore = callStore;
        this.clock = clock;
        this.interval = properties.accessReview().interval();
        this.retention = properties.accessReview().retention();
        this.regions = properties.accessReview().regions();
    }

    @Override
    public String name() {
        return "access-review";
    }

    @Override
    public Duration interval() {
        return interval;
    }

    @Override
    public void run(BooleanSupplier stopping) {
        for (String account : environments.accountIds()) {
            if (stopping.getAsBoolean()) {
                return;
            }
            try (AccessEvidence evidence = accounts.openEvidence(account)) {
                collect(evidence, stopping);
            } catch (AwsException failure) {
                log.warn("The use of roles in account {} could not be collected: {}", account, failure.getMessage());
            }
        }
        callStore.forgetCallsBefore(clock.instant().minus(retention));
    }

    private void collect(AccessEvidence evidence, BooleanSupplier stopping) {
        Map<String, Environment> byRole = new HashMap<>();
        Set<String> places = new TreeSet<>(regions);
        String after = "";
        List<Environment> page;
        do {
            page = environments.pageOfAccount(evidence.account().id(), after, PAGE);
            for (Environment environment : page) {
                String role = environment.observed().resources().role().arn();
                if (role != null) {
                    byRole.put(role, environment);
                    places.addAll(environment.spec().regions());
                }
                after = environment.name();
            }
        } while (page.size() == PAGE && !stopping.getAsBoolean());
        if (byRole.isEmpty()) {
            return;
        }
        places.add(GLOBAL.getOrDefault(evidence.account().partition(), accounts.defaultRegion()));
        for (String region : places) {
            calls.collect(evidence, region, byRole, stopping);
        }
        reports.collect(evidence, byRole, stopping);
    }
}
