package io.tableflow.iam.aws;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of all that stands in an account. A role and the policies attached to it may come on different pages, and a page
 * may be empty although others follow.
 *
 * <p>It is a picture taken in passing: pages are not of one moment, and each may be behind what was just written. Whoever is
 * about to change something because of it reads that one thing again first.
 *
 * @param roles all of them, those of AWS's services (path {@code /aws-service-role/}) too
 * @param policies the customer managed ones, attached or not; not AWS's
 * @param next what {@link IamAccount#authorizationPage} wants for the page after this one; null: this was the last
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
