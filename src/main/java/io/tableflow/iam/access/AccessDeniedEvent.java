package io.tableflow.iam.access;

/**
 * Somebody was not let in, published as it is answered.
 *
 * @param caller his name where he is known and may not, else {@code anonymous}
 * @param why without anything of the token that he sent
 */
public record AccessDeniedEvent(Type type, String caller, String why) {

    /** What can happen. */
    public enum Type {
        /** A token that is no good: 401. */
        LOGIN_REFUSED,
        /** A token without the scope, or limited to other environments: 403. */
        ACCESS_REFUSED
    }
}
