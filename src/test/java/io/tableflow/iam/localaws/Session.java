package io.tableflow.iam.localaws;

import java.time.Instant;

/**
 * Temporary credentials and the role that they belong to.
 *
 * @param roleId the role's id when the session began: a role that is created again with the same name has another
 * @param hosted whether the emulator hosts the role's account; if not, it granted the session without checking
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
