package io.tableflow.iam.aws;

import io.tableflow.iam.policy.document.PolicyDocument;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A role in the answer of GetAccountAuthorizationDetails.
 *
 * <p>The API's {@code RoleDetail} has neither the description nor the maximum session duration.
 * {@link IamAccount#findRole} returns both for one role, and {@link IamAccount#rolePage} returns the durations of all
 * roles.
 *
 * @param path {@code /}, or {@code /a/b/}
 * @param trust who may assume it, decoded; as it was received if it cannot be decoded, and empty if it is missing: both
 *     equal no document of ours
 * @param attachedPolicies the ARNs of its managed policies, ours or not
 * @param inlinePolicies the names of the role's inline policies
 * @param instanceProfiles the names of the instance profiles that contain it; null if the answer has no list of them, not even an
 *     empty one, as AWS's always has
 * @param permissionsBoundaryArn null if the answer has none. This operation was seen without boundaries in 2018
 *     (awsdocs/iam-user-guide issue 81) and with them in 2023 (noqdev/iambic pull request 217), so
 *     {@link IamAccount#findRole} is asked before null counts as a removed boundary
 */
public record RoleDetails(
        String arn,
        String name,
        String path,
        PolicyDocument trust,
        Map<String, String> tags,
        List<String> attachedPolicies,
        List<String> inlinePolicies,
        @Nullable List<String> instanceProfiles,
        @Nullable String permissionsBoundaryArn) {

    public RoleDetails {
        tags = Map.copyOf(tags);
        attachedPolicies = List.copyOf(attachedPolicies);
        inlinePolicies = List.copyOf(inlinePolicies);
        instanceProfiles = instanceProfiles == null ? null : List.copyOf(instanceProfiles);
    }
}
