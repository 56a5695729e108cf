package io.tableflow.iam.aws;

import java.util.Locale;

/**
 * A role, user or group: what a managed policy can be attached to, or be the permissions boundary of.
 *
 * @param name unique among those of its kind in the account
 */
public record IamEntity(Kind kind, String name) {

    /** The kinds of entities in IAM. */
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

    /** The form for people: {@code role/name}, {@code user/name}, {@code group/name}. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + "/" + name;
    }
}
