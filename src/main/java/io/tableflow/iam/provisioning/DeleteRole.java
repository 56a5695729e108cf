package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.AwsFailure;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentSpec.DeletionPolicy;
import io.tableflow.iam.policy.Ownership;
import io.tableflow.iam.workflow.StepResult;
import java.util.List;
import java.util.stream.Stream;

/** The role is gone, or let go, if it was ours. */
class DeleteRole extends EnvironmentStep {

    DeleteRole(StepSupport support) {
        super("delete-role", support);
    }

    @Override
    StepResult ensure(Environment environment, IamAccount iam) {
        String name = environment.spec().names().role();
        boolean ours = iam.findRole(name)
                .filter(role -> ownership(environment).owns(role.tags()))
                .isPresent();
        if (!ours) {
            return StepResult.done();
        }
        if (environment.spec().deletionPolicy() == DeletionPolicy.RETAIN) {
            iam.untagRole(name, Ownership.tagKeys());
            return StepResult.done();
        }
        return delete(iam, name);
    }

    private static StepResult delete(IamAccount iam, String name) {
        try {
            iam.deleteRole(name);
            return StepResult.done();
        } catch (AwsFailure failure) {
            return switch (failure.kind()) {
                case NOT_FOUND -> StepResult.done();
                case DELETE_CONFLICT -> whatHoldsIt(iam, name, failure);
                default -> throw failure;
            };
        }
    }

    /** Our own policies were detached before: what is still there is others', or not gone from IAM's view yet. */
    private static StepResult whatHoldsIt(IamAccount iam, String name, AwsFailure conflict) {
        List<String> attachments = Stream.of(
                        iam.attachedPolicies(name).stream().map(arn -> "policy " + arn),
                        iam.inlinePolicies(name).stream().map(inline -> "inline policy " + inline),
                        iam.instanceProfiles(name).stream().map(profile -> "instance profile " + profile))
                .flatMap(it -> it)
                .toList();
        return attachments.isEmpty()
                ? AwsFailures.toResult(conflict)
                : new StepResult.Failed(Foreign.roleAttachments(name, attachments));
    }
}
