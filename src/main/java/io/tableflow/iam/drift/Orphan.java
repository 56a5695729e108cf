package io.tableflow.iam.drift;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A role or policy that no environment has.
 *
 * @param environment the name of the environment that it seems to be for; null: its name is none of ours
 * @param environmentId the id in its tags; null: it has none of our tags, and is only remembered so as not to be read again
 * @param lookedAt when it was last read
 * @param seenSince when a sweep first found it
 */
record Orphan(
        String arn,
        String accountId,
        @Nullable String environment,
        @Nullable String environmentId,
        Instant lookedAt,
        Instant seenSince) {

    /** Whether it carries our tags. */
    boolean isOurs() {
        return environmentId != null;
    }
}
