package io.tableflow.iam.localaws;

import java.time.Instant;
import java.util.Optional;

/** An instance profile and the one role that it may contain. */
final class InstanceProfile {

    private final String name;
    private final String path;
    private final String arn;
    private final String id = UniqueIds.instanceProfile();
    private final Instant created;
    private Optional<Role> role = Optional.empty();

    InstanceProfile(String account, String path, String name, Instant created) {
        this.name = name;
        this.path = path;
        this.arn = "arn:aws:iam::" + account + ":instance-profile" + path + name;
        this.created = created;
    }

    String name() {
        return name;
    }

    Optional<Role> role() {
        return role;
    }

    boolean holds(Role other) {
        return role.filter(other::equals).isPresent();
    }

    void role(Optional<Role> value) {
        role = value;
    }

    void writeTo(XmlAnswer answer, RoleWriter roles) {
        answer.text("Path", path)
                .text("InstanceProfileName", name)
                .text("InstanceProfileId", id)
                .text("Arn", arn)
                .time("CreateDate", created)
                .list("Roles", role.stream().toList(), roles::writeSummary);
    }
}
