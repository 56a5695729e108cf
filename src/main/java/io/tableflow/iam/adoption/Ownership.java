package io.tableflow.iam.adoption;

import io.tableflow.iam.aws.LivePolicy;
import io.tableflow.iam.aws.LiveRole;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.spec.DesiredPolicies;
import io.tableflow.iam.policy.OwnershipTags;
import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.policy.document.PolicyDocument;

/**
 * Whose a live resource with one of an environment's names is, by its tags, and by what the row knows of what the
 * environment created or adopted. A deletion must not end while something that the environment opened is open, only because
 * somebody took a tag off. Pure functions, so that a plan and the steps decide alike.
 */
public enum Ownership {
    /** It has the tag with the environment's id. */
    OURS,
    /** It does not have the tag, and is what the environment created or adopted all the same. */
    UNTAGGED,
    /** It does not have the tag, and may be what the environment created or adopted: that cannot be proven. */
    UNPROVEN,
    /** The environment never had it, or somebody has created it again. */
    OTHERS;

    /** Whose a role is. Its id proves it; a row of an earlier version, without the id, needs the trust that was written. */
    public static Ownership ofRole(Environment environment, LiveRole live) {
        OwnershipTags ownership = new OwnershipTags(environment.name(), environment.id());
        if (ownership.owns(live.tags())) {
            return OURS;
        }
        String id = environment.observed().resources().role().id();
        if (environment.observed().resources().role().arn() == null || (id != null && !id.equals(live.id()))) {
            return OTHERS;
        }
        boolean isOurTrust = live.trust()
                .sameAs(DesiredPolicies.trust(
                        environment.spec(), environment.observed().trusted()));
        boolean isProven =
                (id != null || isOurTrust) && ownership.otherOwner(live.tags()).isEmpty();
        return isProven ? UNTAGGED : UNPROVEN;
    }

    /**
     * Whose a policy is. By itself it lets in nobody, so one that has the tag of another environment is theirs.
     *
     * @param inForce its document, which proves it if it is the desired one
     */
    public static Ownership ofPolicy(
            Environment environment,
            ResourceKind kind,
            LivePolicy live,
            PolicyDocument inForce,
            PolicyDocument desired) {
        OwnershipTags ownership = new OwnershipTags(environment.name(), environment.id());
        if (ownership.owns(live.tags())) {
            return OURS;
        }
        if (environment.observed().resources().arn(kind) == null
                || ownership.otherOwner(live.tags()).isPresent()) {
            return OTHERS;
        }
        return inForce.sameAs(desired) ? UNTAGGED : UNPROVEN;
    }

    /** Whether it stops a deletion that is not forced. */
    public boolean isLost() {
        return this == UNTAGGED || this == UNPROVEN;
    }
}
