package io.tableflow.iam.accesscheck;

import io.tableflow.iam.policy.evaluation.RequestContext;
import io.tableflow.iam.policy.evaluation.RequestPrincipal;
import org.jspecify.annotations.Nullable;

/**
 * May this principal take this action on this resource?
 *
 * @param resource its ARN, or {@code *}
 * @param resourceAccount the account that the resource is in; null: that of its ARN, or else our own
 */
public record AccessQuestion(
        RequestPrincipal principal,
        String action,
        String resource,
        @Nullable String resourceAccount,
        RequestContext context) {}
