package io.tableflow.iam.environment.status;

import org.jspecify.annotations.Nullable;

/**
 * One thing that others attached to what is ours, or ours to theirs.
 *
 * @param what the policy's ARN or name; of an instance profile, the role that is in it
 * @param from the role, user, group or instance profile that has it
 * @param document of an inline policy: taken off, it is gone from IAM for good
 */
public record ForeignAttachment(
        Kind kind, String what, String from, @Nullable String document) {

    /** What is attached to what. */
    public enum Kind {
        /** A managed policy, theirs or ours, to a role. */
        ROLE_POLICY("policy", "role"),
        /** A policy of ours to a user. */
        USER_POLICY("policy", "user"),
        /** A policy of ours to a group. */
        GROUP_POLICY("policy", "group"),
        /** A policy that is written into our role. */
        INLINE_POLICY("inline policy", "role"),
        /** Our role to an instance profile. */
        INSTANCE_PROFILE("role", "instance profile");

        private final String what;
        private final String from;

        Kind(String what, String from) {
            this.what = what;
            this.from = from;
        }
    }

    /** What it is, as a person reads it: {@code policy arn:aws:...}. */
    public String whatInWords() {
        return kind.what + " " + what;
    }

    /** Where it is, as a person reads it: {@code user bob}. */
    public String fromInWords() {
        return kind.from + " " + from;
    }
}
