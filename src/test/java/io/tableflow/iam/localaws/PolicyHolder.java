package io.tableflow.iam.localaws;

import java.util.NavigableMap;
import java.util.Optional;

/** An entity that managed policies can be attached to: a role, a user or a group. */
interface PolicyHolder {

    /** {@code Role}, {@code User} or {@code Group}. */
    String kind();

    String name();

    String id();

    String path();

    /** Names of attached managed policies by ARN. */
    NavigableMap<String, String> attachedPolicies();

    /** The ARN of the permissions boundary. */
    Optional<String> boundary();

    default boolean has(ManagedPolicy policy) {
        return attachedPolicies().containsKey(policy.arn());
    }

    default boolean isBoundedBy(ManagedPolicy policy) {
        return boundary().filter(policy.arn()::equals).isPresent();
    }

    default void attach(ManagedPolicy policy) {
        if (attachedPolicies().size() >= ParameterLimits.POLICIES_PER_HOLDER && !has(policy)) {
            throw AwsError.limitExceeded(
                    "Cannot exceed quota for PoliciesPer%s: %d".formatted(kind(), ParameterLimits.POLICIES_PER_HOLDER));
        }
        attachedPolicies().put(policy.arn(), policy.name());
    }

    default void detach(String policyArn) {
        if (attachedPolicies().remove(policyArn) == null) {
            throw AwsError.noSuchEntity("Policy %s was not found.".formatted(policyArn));
        }
    }

    default void requireNoneAttached() {
        if (!attachedPolicies().isEmpty()) {
            throw AwsError.deleteConflict("Cannot delete entity, must detach all policies first.");
        }
    }
}
