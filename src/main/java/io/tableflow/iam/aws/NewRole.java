package io.tableflow.iam.aws;

import io.tableflow.iam.policy.document.PolicyDocument;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A role to create, at the root path.
 *
 * @param description at most 1000 characters
 * @param maxSession 1 to 12 hours
 * @param permissionsBoundaryArn the managed policy that limits the role's permissions; null: none
 * @param tags at most 50
 */
public record NewRole(
        String name,
        PolicyDocument trust,
        String description,
        Duration maxSession,
        @Nullable String permissionsBoundaryArn,
        Map<String, String> tags) {

    public NewRole {
        tags = Map.copyOf(tags);
    }
}
