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
 * @param critical whether it lets others in, or allows more than is desired
 */
public record Difference(
        String resource,
        Kind kind,
        @Nullable String expected,
        @Nullable String actual,
        boolean critical) {

    /** The kinds of differences. */
    public enum Kind {
        /** There is no role of that name. */
        ROLE_MISSING(true),
        /** Others, or nobody, or on other conditions, can assume the role. */
        TRUST_CHANGED(true),
        /**
         * The principal in the trust was deleted; IAM shows its bare id. Not reconciled: whoever makes a principal of that
         * name anew would be let in, so the integration has to be confirmed first.
         */
        PRINCIPAL_DELETED(false),
        /** There is no policy of that name. */
        POLICY_MISSING(true),
        /** The document of the policy's default version is another. */
        DOCUMENT_CHANGED(true),
        /** Another version of the policy is the default. */
        DEFAULT_VERSION_MOVED(true),
        /** The policy is not attached to the role. */
        ATTACHMENT_MISSING(true),
        /** The role's permissions boundary is another. */
        BOUNDARY_CHANGED(true),
        /** The longest session of the role is another. */
        SESSION_DURATION_CHANGED(true),
        /** Ownership tags or tags of the spec are missing or have other values. */
        TAGS_CHANGED(true),
        /** A policy of others is attached to the role. */
        FOREIGN_POLICY_ATTACHED(false),
        /** A policy was written into the role. */
        INLINE_POLICY_ADDED(false),
        /** The role was put into an instance profile. */
        INSTANCE_PROFILE_ADDED(false),
        /** The role was created again at another path. */
        PATH_CHANGED(false),
        /** It exists, but does not carry this environment's id. */
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

    private static final String SAYS_OTHER = " and another document";

    /**
     * Something has the name of ours and does not carry the environment's id.
     *
     * @param expected the tag with the id
     * @param tags those that it has
     * @param saysOther whether its document is not the desired one either: then it may be another resource
     */
    public static Difference notOurs(
            String resource, String expected, String tags, boolean saysOther, boolean critical) {
        return new Difference(resource, Kind.NOT_OURS, expected, saysOther ? tags + SAYS_OTHER : tags, critical);
    }

    /** Whether it is about something that is not ours, and does not say either what ours would. */
    public boolean saysOther() {
        return kind == Kind.NOT_OURS && actual != null && actual.endsWith(SAYS_OTHER);
    }

    /** Some of the differences in a few words, without the values. */
    public static String summary(List<Difference> differences) {
        return differences.stream()
                .map(it -> it.resource + " " + it.kind + (it.critical ? " (critical)" : ""))
                .collect(Collectors.joining(", "));
    }
}
