package io.tableflow.iam.localaws;

import java.time.Instant;

/**
 * Temporary credentials and the role they stand for.
 *
 * @param roleId the role's id when the session began: a role recreated under the same name has another
 * @param hosted whether the emulator held the role, or granted the session for an account it knows nothing of
 */
record Session(
        RoleArn role,
        String roleId,
        boolean hosted,
        String name,
        String accessKeyId,
        String secretAccessKey,
        String token,
        Instant expiration) {

    static Session begin(RoleArn role, String roleId, boolean hosted, String name, Instant expiration) {
        return new Session(
                role,
                roleId,
                hosted,
                name,
                UniqueIds.sessionAccessKey(),
                UniqueIds.secret(40),
                UniqueIds.secret(356),
                expiration);
    }

    String arn() {
        return role.session(name);
    }

    String assumedRoleId() {
        return roleId + ":" + name;
    }
}
