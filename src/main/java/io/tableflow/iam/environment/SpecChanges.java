package io.tableflow.iam.environment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a caller changes by another spec: the fields, with both values. */
final class SpecChanges {

    private static final Map<String, Function<EnvironmentSpec, @Nullable Object>> FIELDS = new LinkedHashMap<>();

    static {
        FIELDS.put("regions", EnvironmentSpec::regions);
        FIELDS.put("bucket", EnvironmentSpec::bucket);
        FIELDS.put("kmsKeyArns", EnvironmentSpec::kmsKeyArns);
        FIELDS.put("tags", EnvironmentSpec::tags);
        FIELDS.put("permissionsBoundaryArn", EnvironmentSpec::permissionsBoundaryArn);
        FIELDS.put("maxSessionDurationSeconds", EnvironmentSpec::maxSessionDurationSeconds);
        FIELDS.put("trustConditions", EnvironmentSpec::trustConditions);
        FIELDS.put("deletionPolicy", EnvironmentSpec::deletionPolicy);
        FIELDS.put("adoptExisting", EnvironmentSpec::adoptExisting);
    }

    private SpecChanges() {}

    /** {@code bucket} to {@code one -> other}, and so on; without those that are equal. */
    static Map<String, String> between(EnvironmentSpec before, EnvironmentSpec after) {
        Map<String, String> changes = new LinkedHashMap<>();
        FIELDS.forEach((name, field) -> {
            if (!Objects.equals(field.apply(before), field.apply(after))) {
                changes.put(name, field.apply(before) + " -> " + field.apply(after));
            }
        });
        return changes;
    }
}
