package io.tableflow.iam.policy.statement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One statement of a policy.
 *
 * @param index its place in the policy, from 0
 * @param sid its Sid; null: it has none
 * @param principal null: it has none, so in a policy that names principals it has no effect
 * @param resource null: it has none, as in a trust
 */
public record PolicyStatement(
        int index,
        @Nullable String sid,
        boolean denies,
        @Nullable PrincipalElement principal,
        Names action,
        @Nullable Names resource,
        List<Condition> conditions) {}
