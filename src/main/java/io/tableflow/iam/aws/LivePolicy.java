package io.tableflow.iam.aws;

import java.util.Map;

/**
 * A customer managed policy as it stands, without its documents.
 *
 * @param defaultVersionId the version that is in force
 * @param attachmentCount how many roles, users and groups have it
 */
public record LivePolicy(
        String arn, String name, String defaultVersionId, int attachmentCount, Map<String, String> tags) {

    public LivePolicy {
        tags = Map.copyOf(tags);
    }
}
