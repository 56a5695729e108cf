package io.tableflow.iam.aws;

import static io.tableflow.iam.aws.IamAnswers.required;

import io.tableflow.iam.policy.PolicyDocument;
import java.time.Duration;
import java.util.List;
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
 * Turns a page of the account's details into our values. Others' roles and policies are on it as well: a document of
 * theirs that cannot be read must not hide ours.
 */
final class AuthorizationAnswers {

    private AuthorizationAnswers() {}

    static AuthorizationPage page(GetAccountAuthorizationDetailsResponse answer) {
        return new AuthorizationPage(
                answer.roleDetailList().stream().map(AuthorizationAnswers::role).toList(),
                answer.policies().stream().map(AuthorizationAnswers::policy).toList(),
                next(answer.isTruncated(), answer.marker()));
    }

    static RolePage rolePage(ListRolesResponse answer) {
        return new RolePage(
                answer.roles().stream().map(AuthorizationAnswers::listed).toList(),
                next(answer.isTruncated(), answer.marker()));
    }

    private static ListedRole listed(Role role) {
        Integer seconds = role.maxSessionDuration();
        return new ListedRole(
                required(role.roleName(), "RoleName"), seconds == null ? null : Duration.ofSeconds(seconds));
    }

    // An end that is none would make roles look deleted: what says that there is more, has to say where.
    private static @Nullable String next(@Nullable Boolean isTruncated, @Nullable String marker) {
        return required(isTruncated, "IsTruncated") ? required(marker, "Marker") : null;
    }

    private static RoleDetails role(RoleDetail role) {
        return new RoleDetails(
                required(role.arn(), "Arn"),
                required(role.roleId(), "RoleId"),
                required(role.roleName(), "RoleName"),
                required(role.path(), "Path"),
                document(role.assumeRolePolicyDocument()),
                IamAnswers.tags(role.tags()),
                role.attachedManagedPolicies().stream()
                        .map(AttachedPolicy::policyArn)
                        .toList(),
                role.rolePolicyList().stream().map(PolicyDetail::policyName).toList(),
                IamAnswers.boundary(role.permissionsBoundary()),
                role.instanceProfileList().stream()
                        .map(InstanceProfile::instanceProfileName)
                        .toList());
    }

    private static PolicyDetails policy(ManagedPolicyDetail policy) {
        String arn = required(policy.arn(), "Arn");
        String inForce = required(policy.defaultVersionId(), "DefaultVersionId");
        List<PolicyVersion> versions = policy.policyVersionList().stream()
                .map(IamAnswers::version)
                .sorted(PolicyVersion.NEWEST_FIRST)
                .toList();
        return new PolicyDetails(
                arn,
                // Emulators leave the name out; it always is the last part of the ARN.
                arn.substring(arn.lastIndexOf('/') + 1),
                required(policy.path(), "Path"),
                inForce,
                documentOf(policy, inForce),
                versions,
                required(policy.attachmentCount(), "AttachmentCount"));
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
            return IamAnswers.document(text);
        } catch (SdkClientException notEncoded) {
            return new PolicyDocument(text);
        }
    }
}
