package io.tableflow.iam.planning;

import io.tableflow.iam.environment.spec.EnvironmentSpec;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a request would do.
 *
 * @param spec with its defaults
 * @param changes one for each resource in IAM
 * @param warnings documents that AWS may refuse for their size, and what others attached to the role
 */
public record Plan(String environment, EnvironmentSpec spec, List<Change> changes, List<String> warnings) {

    /** The documents that would be in force, by resource: those of the role and of the policies. */
    public Map<String, String> documents() {
        return changes.stream()
                .filter(it -> it.after() != null
                        && (it.resource().startsWith("role ") || it.resource().startsWith("policy ")))
                .collect(Collectors.toMap(Change::resource, it -> String.valueOf(it.after()), (first, same) -> first));
    }

    /** What would happen to it. */
    public enum Action {
        CREATE,
        UPDATE,
        DELETE,
        NONE
    }

    /**
     * What would happen to one resource in IAM.
     *
     * @param resource such as {@code role dev-confluent-role}
     * @param before its document now
     * @param after its document then
     * @param diff the difference of the two, line by line, as {@code diff -u} shows it
     * @param conflict why it would fail
     */
    public record Change(
            String resource,
            Action action,
            @Nullable String before,
            @Nullable String after,
            @Nullable String diff,
            @Nullable String conflict) {}
}
