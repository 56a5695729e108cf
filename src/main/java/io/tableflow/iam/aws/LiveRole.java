package io.tableflow.iam.aws;

import io.tableflow.iam.policy.document.PolicyDocument;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A role as it is now.
 *
 * @param id {@code AROA...}: a role that is created again with the same name has another one
 * @param path {@code /}, or {@code /a/b/}
 * @param trust who may assume it, decoded
 * @param description empty where it has none
 * @param permissionsBoundaryArn null where it has none
 */
public record LiveRole(
        String arn,
        String id,
        String name,
        String path,
        PolicyDocument trust,
        String description,
        Duration maxSession,
        @Nullable String permissionsBoundaryArn,
        Map<String, String> tags) {

    public LiveRole {
        tags = Map.copyOf(tags);
    }

    /** The same role with these tags added. */
    public LiveRole withTags(Map<String, String> added) {
        Map<String, String> all = new HashMap<>(tags);
        all.putAll(added);
        return new LiveRole(arn, id, name, path, trust, description, maxSession, permissionsBoundaryArn, all);
    }
}
