package io.tableflow.iam.adoption;

import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.workflow.WorkflowProblem;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names of ours that a resource has which is not where ours would be: at another path, or in another letter case. IAM
 * then creates none of ours, and shows none either.
 *
 * @param problems by the resource that cannot be created
 * @param notSearched why it is not known of all; null if it is
 */
public record TakenNames(
        Map<ResourceKind, WorkflowProblem> problems,
        @Nullable String notSearched) {

    /** Searches for the names of these resources, none of which exists where ours would be. */
    public static TakenNames search(IamAccount iam, EnvironmentSpec spec, Collection<ResourceKind> missing) {
        Map<ResourceKind, WorkflowProblem> problems = new EnumMap<>(ResourceKind.class);
        try {
            if (missing.contains(ResourceKind.ROLE)) {
                String name = spec.names().role();
                elsewhere(iam.rolesNamed(List.of(name)), name, iam.account().roleArn(name))
                        .forEach(arn -> problems.put(ResourceKind.ROLE, OwnershipProblems.roleAtAnotherPath(arn)));
            }
            Map<ResourceKind, String> policies = new EnumMap<>(Map.of(
                    ResourceKind.S3_POLICY, spec.names().s3Policy(),
                    ResourceKind.GLUE_POLICY, spec.names().gluePolicy()));
            policies.keySet().retainAll(missing);
            List<String> found = policies.isEmpty() ? List.of() : iam.policiesNamed(policies.values());
            policies.forEach(
                    (kind, name) -> elsewhere(found, name, iam.account().policyArn(name))
                            .forEach(arn -> problems.put(kind, OwnershipProblems.policyAtAnotherPath(arn))));
            return new TakenNames(problems, null);
        } catch (AwsException denied) {
            // Only iam:ListPolicies or iam:ListRoles is missing, which installations of versions before may lack.
            if (denied.kind() != AwsException.Kind.ACCESS_DENIED) {
                throw denied;
            }
            return new TakenNames(problems, String.valueOf(denied.getMessage()));
        }
    }

    private static List<String> elsewhere(List<String> found, String name, String ours) {
        return found.stream()
                .filter(arn -> arn.substring(arn.lastIndexOf('/') + 1).equalsIgnoreCase(name))
                .filter(arn -> !arn.equals(ours))
                .toList();
    }
}
