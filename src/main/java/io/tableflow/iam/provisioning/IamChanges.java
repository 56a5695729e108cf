package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.LivePolicy;
import io.tableflow.iam.aws.LiveRole;
import io.tableflow.iam.policy.OwnershipTags;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Several changes, the most urgent first. One that AWS refuses does not prevent the others: what can be put right is.
 * Failures that pass are thrown at once, since the whole step is then attempted again.
 */
final class IamChanges {

    private @Nullable AwsException refused;

    /** Makes a change. */
    void make(Runnable change) {
        try {
            change.run();
        } catch (AwsException failure) {
            if (failure.kind().isTransient()) {
                throw failure;
            }
            if (refused == null) {
                refused = failure;
            } else {
                refused.addSuppressed(failure);
            }
        }
    }

    /**
     * Puts back those of our tags that somebody has taken off a role of ours, and returns the role with them. This comes
     * before any other change: the service's permissions depend on the tag {@code managed-by} (src/docs/permissions.md), so
     * without it every other call is denied, also the one that closes a trust.
     */
    LiveRole restoreTags(IamAccount iam, LiveRole live, OwnershipTags ownership) {
        Map<String, String> missing = ownership.missingIn(live.tags());
        if (!missing.isEmpty()) {
            make(() -> iam.tagRole(live.name(), missing));
        }
        return live.withTags(missing);
    }

    /** The same for a policy of ours. */
    LivePolicy restoreTags(IamAccount iam, LivePolicy live, OwnershipTags ownership) {
        Map<String, String> missing = ownership.missingIn(live.tags());
        if (!missing.isEmpty()) {
            make(() -> iam.tagPolicy(live.arn(), missing));
        }
        return live.withTags(missing);
    }

    /**
     * Ends them.
     *
     * @throws AwsException the first refusal, if there was one
     */
    void end() {
        if (refused != null) {
            throw refused;
        }
    }
}
