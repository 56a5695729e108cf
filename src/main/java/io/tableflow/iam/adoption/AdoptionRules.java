package io.tableflow.iam.adoption;

import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.policy.OwnershipTags;
import io.tableflow.iam.policy.RoleArn;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.workflow.WorkflowProblem;
import java.util.Map;
import java.util.Optional;

/** Decides what may be adopted. Pure functions, so that a plan and the steps decide alike. */
public final class AdoptionRules {

    private AdoptionRules() {}

    /** Why a role that we do not own may not be adopted; empty: it may. */
    public static Optional<WorkflowProblem> obstacle(
            EnvironmentSpec spec, OwnershipTags ownership, String arn, PolicyDocument trust, Map<String, String> tags) {
        Optional<WorkflowProblem> owned =
                spec.adoptExisting() ? owned(ownership, "The role " + arn, tags) : Optional.empty();
        if (owned.isPresent()) {
            return owned;
        }
        boolean isWhereOursWouldBe = RoleArn.parse(arn)
                .filter(role -> role.path().equals("/")
                        && role.name().equals(spec.names().role()))
                .isPresent();
        if (!isWhereOursWouldBe) {
            return Optional.of(OwnershipProblems.roleAtAnotherPath(arn));
        }
        return spec.adoptExisting()
                ? tooManyTags(spec, ownership, "The role " + arn, tags)
                : Optional.of(OwnershipProblems.role(arn, trust));
    }

    /** Why a policy that we do not own may not be adopted; empty: it may. */
    public static Optional<WorkflowProblem> obstacle(
            EnvironmentSpec spec, OwnershipTags ownership, String arn, Map<String, String> tags) {
        return spec.adoptExisting()
                ? owned(ownership, "The policy " + arn, tags)
                        .or(() -> tooManyTags(spec, ownership, "The policy " + arn, tags))
                : Optional.of(OwnershipProblems.policy(arn));
    }

    /** Counted before the first tag is written: an adoption that stopped at it would leave the others tagged. */
    private static Optional<WorkflowProblem> tooManyTags(
            EnvironmentSpec spec, OwnershipTags ownership, String what, Map<String, String> tags) {
        int surplus = ownership.surplusOn(tags, spec.tags());
        return surplus == 0 ? Optional.empty() : Optional.of(OwnershipProblems.tooManyTags(what, tags.size(), surplus));
    }

    private static Optional<WorkflowProblem> owned(OwnershipTags ownership, String what, Map<String, String> tags) {
        return ownership.otherOwner(tags).map(owner -> OwnershipProblems.ownedByAnother(what, owner));
    }
}
