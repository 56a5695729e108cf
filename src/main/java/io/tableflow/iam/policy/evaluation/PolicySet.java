package io.tableflow.iam.policy.evaluation;

import io.tableflow.iam.policy.statement.ParsedPolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The policies that bear on a request, as far as they can be seen.
 *
 * @param identity the principal's own; null: they can't be seen
 * @param resource the resource's; null: it has none, or it can't be seen
 * @param isResourceSeen whether it is known that a resource without a policy here has none
 * @param boundary the principal's permissions boundary; null: none
 * @param session the session policy; null: none
 * @param scps the service control policies by level, from the root of the organization down to the account; null: none known
 * @param scpAccount the account that they hang on; null: the principal's
 * @param rcps the resource control policies by level; null: none known
 */
public record PolicySet(
        @Nullable List<ParsedPolicy> identity,
        @Nullable ParsedPolicy resource,
        boolean isResourceSeen,
        @Nullable ParsedPolicy boundary,
        @Nullable ParsedPolicy session,
        @Nullable List<List<ParsedPolicy>> scps,
        @Nullable String scpAccount,
        @Nullable List<List<ParsedPolicy>> rcps) {

    /** Nothing can be seen of the principal's side, and nothing of the resource's. */
    public static PolicySet unseen() {
        return new PolicySet(null, null, false, null, null, null, null, null);
    }

    /** The same, where the principal's own policies are these. */
    public PolicySet withIdentity(List<ParsedPolicy> policies) {
        return new PolicySet(policies, resource, isResourceSeen, boundary, session, scps, scpAccount, rcps);
    }

    /** The same with a resource policy; null: the resource has none. */
    public PolicySet withResource(@Nullable ParsedPolicy policy) {
        return new PolicySet(identity, policy, true, boundary, session, scps, scpAccount, rcps);
    }

    /** The same with a permissions boundary. */
    public PolicySet withBoundary(@Nullable ParsedPolicy policy) {
        return new PolicySet(identity, resource, isResourceSeen, policy, session, scps, scpAccount, rcps);
    }

    /** The same with a session policy. */
    public PolicySet withSession(@Nullable ParsedPolicy policy) {
        return new PolicySet(identity, resource, isResourceSeen, boundary, policy, scps, scpAccount, rcps);
    }

    /** The same with service control policies. */
    public PolicySet withScps(@Nullable String account, @Nullable List<List<ParsedPolicy>> levels) {
        return new PolicySet(identity, resource, isResourceSeen, boundary, session, levels, account, rcps);
    }

    /** The same with resource control policies. */
    public PolicySet withRcps(@Nullable List<List<ParsedPolicy>> levels) {
        return new PolicySet(identity, resource, isResourceSeen, boundary, session, scps, scpAccount, levels);
    }
}
