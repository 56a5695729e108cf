package io.tableflow.iam.localaws;

import java.time.Instant;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** A managed policy and its versions. */
final class ManagedPolicy {

    private final String arn;
    private final String path;
    private final String id = UniqueIds.policy();
    private final Optional<String> description;
    private final Instant created;
    private final Visibility visibility;
    private final Tags tags = new Tags();
    private final NavigableMap<Integer, Version> versions = new TreeMap<>();
    private Instant updated;
    private int defaultVersion = 1;
    private int lastVersion;

    /** One document that the policy has had. */
    record Version(int number, String document, Instant created) {

        String id() {
            return "v" + number;
        }
    }

    ManagedPolicy(
            String arn,
            String path,
            Optional<String> description,
            String document,
            Instant created,
            Visibility visibility) {
        this.arn = arn;
        this.path = path;
        this.description = description;
        this.created = created;
        this.updated = created;
        this.visibility = visibility;
        addVersion(document, true, created);
    }

    String arn() {
        return arn;
    }

    String path() {
        return path;
    }

    String name() {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    String id() {
        return id;
    }

    Optional<String> description() {
        return description;
    }

    Instant created() {
        return created;
    }

    Instant updated() {
        return updated;
    }

    boolean isVisible() {
        return visibility.reached();
    }

    Tags tags() {
        return tags;
    }

    Collection<Version> versions() {
        return versions.values();
    }

    Version version(String versionId) {
        return versions.values().stream()
                .filter(version -> version.id().equals(versionId))
                .findFirst()
                .orElseThrow(() -> AwsError.noSuchEntity(
                        "Policy %s version %s does not exist or is not attachable.".formatted(arn, versionId)));
    }

    Version addVersion(String document, boolean asDefault, Instant now) {
        lastVersion++;
        Version version = new Version(lastVersion, document, now);
        versions.put(lastVersion, version);
        if (asDefault) {
            defaultTo(version, now);
        }
        return version;
    }

    void removeVersion(Version version) {
        versions.remove(version.number());
    }

    boolean isDefault(Version version) {
        return version.number() == defaultVersion;
    }

    String defaultVersionId() {
        return "v" + defaultVersion;
    }

    void defaultTo(Version version, Instant now) {
        defaultVersion = version.number();
        updated = now;
    }
}
