package io.tableflow.iam.comparison;

import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.policy.ResourceKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the resources with an environment's names directly: eight calls if everything exists. */
public final class ObservedIamReader {

    private static final Logger log = LoggerFactory.getLogger(ObservedIamReader.class);

    /** Where a read is optional, they mean that it cannot be made. What asks for patience is not among them. */
    private static final Set<AwsException.Kind> NOT_READABLE = EnumSet.of(
            AwsException.Kind.ACCESS_DENIED,
            AwsException.Kind.INVALID_REQUEST,
            AwsException.Kind.REFUSED,
            AwsException.Kind.UNAVAILABLE);

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
                .map(role -> ObservedIam.Role.of(
                        role, iam.attachedPolicies(name), iam.inlinePolicies(name), instanceProfiles(iam, name)))
                .orElse(null);
    }

    /** Null: they cannot be read, which says nothing about the rest: the permission, or the operation, may be missing. */
    private static @Nullable List<String> instanceProfiles(IamAccount iam, String role) {
        try {
            return iam.instanceProfiles(role);
        } catch (AwsException failure) {
            if (!NOT_READABLE.contains(failure.kind())) {
                throw failure;
            }
            log.warn("The instance profiles of role {} are not compared: {}", role, failure.getMessage());
            return null;
        }
    }

    private static ObservedIam.@Nullable Policy policy(IamAccount iam, EnvironmentSpec spec, ResourceKind kind) {
        return iam.findPolicy(ManagedPolicies.arn(spec, kind, iam.account()))
                .map(policy ->
                        ObservedIam.Policy.of(policy, iam.policyDocument(policy.arn(), policy.defaultVersionId())))
                .orElse(null);
    }
}
