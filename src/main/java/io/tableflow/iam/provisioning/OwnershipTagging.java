package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.LivePolicy;
import io.tableflow.iam.aws.LiveRole;
import io.tableflow.iam.policy.OwnershipTags;
import java.util.HashMap;
import java.util.Map;

/**
 * Puts back those of our tags that somebody has taken off a resource of ours. This comes before any other change: the
 * service's permissions depend on the tag {@code managed-by} (src/docs/permissions.md), so without it every other call is
 * denied, also the one that closes a trust.
 */
final class OwnershipTagging {

    private OwnershipTagging() {}

    /** The role with all of our tags; one call if one of them is missing. */
    static LiveRole ensure(IamAccount iam, LiveRole live, OwnershipTags ownership) {
        IamChanges changes = new IamChanges();
        LiveRole tagged = ensure(iam, live, ownership, changes);
        changes.end();
        return tagged;
    }

    /** The same as one of several changes. */
    static LiveRole ensure(IamAccount iam, LiveRole live, OwnershipTags ownership, IamChanges changes) {
        Map<String, String> missing = ownership.missingIn(live.tags());
        if (missing.isEmpty()) {
            return live;
        }
        changes.make(() -> iam.tagRole(live.name(), missing));
        return live.withTags(merged(live.tags(), missing));
    }

    /** The policy with all of our tags, as one of several changes; one call if one of them is missing. */
    static LivePolicy ensure(IamAccount iam, LivePolicy live, OwnershipTags ownership, IamChanges changes) {
        Map<String, String> missing = ownership.missingIn(live.tags());
        if (missing.isEmpty()) {
            return live;
        }
        changes.make(() -> iam.tagPolicy(live.arn(), missing));
        return live.withTags(merged(live.tags(), missing));
    }

    static Map<String, String> merged(Map<String, String> live, Map<String, String> added) {
        Map<String, String> tags = new HashMap<>(live);
        tags.putAll(added);
        return tags;
    }
}
