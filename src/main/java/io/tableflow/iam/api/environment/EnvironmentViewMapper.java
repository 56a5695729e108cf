package io.tableflow.iam.api.environment;

import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.api.paging.Etags;
import io.tableflow.iam.drift.AccountSweepReport;
import io.tableflow.iam.drift.AccountSweepReportRepository;
import io.tableflow.iam.environment.Conditions;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.workflow.WorkflowService;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Maps environments with their latest workflows and sweeps to views. */
@Component
class EnvironmentViewMapper {

    private final WorkflowService workflows;
    private final AccountSweepReportRepository sweeps;
    private final Clock clock;
    private final JsonMapper json;
    private final Duration staleAfter;

    EnvironmentViewMapper(
            WorkflowService workflows,
            AccountSweepReportRepository sweeps,
            Clock clock,
            JsonMapper json,
            TableflowProperties properties) {
        this.workflows = workflows;
        this.sweeps = sweeps;
        this.clock = clock;
        this.json = json;
        this.staleAfter = properties.drift().staleAfterOrDefault();
    }

    /** An environment that the running transaction has changed. What else is shown is read, unless the transaction has read it. */
    TaggedEnvironment toTagged(Environment environment) {
        WorkflowSummaryView workflow = Optional.ofNullable(environment.workflowId())
                .flatMap(id -> workflows.find(id))
                .map(WorkflowSummaryView::of)
                .orElse(null);
        AwsAccount account = environment.account();
        AccountSweepReport sweep = account == null || !environment.isComparable()
                ? null
                : sweeps.findById(account.id()).orElse(null);
        return tagged(environment, toView(environment, workflow, sweep));
    }

    TaggedEnvironment toTagged(EnvironmentRow row) {
        return tagged(row.environment(), toView(row));
    }

    EnvironmentView toView(EnvironmentRow row) {
        return toView(row.environment(), row.workflow(), row.sweep());
    }

    private TaggedEnvironment tagged(Environment environment, EnvironmentView view) {
        return new TaggedEnvironment(
                view, Etags.of(environment.id(), environment.revision(), json.writeValueAsBytes(view)));
    }

    private EnvironmentView toView(
            Environment environment, @Nullable WorkflowSummaryView workflow, @Nullable AccountSweepReport sweep) {
        return new EnvironmentView(
                environment.name(),
                environment.state(),
                EnvironmentSpecView.of(environment.spec()),
                IamResourcesView.of(environment.observed().resources()),
                IntegrationView.of(environment.desired().integration()),
                TrustedView.of(environment),
                conditions(environment, sweep),
                workflow,
                environment.revision(),
                environment.createdAt(),
                environment.updatedAt());
    }

    /** An environment that a sweep of the account found intact is in sync, although nothing was written to its row. */
    private List<ConditionView> conditions(Environment environment, @Nullable AccountSweepReport sweep) {
        Conditions conditions = environment.conditionsAt(clock.instant());
        Conditions shown = AccountSweepReport.shown(
                sweep, environment, conditions, clock.instant().minus(staleAfter));
        return shown.all().stream().map(ConditionView::of).toList();
    }
}
