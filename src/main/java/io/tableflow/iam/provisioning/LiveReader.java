package io.tableflow.iam.provisioning;

import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.environment.EnvironmentSpec;
import io.tableflow.iam.policy.PolicyKind;
import org.jspecify.annotations.Nullable;

/** Reads what stands under an environment's names, directly: seven calls where everything is there. */
public final class LiveReader {

    private LiveReader() {}

    /**
     * Reads it.
     *
     * @throws io.tableflow.iam.aws.AwsFailure {@code NOT_FOUND} where something vanished while it was read
     */
    public static Live read(IamAccount iam, EnvironmentSpec spec) {
        return new Live(
                role(iam, spec.names().role()), policy(iam, spec, PolicyKind.S3), policy(iam, spec, PolicyKind.GLUE));
    }

    private static Live.@Nullable Role role(IamAccount iam, String name) {
        return iam.findRole(name)
                .map(role -> Live.Role.of(role, iam.attachedPolicies(name), iam.inlinePolicies(name)))
                .orElse(null);
    }

    private static Live.@Nullable Policy policy(IamAccount iam, EnvironmentSpec spec, PolicyKind kind) {
        return iam.findPolicy(ManagedPolicy.arn(spec, kind, iam.account()))
                .map(policy -> Live.Policy.of(policy, iam.policyDocument(policy.arn(), policy.defaultVersionId())))
                .orElse(null);
    }
}
