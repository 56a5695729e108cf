package io.tableflow.iam.api.accesscheck;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.policy.evaluation.StatementMatch;
import java.util.Objects;

/** A statement that bears on a decision. */
@Schema(name = "AccessCheckStatement", description = "A statement that bears on the decision.")
record AccessCheckStatementView(
        @Schema(
                description = "Its policy: a name or an ARN if it is live, or else where it is in the request.",
                example = "trust of role dev-confluent-role")
        String policy,

        @Schema(description = "Its Sid, or else its place in the policy, from 0.", example = "0")
        String statement,

        @Schema(
                description = "Why it applies or not. Values of conditions, such as external ids, are not shown.",
                example = "It allows the request.")
        String reason) {

    static AccessCheckStatementView of(StatementMatch statement) {
        return new AccessCheckStatementView(
                statement.policy(),
                Objects.requireNonNullElse(statement.sid(), Integer.toString(statement.index())),
                statement.reason());
    }
}
