package io.tableflow.iam.aws;

import io.tableflow.iam.policy.document.PolicyDocument;
import java.util.Map;

/**
 * A customer managed policy to create, at the root path.
 *
 * @param description up to 1000 characters; IAM lets nobody change it later
 * @param tags 50 at most
 */
public record NewPolicy(String name, PolicyDocument document, String description, Map<String, String> tags) {

    public NewPolicy {
        tags = Map.copyOf(tags);
    }
}
