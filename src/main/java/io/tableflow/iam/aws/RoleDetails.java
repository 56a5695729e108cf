package io.tableflow.iam.aws;

import io.tableflow.iam.policy.document.PolicyDocument;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A role as GetAccountAuthorizationDetails tells it.
 *
 * <p>The API's {@code RoleDetail} has neither the description nor the longest session of a role: to see that somebody
 * changed the description, {@link IamAccount#findRole} has to ask for each role; {@link IamAccount#rolePage} tells the longest
 * session of all.
 *
 * @param path {@code /}, or {@code /a/b/}
 * @param trust who may assume it, decoded; what cannot be decoded is there as it came, what is missing is the
 *     empty text, and both are the same as nothing
 * @param attachedPolicies the ARNs of its managed policies, ours or not
 * @param inlinePolicies the names of the policies that are written into the role itself
 * @param permissionsBoundaryArn null where none was told. This call was seen without boundaries in 2018
 *     (awsdocs/iam-user-guide issue 81) and with them in 2023 (noqdev/iambic pull request 217): before a null counts as a
 *     removed boundary, {@link IamAccount#findRole} is asked
 */
public record RoleDetails(
        String arn,
        String name,
        String path,
        PolicyDocument trust,
        Map<String, String> tags,
        List<String> attachedPolicies,
        List<String> inlinePolicies,
        @Nullable String permissionsBoundaryArn) {

    public RoleDetails {
        tags = Map.copyOf(tags);
        attachedPolicies = List.copyOf(attachedPolicies);
        inlinePolicies = List.copyOf(inlinePolicies);
    }
}
