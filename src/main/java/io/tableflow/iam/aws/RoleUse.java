package io.tableflow.iam.aws;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a role was last used, in the 400 days that AWS tracks.
 *
 * @param isTold whether IAM has told; an IAM of another make may leave it out
 * @param at null: not in that time
 * @param region where; null with {@code at}
 */
public record RoleUse(
        boolean isTold, @Nullable Instant at, @Nullable String region) {}
