package io.tableflow.iam.aws;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of an account's roles and policies. A role and the policies attached to it may come on different pages, and
 * a page may be empty although others follow.
 *
 * <p>Pages are not from one moment, and each may not show what was written shortly before. Read a resource directly
 * before you change it because of a page.
 *
 * @param roles all roles, including those of AWS's services (path {@code /aws-service-role/})
 * @param policies the customer managed policies, attached or not; not AWS's own
 * @param next the parameter of {@link IamAccount#authorizationPage} for the next page; null: this is the last
 */
public record AuthorizationPage(
        List<RoleDetails> roles,
        List<PolicyDetails> policies,
        @Nullable String next) {

    public AuthorizationPage {
        roles = List.copyOf(roles);
        policies = List.copyOf(policies);
    }
}
