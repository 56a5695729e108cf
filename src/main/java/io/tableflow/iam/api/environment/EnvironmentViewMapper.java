package io.tableflow.iam.api.environment;

import io.tableflow.iam.api.paging.Etags;
import io.tableflow.iam.drift.AccountSweepReport;
import io.tableflow.iam.drift.AccountSweepReportRepository;
import io.tableflow.iam.environment.Conditions;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.workflow.Workflow;
import io.tableflow.iam.workflow.WorkflowService;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Maps environments with their latest workflows and sweeps to views, with three statements for any number of them. */
@Component
@Transactional(readOnly = true)
public class EnvironmentViewMapper {

    private final WorkflowService workflows;
    private final AccountSweepReportRepository sweeps;
    private final Clock clock;
    private final JsonMapper json;

    EnvironmentViewMapper(
            WorkflowService workflows, AccountSweepReportRepository sweeps, Clock clock, JsonMapper json) {
        this.workflows = workflows;
        this.sweeps = sweeps;
        this.clock = clock;
        this.json = json;
    }

    public EnvironmentView toView(Environment environment) {
        return toViews(List.of(environment)).getFirst();
    }

    TaggedEnvironment toTagged(Environment environment) {
        EnvironmentView view = toView(environment);
        return new TaggedEnvironment(
                view, Etags.of(environment.id(), environment.revision(), json.writeValueAsBytes(view)));
    }

    List<EnvironmentView> toViews(List<Environment> environments) {
        List<UUID> ids = environments.stream()
                .map(Environment::workflowId)
                .filter(Objects::nonNull)
                .toList();
        Map<UUID, Workflow> latest =
                workflows.findAll(ids).stream().collect(Collectors.toMap(Workflow::id, Function.identity()));
        Map<String, AccountSweepReport> swept = sweepsOf(environments);
        return environments.stream()
                .map(it -> toView(it, WorkflowSummaryView.of(latest.get(it.workflowId())), swept.get(accountOf(it))))
                .toList();
    }

    private Map<String, AccountSweepReport> sweepsOf(List<Environment> environments) {
        Set<String> accounts = environments.stream()
                .filter(Environment::isAtRest)
                .map(EnvironmentViewMapper::accountOf)
                .collect(Collectors.toSet());
        return accounts.isEmpty()
                ? Map.of()
                : sweeps.findAllById(accounts).stream()
                        .collect(Collectors.toMap(AccountSweepReport::accountId, Function.identity()));
    }

    private static String accountOf(Environment environment) {
        AwsAccount account = environment.account();
        return account == null ? "" : account.id();
    }

    private EnvironmentView toView(
            Environment environment, @Nullable WorkflowSummaryView workflow, @Nullable AccountSweepReport sweep) {
        return new EnvironmentView(
                environment.name(),
                environment.state(),
                EnvironmentSpecView.of(environment.spec()),
                IamResourcesView.of(environment.observed().resources()),
                IntegrationView.of(environment.desired().integration()),
                conditions(environment, sweep),
                workflow,
                environment.revision(),
                environment.createdAt(),
                environment.updatedAt());
    }

    /** An environment that a sweep of the account found intact is in sync, although nothing was written to its row. */
    private List<ConditionView> conditions(Environment environment, @Nullable AccountSweepReport sweep) {
        Conditions conditions = environment.conditionsAt(clock.instant());
        Conditions shown = sweep == null || !environment.isAtRest() ? conditions : sweep.shown(environment, conditions);
        return shown.all().stream().map(ConditionView::of).toList();
    }
}
