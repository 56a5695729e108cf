package io.tableflow.iam.console.environment;

import io.tableflow.iam.compliance.ComplianceReport;
import io.tableflow.iam.console.page.ComplianceWords;
import io.tableflow.iam.console.page.StateWords;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentState;
import io.tableflow.iam.environment.status.Condition;
import io.tableflow.iam.environment.status.Condition.ConditionType;
import io.tableflow.iam.environment.status.Condition.Status;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An environment in the list.
 *
 * @param tone the worst of what its state and its conditions say, as in {@link StateWords}
 * @param inSync {@code in sync}, {@code drifted} or {@code not compared}
 * @param compliance what the rules say
 * @param message what is wrong, in the words of the first condition that is not met; else what the state means
 * @param conditions those that it has, for people who want the whole
 */
record EnvironmentLine(
        String name,
        @Nullable String account,
        EnvironmentState state,
        String tone,
        String inSync,
        ComplianceWords compliance,
        String message,
        List<Condition> conditions,
        Instant createdAt,
        Instant updatedAt) {

    static EnvironmentLine of(Environment environment, List<Condition> shown, ComplianceReport report) {
        StateWords words = StateWords.of(environment.state());
        Condition wrong = wrong(environment, shown);
        return new EnvironmentLine(
                environment.name(),
                environment.account() == null
                        ? environment.spec().accountId()
                        : environment.account().id(),
                environment.state(),
                wrong == null || words.tone().equals("bad") ? words.tone() : "warn",
                inSync(shown),
                ComplianceWords.of(report),
                wrong == null ? words.sentence() : wrong.message(),
                shown,
                environment.createdAt(),
                environment.updatedAt());
    }

    /** While it is being changed, or waits for Confluent, it is no news that something is not there yet. */
    private static @Nullable Condition wrong(Environment environment, List<Condition> conditions) {
        boolean failed = environment.state() == EnvironmentState.FAILED;
        if (!failed && !environment.isAtRest()) {
            return null;
        }
        return conditions.stream()
                .filter(it -> isWrong(it, environment.state()))
                .findFirst()
                .orElse(null);
    }

    private static boolean isWrong(Condition condition, EnvironmentState state) {
        if (condition.type() == ConditionType.Contested) {
            return condition.status() == Status.True;
        }
        return condition.status() == Status.False
                && !(state == EnvironmentState.AWAITING_INTEGRATION
                        && condition.type() == ConditionType.TrustEstablished);
    }

    private static String inSync(List<Condition> conditions) {
        Status status = conditions.stream()
                .filter(it -> it.type() == ConditionType.InSync)
                .map(Condition::status)
                .findFirst()
                .orElse(Status.Unknown);
        return switch (status) {
            case True -> "in sync";
            case False -> "drifted";
            case Unknown -> "not compared";
        };
    }
}
