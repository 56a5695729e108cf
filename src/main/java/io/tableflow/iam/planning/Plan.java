package io.tableflow.iam.planning;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a request would do. */
@Schema(description = "What a request would do, had it not been a dry run.")
public record Plan(
        @Schema(description = "The environment's name.", example = "dev")
        String environment,

        @Schema(description = "The spec with its defaults.") EnvironmentSpec spec,

        @Schema(description = "Each thing in IAM, and what would become of it.")
        List<Change> changes,

        @Schema(
                description = "What is worth knowing before: documents that AWS may refuse for their size, what others"
                        + " hung on the role.")
        List<String> warnings) {

    /** What would become of it. */
    @Schema(name = "PlannedAction", enumAsRef = true, description = """
            What would become of a thing in IAM.

            - `CREATE`: it would be made
            - `UPDATE`: it would be changed
            - `DELETE`: it would be removed
            - `NONE`: it would stay as it is
            """)
    public enum Action {
        CREATE,
        UPDATE,
        DELETE,
        NONE
    }

    /** One change. */
    @Schema(name = "PlannedChange", description = "What would become of one thing in IAM.")
    public record Change(
            @Schema(description = "Which thing.", example = "role dev-confluent-role")
            String resource,

            @Schema(description = "What would become of it.")
            Action action,

            @Schema(description = "How it stands.") @Nullable
            String before,

            @Schema(description = "How it would stand.") @Nullable
            String after,

            @Schema(description = "The difference, line by line, as diff -u shows it.") @Nullable
            String diff,

            @Schema(description = "Why it would not work as things are.") @Nullable
            String conflict) {}
}
