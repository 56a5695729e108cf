package io.tableflow.iam.console.environment;

import io.tableflow.iam.confluent.tableflow.TableflowCause;
import io.tableflow.iam.confluent.tableflow.TableflowVerdict;
import io.tableflow.iam.console.page.StateWords;
import io.tableflow.iam.drift.DriftReport;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.status.Condition;
import io.tableflow.iam.environment.status.Condition.ConditionType;
import io.tableflow.iam.environment.status.Condition.Status;
import io.tableflow.iam.environment.status.Difference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page of an environment shows first.
 *
 * @param line as in the list
 * @param version changes whenever the page would
 * @param workflow the latest; null before there is one
 * @param drift the latest comparison with live IAM; null before the first
 * @param access who can assume the role, in sentences
 * @param picture the same, drawn
 * @param tableflow what Confluent says of Tableflow's work; null: it is not asked, or there is nothing to ask about
 */
record EnvironmentPage(
        Environment environment,
        EnvironmentLine line,
        String version,
        @Nullable WorkflowLine workflow,
        @Nullable DriftReport drift,
        List<String> access,
        AccessPicture picture,
        @Nullable TableflowVerdict tableflow) {

    /** Whether Confluent says that something is wrong with a topic or a catalog. */
    public boolean isTableflowFailing() {
        return tableflow != null
                && (tableflow.topics().stream().anyMatch(it -> !it.problems().isEmpty())
                        || tableflow.catalogs().stream()
                                .anyMatch(it -> !it.problems().isEmpty()));
    }

    /** Where the console shows whether that is so. */
    public List<CauseLink> links(TableflowCause cause) {
        return CauseLink.of(cause, name());
    }

    public String name() {
        return environment.name();
    }

    public StateWords words() {
        return StateWords.of(environment.state());
    }

    /** The tone of a condition, as in {@link StateWords}. */
    public String tone(Condition condition) {
        if (condition.type() == ConditionType.Contested) {
            return condition.status() == Status.True ? "bad" : "ok";
        }
        return switch (condition.status()) {
            case True -> "ok";
            case False -> isExpected(condition) ? "wait" : "bad";
            case Unknown -> "off";
        };
    }

    /** While it waits for Confluent, or is being changed, it is no news that something is not there yet. */
    private boolean isExpected(Condition condition) {
        return condition.reason().equals("AwaitingIntegration")
                || line.tone().equals("wait")
                || line.tone().equals("busy");
    }

    /** What differs from live IAM; empty before the first comparison. */
    public List<Difference> differences() {
        return drift == null ? List.of() : drift.differences();
    }

    /** Whether a retry continues what has failed. */
    public boolean isRetriable() {
        return words().tone().equals("bad");
    }
}
