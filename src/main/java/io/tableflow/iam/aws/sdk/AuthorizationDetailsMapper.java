package io.tableflow.iam.aws.sdk;

import static io.tableflow.iam.aws.sdk.IamResponseMapper.required;

import io.tableflow.iam.aws.AuthorizationPage;
import io.tableflow.iam.aws.ListedRole;
import io.tableflow.iam.aws.PolicyDetails;
import io.tableflow.iam.aws.RoleDetails;
import io.tableflow.iam.aws.RolePage;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.document.PolicyDocument;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsResponse;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;
import software.amazon.awssdk.services.iam.model.ManagedPolicyDetail;
import software.amazon.awssdk.services.iam.model.PolicyDetail;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.RoleDetail;

/**
 * Maps a page of the account's details to our values. The page also has roles and policies of others: one of their
 * documents that cannot be read must not hide ours.
 */
final class AuthorizationDetailsMapper {

    private AuthorizationDetailsMapper() {}

    static AuthorizationPage page(AwsAccount account, GetAccountAuthorizationDetailsResponse answer) {
        return new AuthorizationPage(
                answer.roleDetailList().stream()
                        .map(role -> role(account, role))
                        .toList(),
                answer.policies().stream()
                        .map(AuthorizationDetailsMapper::policy)
                        .toList(),
                next(answer.isTruncated(), answer.marker()));
    }

    static RolePage rolePage(ListRolesResponse answer) {
        return new RolePage(
                answer.roles().stream().map(AuthorizationDetailsMapper::listed).toList(),
                next(answer.isTruncated(), answer.marker()));
    }

    private static ListedRole listed(Role role) {
        Integer seconds = role.maxSessionDuration();
        return new ListedRole(
                required(role.roleName(), "RoleName"), seconds == null ? null : Duration.ofSeconds(seconds));
    }

    // A missing marker would make the roles on later pages look deleted, so a truncated page must have one.
    private static @Nullable String next(@Nullable Boolean isTruncated, @Nullable String marker) {
        return required(isTruncated, "IsTruncated") ? required(marker, "Marker") : null;
    }

    private static RoleDetails role(AwsAccount account, RoleDetail role) {
        return new RoleDetails(
                account.roleArn(required(role.path(), "Path"), required(role.roleName(), "RoleName")),
                required(role.roleName(), "RoleName"),
                required(role.path(), "Path"),
                document(role.assumeRolePolicyDocument()),
                IamResponseMapper.tags(role.tags()),
                role.attachedManagedPolicies().stream()
                        .map(AttachedPolicy::policyArn)
                        .toList(),
                role.rolePolicyList().stream().map(PolicyDetail::policyName).toList(),
                role.hasInstanceProfileList()
                        ? role.instanceProfileList().stream()
                                .map(InstanceProfile::instanceProfileName)
                                .toList()
                        : null,
                IamResponseMapper.boundary(role.permissionsBoundary()));
    }

    private static PolicyDetails policy(ManagedPolicyDetail policy) {
        String arn = required(policy.arn(), "Arn");
        String inForce = required(policy.defaultVersionId(), "DefaultVersionId");
        return new PolicyDetails(
                arn,
                // Emulators leave the name out; it is always the last part of the ARN.
                arn.substring(arn.lastIndexOf('/') + 1),
                inForce,
                documentOf(policy, inForce));
    }

    private static PolicyDocument documentOf(ManagedPolicyDetail policy, String versionId) {
        return policy.policyVersionList().stream()
                .filter(version -> versionId.equals(version.versionId()))
                .findFirst()
                .map(version -> document(version.document()))
                .orElse(new PolicyDocument(""));
    }

    private static PolicyDocument document(@Nullable String answer) {
        String text = answer == null ? "" : answer;
        try {
            return IamResponseMapper.document(text);
        } catch (SdkClientException notEncoded) {
            return new PolicyDocument(text);
        }
    }
}
