package io.tableflow.iam.confluent.cloud;

import org.jspecify.annotations.Nullable;

/**
 * A call that changed something at Confluent Cloud, or was meant to.
 *
 * @param method {@code POST} or {@code DELETE}
 * @param path without the query, such as {@code /pim/v1/integrations/cspi-42o61}
 * @param confluentEnvironment the Confluent environment, {@code env-...}
 * @param status the HTTP status of the answer; null if none came, so that the call may have taken effect all the same
 * @param requestId Confluent's {@code X-Request-Id}, by which its support finds the call; null if it gave none
 */
public record CloudWrite(
        String method,
        String path,
        String confluentEnvironment,
        @Nullable Integer status,
        @Nullable String requestId) {}
