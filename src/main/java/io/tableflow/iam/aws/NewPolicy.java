package io.tableflow.iam.aws;

import io.tableflow.iam.policy.document.PolicyDocument;
import java.util.Map;

/**
 * A customer managed policy to create, at the root path.
 *
 * @param description at most 1000 characters; IAM does not allow to change it later
 * @param tags at most 50
 */
public record NewPolicy(String name, PolicyDocument document, String description, Map<String, String> tags) {

    public NewPolicy {
        tags = Map.copyOf(tags);
    }
}
