package io.tableflow.iam.environment.status;

import org.jspecify.annotations.Nullable;

/**
 * Something that others attached to our resources, or one of our resources that they attached to theirs.
 *
 * @param what the policy's ARN or name; for an instance profile, the role in it
 * @param from the role, user, group or instance profile that has it
 * @param document of an inline policy, which IAM deletes for good when it is detached
 */
public record ForeignAttachment(
        Kind kind, String what, String from, @Nullable String document) {

    /** What is attached to what. */
    public enum Kind {
        /** A managed policy, theirs or ours, attached to a role. */
        ROLE_POLICY("policy", "role"),
        /** A policy of ours, attached to a user. */
        USER_POLICY("policy", "user"),
        /** A policy of ours, attached to a group. */
        GROUP_POLICY("policy", "group"),
        /** An inline policy of our role. */
        INLINE_POLICY("inline policy", "role"),
        /** Our role, in an instance profile. */
        INSTANCE_PROFILE("role", "instance profile");

        private final String what;
        private final String from;

        Kind(String what, String from) {
            this.what = what;
            this.from = from;
        }
    }

    /** What is attached, for people: {@code policy arn:aws:...}. */
    public String whatInWords() {
        return kind.what + " " + what;
    }

    /** What it is attached to, for people: {@code user bob}. */
    public String fromInWords() {
        return kind.from + " " + from;
    }
}
