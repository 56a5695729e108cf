package io.tableflow.iam.localaws;

import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** A user or a group, because a policy that is attached to one can't be deleted. No caller is a user. */
final class UserOrGroup implements PolicyHolder {

    private final Kind type;
    private final String name;
    private final String path;
    private final String arn;
    private final String id;
    private final Optional<String> boundary;
    private final Instant created;
    private final NavigableMap<String, String> attachedPolicies = new TreeMap<>();

    /** They differ in their names, and a group has no permissions boundary. */
    enum Kind {
        USER("User", "AIDA", 64),
        GROUP("Group", "AGPA", 128);

        private final String title;
        private final String idPrefix;
        private final int longestName;

        Kind(String title, String idPrefix, int longestName) {
            this.title = title;
            this.idPrefix = idPrefix;
            this.longestName = longestName;
        }

        /** {@code User} or {@code Group}, as in the names of operations and elements. */
        String title() {
            return title;
        }

        int longestName() {
            return longestName;
        }
    }

    UserOrGroup(Kind type, String account, String path, String name, Optional<String> boundary, Instant created) {
        this.type = type;
        this.name = name;
        this.path = path;
        this.arn = "arn:aws:iam::%s:%s%s%s".formatted(account, ParameterLimits.memberName(type.title), path, name);
        this.id = UniqueIds.withPrefix(type.idPrefix);
        this.boundary = boundary;
        this.created = created;
    }

    Kind type() {
        return type;
    }

    String arn() {
        return arn;
    }

    @Override
    public String kind() {
        return type.title;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public NavigableMap<String, String> attachedPolicies() {
        return attachedPolicies;
    }

    @Override
    public Optional<String> boundary() {
        return boundary;
    }

    /** As its create operation returns it. */
    void writeTo(XmlAnswer answer) {
        answer.text("Path", path)
                .text(type.title + "Name", name)
                .text(type.title + "Id", id)
                .text("Arn", arn)
                .time("CreateDate", created);
        RoleWriter.writeBoundary(answer, this);
    }

    /** As GetAccountAuthorizationDetails returns it. */
    void writeDetail(XmlAnswer answer) {
        writeTo(answer);
        answer.list(type.title + "PolicyList", List.of(), none -> {});
        RoleWriter.writeAttached(answer, this);
    }
}
