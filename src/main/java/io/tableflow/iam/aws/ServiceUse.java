package io.tableflow.iam.aws;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a role last tried to use a service that its policies allow. Attempts that were denied count, too.
 *
 * @param namespace as in actions, such as {@code s3}
 * @param at null: not in the time that AWS tracks
 * @param region where; null with {@code at}
 * @param actions those that AWS tracks of the service; AWS never tracks reading and writing of objects
 */
public record ServiceUse(
        String namespace, @Nullable Instant at, @Nullable String region, List<ActionUse> actions) {

    public ServiceUse {
        actions = List.copyOf(actions);
    }

    /**
     * One action that is tracked.
     *
     * @param action without the service, such as {@code GetTable}
     * @param at null: not in the time that AWS tracks
     * @param region where; null with {@code at}
     */
    public record ActionUse(
            String action, @Nullable Instant at, @Nullable String region) {}
}
