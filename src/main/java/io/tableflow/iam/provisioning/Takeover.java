package io.tableflow.iam.provisioning;

import io.tableflow.iam.environment.EnvironmentSpec;
import io.tableflow.iam.policy.Ownership;
import io.tableflow.iam.policy.PolicyDocument;
import io.tableflow.iam.policy.RoleArn;
import io.tableflow.iam.workflow.WorkflowProblem;
import java.util.Map;
import java.util.Optional;

/** What may be taken over at all. Pure: for a plan as for the steps. */
final class Takeover {

    private Takeover() {}

    /** Why a role that is not ours has to be left alone; empty: it may be taken over. */
    static Optional<WorkflowProblem> obstacle(
            EnvironmentSpec spec, Ownership ownership, String arn, PolicyDocument trust, Map<String, String> tags) {
        if (!spec.adoptExisting()) {
            return Optional.of(Foreign.role(arn, trust));
        }
        Optional<WorkflowProblem> owned = owned(ownership, "The role " + arn, tags);
        boolean isAtRoot =
                RoleArn.parse(arn).filter(role -> role.path().equals("/")).isPresent();
        return owned.isPresent() || isAtRoot ? owned : Optional.of(Foreign.roleAtAnotherPath(arn));
    }

    /** Why a policy that is not ours has to be left alone; empty: it may be taken over. */
    static Optional<WorkflowProblem> obstacle(
            EnvironmentSpec spec, Ownership ownership, String arn, Map<String, String> tags) {
        return spec.adoptExisting() ? owned(ownership, "The policy " + arn, tags) : Optional.of(Foreign.policy(arn));
    }

    private static Optional<WorkflowProblem> owned(Ownership ownership, String what, Map<String, String> tags) {
        return ownership.otherOwner(tags).map(owner -> Foreign.ownedByAnother(what, owner));
    }
}
