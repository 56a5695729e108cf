package io.tableflow.iam.environment.status;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One difference between desired and observed IAM.
 *
 * @param resource the resource, such as {@code role dev-confluent-role}
 * @param expected the desired value; null: nothing
 * @param actual the observed value; null: nothing
 * @param critical whether it lets others in
 */
public record Difference(
        String resource,

        Kind kind,

        @Nullable String expected,

        @Nullable String actual,

        boolean critical) {

    /** The kinds of differences. */
    public enum Kind {
        ROLE_MISSING(true),
        TRUST_CHANGED(true),
        PRINCIPAL_DELETED(true),
        POLICY_MISSING(true),
        DOCUMENT_CHANGED(true),
        DEFAULT_VERSION_MOVED(true),
        ATTACHMENT_MISSING(true),
        BOUNDARY_CHANGED(true),
        SESSION_DURATION_CHANGED(true),
        TAGS_CHANGED(true),
        FOREIGN_POLICY_ATTACHED(false),
        INLINE_POLICY_ADDED(false),
        PATH_CHANGED(false),
        NOT_OURS(false);

        private final boolean repairable;

        Kind(boolean repairable) {
            this.repairable = repairable;
        }

        /** Whether the environment owns it, so that it is reconciled; other differences are only reported. */
        public boolean isRepairable() {
            return repairable;
        }
    }

    /** Some of the differences in a few words, without the values. */
    public static String summary(List<Difference> differences) {
        return differences.stream()
                .map(it -> it.resource + " " + it.kind + (it.critical ? " (critical)" : ""))
                .collect(Collectors.joining(", "));
    }
}
