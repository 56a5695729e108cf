package io.tableflow.iam.console.environment;

import io.tableflow.iam.compliance.ComplianceReport;
import io.tableflow.iam.compliance.ComplianceReports;
import io.tableflow.iam.console.environment.StepLine.AwsWriteLine;
import io.tableflow.iam.console.live.LiveVersions;
import io.tableflow.iam.console.page.ConditionalOnConsole;
import io.tableflow.iam.drift.DriftHistory;
import io.tableflow.iam.drift.DriftReport;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentException;
import io.tableflow.iam.environment.EnvironmentRepository;
import io.tableflow.iam.workflow.Workflow;
import io.tableflow.iam.workflow.WorkflowService;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Reads what the pages of an environment show, each in one transaction. */
@Repository
@ConditionalOnConsole
@Transactional(readOnly = true)
public class EnvironmentPageQueries {

    /** How many workflows and calls to AWS are shown; the audit trail has all. */
    private static final int MOST = 200;

    /** What the audit trail has as the reason of a call: {@code step create-role, attempt 1}. */
    private static final Pattern STEP = Pattern.compile("step ([a-z0-9-]+), attempt \\d+");

    private final EnvironmentRepository environments;
    private final WorkflowService workflows;
    private final DriftHistory drift;
    private final ShownConditions conditions;
    private final ComplianceReports compliance;
    private final LiveVersions versions;
    private final JdbcClient jdbc;

    EnvironmentPageQueries(
            EnvironmentRepository environments,
            WorkflowService workflows,
            DriftHistory drift,
            ShownConditions conditions,
            ComplianceReports compliance,
            LiveVersions versions,
            JdbcClient jdbc) {
        this.environments = environments;
        this.workflows = workflows;
        this.drift = drift;
        this.conditions = conditions;
        this.compliance = compliance;
        this.versions = versions;
        this.jdbc = jdbc;
    }

    /** The page; empty if there is no such environment, or not any more. */
    public Optional<EnvironmentPage> find(String name) {
        return environments
                .findByName(name)
                .flatMap(environment -> compliance.find(name).map(judged -> page(environment, judged)));
    }

    /**
     * The page.
     *
     * @throws EnvironmentException if there is no such environment
     */
    public EnvironmentPage get(String name) {
        return find(name).orElseThrow(() -> EnvironmentException.notFound(name));
    }

    /** The latest workflow of those that ever had the name; empty if nobody ever had it. */
    public Optional<WorkflowLine> last(String name) {
        return workflows.ofSubject(name, 1).stream().findFirst().map(this::line);
    }

    /** The latest workflows of the environment, newest first. */
    public List<WorkflowLine> workflows(Environment environment) {
        return workflows.ofSubject(environment.id(), 10).stream()
                .map(workflow -> WorkflowLine.of(workflow, List.of()))
                .toList();
    }

    private EnvironmentPage page(Environment environment, ComplianceReport judged) {
        DriftReport report = drift.latest(environment).orElse(null);
        WorkflowLine workflow = Optional.ofNullable(environment.workflowId())
                .flatMap(workflows::find)
                .map(this::line)
                .orElse(null);
        List<String> access = AccessWords.of(environment, report);
        return new EnvironmentPage(
                environment,
                EnvironmentLine.of(environment, conditions.of(environment), judged),
                versions.now(environment.name()),
                workflow,
                report,
                access,
                AccessPicture.of(environment, report, access),
                conditions.verdict(environment));
    }

    private WorkflowLine line(Workflow workflow) {
        List<AwsWriteLine> writes = jdbc.sql("""
                        select reason, details ->> 'operation' as operation, details ->> 'outcome' as outcome,
                            details ->> 'awsRequestId' as request_id
                        from (select id, reason, cast(details as jsonb) as details from audit_event
                            where environment = :name and type = 'AWS_WRITE' and correlation_id = :workflow) e
                        order by id limit :most
                        """)
                .param("name", workflow.subject().name())
                .param("workflow", workflow.id().toString())
                .param("most", MOST)
                .query((row, number) -> new AwsWriteLine(
                        step(row.getString("reason")),
                        row.getString("operation"),
                        row.getString("outcome"),
                        row.getString("request_id")))
                .list();
        return WorkflowLine.of(workflow, writes);
    }

    private static String step(String reason) {
        Matcher step = STEP.matcher(reason == null ? "" : reason);
        return step.matches() ? step.group(1) : "";
    }
}
