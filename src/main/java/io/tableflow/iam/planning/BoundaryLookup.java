package io.tableflow.iam.planning;

import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.comparison.ObservedIam;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import org.jspecify.annotations.Nullable;

/**
 * Whether the permissions boundary that a role would get exists.
 *
 * @param conflict that it does not; null otherwise
 * @param notSearched why that is not known; null if it is
 */
record BoundaryLookup(@Nullable String conflict, @Nullable String notSearched) {

    private static final BoundaryLookup NOTHING = new BoundaryLookup(null, null);

    static BoundaryLookup of(IamAccount iam, EnvironmentSpec spec, ObservedIam observed) {
        String arn = spec.permissionsBoundaryArn();
        ObservedIam.Role role = observed.role();
        if (arn == null || (role != null && arn.equals(role.permissionsBoundaryArn()))) {
            return NOTHING;
        }
        try {
            return iam.findPolicy(arn).isPresent()
                    ? NOTHING
                    : new BoundaryLookup("There is no policy " + arn + ", so AWS takes it for no boundary.", null);
        } catch (AwsException denied) {
            // Only iam:GetPolicy of that policy is missing, which installations of versions before may lack.
            if (denied.kind() != AwsException.Kind.ACCESS_DENIED) {
                throw denied;
            }
            return new BoundaryLookup(
                    null, "Whether the permissions boundary " + arn + " exists is not known: " + denied.getMessage());
        }
    }
}
