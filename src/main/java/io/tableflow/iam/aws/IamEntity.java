package io.tableflow.iam.aws;

import java.util.Locale;

/**
 * What a managed policy can be attached to, or can bound.
 *
 * @param name unique among those of its kind in the account
 */
public record IamEntity(Kind kind, String name) {

    /** The three that IAM knows. */
    public enum Kind {
        ROLE,
        USER,
        GROUP
    }

    /** A role. */
    public static IamEntity role(String name) {
        return new IamEntity(Kind.ROLE, name);
    }

    /** A user. */
    public static IamEntity user(String name) {
        return new IamEntity(Kind.USER, name);
    }

    /** A group of users. */
    public static IamEntity group(String name) {
        return new IamEntity(Kind.GROUP, name);
    }

    /** As a person reads it: {@code role/name}, {@code user/name}, {@code group/name}. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + "/" + name;
    }
}
