package io.tableflow.iam.console.environment;

import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.console.page.ConditionalOnConsole;
import io.tableflow.iam.drift.AccountSweepReport;
import io.tableflow.iam.drift.AccountSweepReportRepository;
import io.tableflow.iam.environment.Conditions;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.policy.AwsAccount;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The conditions of environments as the API shows them: with what the latest sweeps of their accounts found. */
@Component
@ConditionalOnConsole
class ShownConditions {

    private final AccountSweepReportRepository sweeps;
    private final Clock clock;
    private final Duration staleAfter;

    ShownConditions(AccountSweepReportRepository sweeps, Clock clock, TableflowProperties properties) {
        this.sweeps = sweeps;
        this.clock = clock;
        this.staleAfter = properties.drift().staleAfterOrDefault();
    }

    Conditions of(Environment environment) {
        return of(environment, sweepOf(environment.account()));
    }

    /** By the names of the environments. The sweep of an account is read once. */
    Map<String, Conditions> of(Collection<Environment> environments) {
        Map<String, AccountSweepReport> byAccount = new HashMap<>();
        environments.stream()
                .map(Environment::account)
                .filter(Objects::nonNull)
                .map(AwsAccount::id)
                .distinct()
                .forEach(id -> sweeps.findById(id).ifPresent(sweep -> byAccount.put(id, sweep)));
        return environments.stream()
                .collect(Collectors.toMap(
                        Environment::name,
                        it -> of(
                                it,
                                it.account() == null
                                        ? null
                                        : byAccount.get(it.account().id()))));
    }

    private @Nullable AccountSweepReport sweepOf(@Nullable AwsAccount account) {
        return account == null ? null : sweeps.findById(account.id()).orElse(null);
    }

    private Conditions of(Environment environment, @Nullable AccountSweepReport sweep) {
        Instant now = clock.instant();
        return AccountSweepReport.shown(sweep, environment, environment.conditionsAt(now), now.minus(staleAfter));
    }
}
