package io.tableflow.iam.api.environment;

import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.api.paging.Etags;
import io.tableflow.iam.confluent.tableflow.TableflowVerdict;
import io.tableflow.iam.confluent.tableflow.TableflowVerdicts;
import io.tableflow.iam.drift.AccountSweepReport;
import io.tableflow.iam.drift.AccountSweepReportRepository;
import io.tableflow.iam.environment.Conditions;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.http.json.RenderedJson;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.workflow.WorkflowService;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Maps environments with their latest workflows and sweeps to views. */
@Component
class EnvironmentViewMapper {

    private final WorkflowService workflows;
    private final AccountSweepReportRepository sweeps;
    private final TableflowVerdicts verdicts;
    private final Clock clock;
    private final JsonMapper json;
    private final Duration staleAfter;

    EnvironmentViewMapper(
            WorkflowService workflows,
            AccountSweepReportRepository sweeps,
            TableflowVerdicts verdicts,
            Clock clock,
            JsonMapper json,
            TableflowProperties properties) {
        this.workflows = workflows;
        this.sweeps = sweeps;
        this.verdicts = verdicts;
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
        TableflowVerdict verdict =
                verdicts.isAsked() ? verdicts.find(environment.id()).orElse(null) : null;
        return tagged(environment, toView(environment, workflow, sweep, verdict));
    }

    TaggedEnvironment toTagged(EnvironmentRow row) {
        return tagged(row.environment(), toView(row));
    }

    EnvironmentView toView(EnvironmentRow row) {
        return toView(row.environment(), row.workflow(), row.sweep(), row.verdict());
    }

    private TaggedEnvironment tagged(Environment environment, EnvironmentView view) {
        byte[] shown = json.writeValueAsBytes(view);
        return new TaggedEnvironment(
                view, new RenderedJson(shown), Etags.of(environment.id(), environment.revision(), shown));
    }

    private EnvironmentView toView(
            Environment environment,
            @Nullable WorkflowSummaryView workflow,
            @Nullable AccountSweepReport sweep,
            @Nullable TableflowVerdict latest) {
        TableflowVerdict verdict = verdicts.shown(latest, environment).orElse(null);
        return new EnvironmentView(
                environment.name(),
                environment.state(),
                EnvironmentSpecView.of(environment.spec()),
                IamResourcesView.of(environment.observed().resources()),
                IntegrationView.of(environment.desired().integration()),
                TrustedView.of(environment),
                conditions(environment, sweep, verdict),
                TableflowStatusView.of(verdict),
                workflow,
                environment.revision(),
                environment.createdAt(),
                environment.updatedAt());
    }

    /** An environment that a sweep of the account found intact is in sync, although nothing was written to its row. */
    private List<ConditionView> conditions(
            Environment environment, @Nullable AccountSweepReport sweep, @Nullable TableflowVerdict verdict) {
        Conditions conditions = environment.conditionsAt(clock.instant());
        Conditions shown = AccountSweepReport.shown(
                sweep, environment, conditions, clock.instant().minus(staleAfter));
        return Stream.concat(
                        shown.all().stream(), Stream.ofNullable(verdict).map(it -> it.condition(verdicts.oldest())))
                .map(ConditionView::of)
                .toList();
    }
}
