package io.tableflow.iam.confluent.orphan;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A provider integration that was left at Confluent. What identifies it is the role, which has one in a Confluent environment at most.
 *
 * @param role the ARN of the role that it is for; the role may be gone
 * @param id null: not known, since Confluent could not be asked
 * @param environment the name of the environment that left it
 * @param leftBy who forced the deletion, or abandoned the environment
 * @param missedAt when the first of the lists in a row was asked for that do not have it; null: the latest has it, or there was none
 */
public record LeftIntegration(
        String confluentEnvironment,
        String role,
        @Nullable String id,
        String account,
        String environment,
        UUID environmentId,
        String leftBy,
        String why,
        Instant leftAt,
        @Nullable Instant missedAt) {}
