package io.tableflow.iam.planning;

import io.tableflow.iam.environment.spec.EnvironmentSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a request would do. */
public record Plan(String environment, EnvironmentSpec spec, List<Change> changes, List<String> warnings) {

    /** What would become of it. */
    public enum Action {
        CREATE,
        UPDATE,
        DELETE,
        NONE
    }

    /** One change. */
    public record Change(
            String resource,

            Action action,

            @Nullable String before,

            @Nullable String after,

            @Nullable String diff,

            @Nullable String conflict) {}
}
