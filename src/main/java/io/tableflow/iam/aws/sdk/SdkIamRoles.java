package io.tableflow.iam.aws.sdk;

import io.tableflow.iam.aws.CreatedRole;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.LiveRole;
import io.tableflow.iam.aws.NewRole;
import io.tableflow.iam.aws.RoleUse;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.document.PolicyDocument;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteRoleRequest;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.PutRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.RemoveRoleFromInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.RoleLastUsed;
import software.amazon.awssdk.services.iam.model.TagRoleRequest;
import software.amazon.awssdk.services.iam.model.UntagRoleRequest;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.UpdateRoleRequest;

/** The calls about roles and what is attached to them; the base class of {@link SdkIamAccount}. */
abstract class SdkIamRoles implements IamAccount {

    private final AwsAccount account;
    private final IamClient iam;
    private final AwsCallExecutor calls;

    SdkIamRoles(AwsAccount account, IamClient iam, AwsCallExecutor calls) {
        this.account = account;
        this.iam = iam;
        this.calls = calls;
    }

    @Override
    public AwsAccount account() {
        return account;
    }

    @Override
    public CreatedRole createRole(NewRole role) {
        return calls.write(
                CreateRoleRequest.builder()
                        .roleName(role.name())
                        .assumeRolePolicyDocument(role.trust().json())
                        .description(role.description())
                        .maxSessionDuration(seconds(role.maxSession()))
                        .permissionsBoundary(role.permissionsBoundaryArn())
                        .tags(IamResponseMapper.tags(role.tags()))
                        .build(),
                iam::createRole,
                answer -> IamResponseMapper.createdRole(account, role.name(), answer.role()));
    }

    @Override
    public Optional<LiveRole> findRole(String roleName) {
        return calls.find(
                "GetRole",
                () -> IamResponseMapper.role(
                        account,
                        iam.getRole(request -> request.roleName(roleName)).role()));
    }

    @Override
    public Optional<RoleUse> roleUse(String roleName) {
        return calls.find("GetRole", () -> {
            RoleLastUsed used = IamResponseMapper.required(
                            iam.getRole(request -> request.roleName(roleName)).role(), "Role")
                    .roleLastUsed();
            return used == null
                    ? new RoleUse(false, null, null)
                    : new RoleUse(true, used.lastUsedDate(), used.region());
        });
    }

    @Override
    public void updateTrust(String roleName, PolicyDocument trust) {
        calls.write(
                UpdateAssumeRolePolicyRequest.builder()
                        .roleName(roleName)
                        .policyDocument(trust.json())
                        .build(),
                iam::updateAssumeRolePolicy);
    }

    @Override
    public void updateRole(String roleName, String description, Duration maxSession) {
        calls.write(
                UpdateRoleRequest.builder()
                        .roleName(roleName)
                        .description(description)
                        .maxSessionDuration(seconds(maxSession))
                        .build(),
                iam::updateRole);
    }

    @Override
    public void updatePermissionsBoundary(String roleName, @Nullable String policyArn) {
        if (policyArn == null) {
            calls.write(
                    DeleteRolePermissionsBoundaryRequest.builder()
                            .roleName(roleName)
                            .build(),
                    iam::deleteRolePermissionsBoundary);
        } else {
            calls.write(
                    PutRolePermissionsBoundaryRequest.builder()
                            .roleName(roleName)
                            .permissionsBoundary(policyArn)
                            .build(),
                    iam::putRolePermissionsBoundary);
        }
    }

    @Override
    public void tagRole(String roleName, Map<String, String> tags) {
        calls.write(
                TagRoleRequest.builder()
                        .roleName(roleName)
                        .tags(IamResponseMapper.tags(tags))
                        .build(),
                iam::tagRole);
    }

    @Override
    public void untagRole(String roleName, Collection<String> keys) {
        calls.write(UntagRoleRequest.builder().roleName(roleName).tagKeys(keys).build(), iam::untagRole);
    }

    @Override
    public void deleteRole(String roleName) {
        calls.write(DeleteRoleRequest.builder().roleName(roleName).build(), iam::deleteRole);
    }

    @Override
    public void attach(String roleName, String policyArn) {
        calls.write(
                AttachRolePolicyRequest.builder()
                        .roleName(roleName)
                        .policyArn(policyArn)
                        .build(),
                iam::attachRolePolicy);
    }

    @Override
    public void detach(String roleName, String policyArn) {
        calls.write(
                DetachRolePolicyRequest.builder()
                        .roleName(roleName)
                        .policyArn(policyArn)
                        .build(),
                iam::detachRolePolicy);
    }

    @Override
    public List<String> attachedPolicies(String roleName) {
        return calls.read(
                "ListAttachedRolePolicies",
                () ->
                        iam
                                .listAttachedRolePoliciesPaginator(request -> request.roleName(roleName))
                                .attachedPolicies()
                                .stream()
                                .map(AttachedPolicy::policyArn)
                                .toList());
    }

    @Override
    public List<String> inlinePolicies(String roleName) {
        return calls.read(
                "ListRolePolicies",
                () -> iam.listRolePoliciesPaginator(request -> request.roleName(roleName)).policyNames().stream()
                        .toList());
    }

    @Override
    public PolicyDocument inlinePolicyDocument(String roleName, String policyName) {
        return calls.read(
                "GetRolePolicy",
                () -> IamResponseMapper.document(
                        iam.getRolePolicy(request -> request.roleName(roleName).policyName(policyName))
                                .policyDocument()));
    }

    @Override
    public void deleteInlinePolicy(String roleName, String policyName) {
        calls.write(
                DeleteRolePolicyRequest.builder()
                        .roleName(roleName)
                        .policyName(policyName)
                        .build(),
                iam::deleteRolePolicy);
    }

    @Override
    public void removeFromInstanceProfile(String roleName, String profileName) {
        calls.write(
                RemoveRoleFromInstanceProfileRequest.builder()
                        .roleName(roleName)
                        .instanceProfileName(profileName)
                        .build(),
                iam::removeRoleFromInstanceProfile);
    }

    @Override
    public List<String> instanceProfiles(String roleName) {
        return calls.read(
                "ListInstanceProfilesForRole",
                () ->
                        iam
                                .listInstanceProfilesForRolePaginator(request -> request.roleName(roleName))
                                .instanceProfiles()
                                .stream()
                                .map(InstanceProfile::instanceProfileName)
                                .toList());
    }

    private static int seconds(Duration duration) {
        return Math.toIntExact(duration.toSeconds());
    }
}
