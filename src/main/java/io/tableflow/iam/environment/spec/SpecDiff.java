package io.tableflow.iam.environment.spec;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a new spec changes: the fields that differ.
 *
 * @param before the old values by field
 * @param after the new values by field
 */
public record SpecDiff(Map<String, @Nullable Object> before, Map<String, @Nullable Object> after) {

    private static final Map<String, Function<EnvironmentSpec, @Nullable Object>> FIELDS = new LinkedHashMap<>();

    static {
        FIELDS.put("regions", EnvironmentSpec::regions);
        FIELDS.put("bucket", EnvironmentSpec::bucket);
        FIELDS.put("kmsKeyArns", EnvironmentSpec::kmsKeyArns);
        FIELDS.put("tags", EnvironmentSpec::tags);
        FIELDS.put("permissionsBoundaryArn", EnvironmentSpec::permissionsBoundaryArn);
        FIELDS.put("maxSessionDurationSeconds", EnvironmentSpec::maxSessionDurationSeconds);
        FIELDS.put("trustConditions", EnvironmentSpec::trustConditions);
        FIELDS.put("glueDatabases", EnvironmentSpec::glueDatabases);
        FIELDS.put("confluent", EnvironmentSpec::confluent);
        FIELDS.put("deletionPolicy", EnvironmentSpec::deletionPolicy);
        FIELDS.put("adoptExisting", EnvironmentSpec::adoptExisting);
        FIELDS.put("revokeExistingAccess", EnvironmentSpec::revokeExistingAccess);
    }

    public static SpecDiff between(EnvironmentSpec before, EnvironmentSpec after) {
        SpecDiff changes = new SpecDiff(new LinkedHashMap<>(), new LinkedHashMap<>());
        FIELDS.forEach((name, field) -> {
            if (!Objects.equals(field.apply(before), field.apply(after))) {
                changes.before.put(name, field.apply(before));
                changes.after.put(name, field.apply(after));
            }
        });
        return changes;
    }

    public boolean isEmpty() {
        return before.isEmpty();
    }
}
