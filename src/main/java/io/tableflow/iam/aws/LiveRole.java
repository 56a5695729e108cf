package io.tableflow.iam.aws;

import io.tableflow.iam.policy.document.PolicyDocument;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A role as it is now.
 *
 * @param path {@code /}, or {@code /a/b/}
 * @param trust who may assume it, decoded
 * @param description empty where it has none
 * @param permissionsBoundaryArn null where it has none
 */
public record LiveRole(
        String arn,
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
    public LiveRole withTags(Map<String, String> tags) {
        return new LiveRole(arn, name, path, trust, description, maxSession, permissionsBoundaryArn, tags);
    }
}
