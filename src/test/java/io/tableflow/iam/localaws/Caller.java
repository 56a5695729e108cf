package io.tableflow.iam.localaws;

import java.util.Optional;

/**
 * The caller: an account's root user, or a session of a role.
 *
 * @param session the session whose temporary credentials were used
 */
record Caller(String account, String arn, String userId, Optional<Session> session) {

    static Caller root(String account) {
        return new Caller(account, "arn:aws:iam::" + account + ":root", account, Optional.empty());
    }

    static Caller of(Session session) {
        return new Caller(session.role().account(), session.arn(), session.assumedRoleId(), Optional.of(session));
    }

    /** The value of aws:PrincipalArn, which is the role's ARN for a session. */
    String principalArn() {
        return session.map(found -> found.role().toString()).orElse(arn);
    }

    String principalType() {
        return session.isPresent() ? "AssumedRole" : "Account";
    }
}
