package io.tableflow.iam.comparison;

import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.policy.PolicyKind;
import org.jspecify.annotations.Nullable;

/** Reads what stands under an environment's names, directly: seven calls where everything is there. */
public final class ObservedIamReader {

    private ObservedIamReader() {}

    /**
     * Reads it.
     *
     * @throws io.tableflow.iam.aws.AwsFailure {@code NOT_FOUND} where something vanished while it was read
     */
    public static ObservedIam read(IamAccount iam, EnvironmentSpec spec) {
        return new ObservedIam(
                role(iam, spec.names().role()), policy(iam, spec, PolicyKind.S3), policy(iam, spec, PolicyKind.GLUE));
    }

    private static ObservedIam.@Nullable Role role(IamAccount iam, String name) {
        return iam.findRole(name)
                .map(role -> ObservedIam.Role.of(role, iam.attachedPolicies(name), iam.inlinePolicies(name)))
                .orElse(null);
    }

    private static ObservedIam.@Nullable Policy policy(IamAccount iam, EnvironmentSpec spec, PolicyKind kind) {
        return iam.findPolicy(ManagedPolicies.arn(spec, kind, iam.account()))
                .map(policy ->
                        ObservedIam.Policy.of(policy, iam.policyDocument(policy.arn(), policy.defaultVersionId())))
                .orElse(null);
    }
}
