package io.tableflow.iam.aws;

import java.util.HashMap;
import java.util.Map;

/**
 * A customer managed policy as it is now, without its documents.
 *
 * @param defaultVersionId the version that is in force
 * @param boundaryUsageCount how many roles and users it bounds; while there is one, the policy cannot be deleted
 */
public record LivePolicy(String arn, String defaultVersionId, int boundaryUsageCount, Map<String, String> tags) {

    public LivePolicy {
        tags = Map.copyOf(tags);
    }

    /** The same policy with these tags added. */
    public LivePolicy withTags(Map<String, String> added) {
        Map<String, String> all = new HashMap<>(tags);
        all.putAll(added);
        return new LivePolicy(arn, defaultVersionId, boundaryUsageCount, all);
    }
}
