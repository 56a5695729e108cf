package io.tableflow.iam.environment.status;

import io.swagger.v3.oas.annotations.media.Schema;
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
@Schema(description = "One way in which live IAM is not what the spec renders.")
public record Difference(
        @Schema(description = "Which thing.", example = "role dev-confluent-role")
        String resource,

        @Schema(description = "How it differs.") Kind kind,

        @Schema(description = "What should be there; null: nothing.") @Nullable
        String expected,

        @Schema(description = "What is there; null: nothing.") @Nullable
        String actual,

        @Schema(description = "Whether it lets in others than Confluent's principal.")
        boolean critical) {

    /** The kinds of differences. */
    @Schema(name = "DifferenceKind", enumAsRef = true, description = """
            How something differs.

            Put right by a repair:

            - `ROLE_MISSING`: there is no role of that name
            - `TRUST_CHANGED`: others, or nobody, or on other conditions, can assume the role
            - `PRINCIPAL_DELETED`: the principal in the trust does not exist any more; IAM shows its bare id
            - `POLICY_MISSING`: there is no policy of that name
            - `DOCUMENT_CHANGED`: the policy's document in force is another
            - `DEFAULT_VERSION_MOVED`: another version of the policy was put in force
            - `ATTACHMENT_MISSING`: the policy is not attached to the role
            - `BOUNDARY_CHANGED`: the role's permissions boundary is another
            - `SESSION_DURATION_CHANGED`: the longest session of the role is another
            - `TAGS_CHANGED`: tags of ours or of the spec are missing or have other values

            Reported, and left to whoever made it:

            - `FOREIGN_POLICY_ATTACHED`: a policy that is not ours is attached to the role
            - `INLINE_POLICY_ADDED`: a policy was written into the role
            - `PATH_CHANGED`: the role was made anew at another path
            - `NOT_OURS`: it stands, but does not carry this environment's id
            """)
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
