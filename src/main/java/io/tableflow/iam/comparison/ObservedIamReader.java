package io.tableflow.iam.comparison;

import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.policy.ResourceKind;
import org.jspecify.annotations.Nullable;

/** Reads the resources with an environment's names directly: seven calls if everything exists. */
public final class ObservedIamReader {

    private ObservedIamReader() {}

    /**
     * Reads all of them.
     *
     * @throws io.tableflow.iam.aws.AwsException {@code NOT_FOUND} if a resource vanished between two of the calls
     */
    public static ObservedIam read(IamAccount iam, EnvironmentSpec spec) {
        return new ObservedIam(
                role(iam, spec.names().role()),
                policy(iam, spec, ResourceKind.S3_POLICY),
                policy(iam, spec, ResourceKind.GLUE_POLICY));
    }

    private static ObservedIam.@Nullable Role role(IamAccount iam, String name) {
        return iam.findRole(name)
                .map(role -> ObservedIam.Role.of(role, iam.attachedPolicies(name), iam.inlinePolicies(name)))
                .orElse(null);
    }

    private static ObservedIam.@Nullable Policy policy(IamAccount iam, EnvironmentSpec spec, ResourceKind kind) {
        return iam.findPolicy(ManagedPolicies.arn(spec, kind, iam.account()))
                .map(policy ->
                        ObservedIam.Policy.of(policy, iam.policyDocument(policy.arn(), policy.defaultVersionId())))
                .orElse(null);
    }
}
