package io.tableflow.iam.console.environment;

import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.confluent.tableflow.TableflowVerdict;
import io.tableflow.iam.confluent.tableflow.TableflowVerdictRepository;
import io.tableflow.iam.confluent.tableflow.TableflowVerdicts;
import io.tableflow.iam.console.page.ConditionalOnConsole;
import io.tableflow.iam.drift.AccountSweepReport;
import io.tableflow.iam.drift.AccountSweepReportRepository;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.status.Condition;
import io.tableflow.iam.policy.AwsAccount;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The conditions of environments as the API shows them: with what the latest sweeps of their accounts found, and what Confluent says
 * of Tableflow's work.
 */
@Component
@ConditionalOnConsole
class ShownConditions {

    private final AccountSweepReportRepository sweeps;
    private final TableflowVerdicts verdicts;
    private final TableflowVerdictRepository latest;
    private final Clock clock;
    private final Duration staleAfter;

    ShownConditions(
            AccountSweepReportRepository sweeps,
            TableflowVerdicts verdicts,
            TableflowVerdictRepository latest,
            Clock clock,
            TableflowProperties properties) {
        this.sweeps = sweeps;
        this.verdicts = verdicts;
        this.latest = latest;
        this.clock = clock;
        this.staleAfter = properties.drift().staleAfterOrDefault();
    }

    List<Condition> of(Environment environment) {
        return of(environment, sweepOf(environment.account()), verdict(environment));
    }

    /** What Confluent says of an environment's Tableflow; null: it is not asked, or there is nothing to ask about. */
    @Nullable
    TableflowVerdict verdict(Environment environment) {
        return verdicts.isAsked()
                ? verdicts.shown(verdicts.find(environment.id()).orElse(null), environment)
                        .orElse(null)
                : null;
    }

    /** By the names of the environments. The sweep of an account is read once, and all verdicts at once. */
    Map<String, List<Condition>> of(Collection<Environment> environments) {
        Map<String, AccountSweepReport> byAccount = new HashMap<>();
        environments.stream()
                .map(Environment::account)
                .filter(Objects::nonNull)
                .map(AwsAccount::id)
                .distinct()
                .forEach(id -> sweeps.findById(id).ifPresent(sweep -> byAccount.put(id, sweep)));
        Map<UUID, TableflowVerdict> byEnvironment = verdictsOn(environments);
        return environments.stream()
                .collect(Collectors.toMap(
                        Environment::name,
                        it -> of(
                                it,
                                it.account() == null
                                        ? null
                                        : byAccount.get(it.account().id()),
                                verdicts.shown(byEnvironment.get(it.id()), it).orElse(null))));
    }

    private Map<UUID, TableflowVerdict> verdictsOn(Collection<Environment> environments) {
        return environments.isEmpty() || !verdicts.isAsked()
                ? Map.of()
                : latest
                        .findByEnvironmentIdIn(
                                environments.stream().map(Environment::id).toList())
                        .stream()
                        .collect(Collectors.toMap(TableflowVerdict::environmentId, Function.identity()));
    }

    private @Nullable AccountSweepReport sweepOf(@Nullable AwsAccount account) {
        return account == null ? null : sweeps.findById(account.id()).orElse(null);
    }

    private List<Condition> of(
            Environment environment, @Nullable AccountSweepReport sweep, @Nullable TableflowVerdict verdict) {
        Instant now = clock.instant();
        return Stream.concat(
                        AccountSweepReport.shown(
                                sweep, environment, environment.conditionsAt(now), now.minus(staleAfter))
                                .all()
                                .stream(),
                        Stream.ofNullable(verdict).map(it -> it.condition(verdicts.oldest())))
                .toList();
    }
}
