package io.tableflow.iam.aws.sdk;

import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.LiveRole;
import io.tableflow.iam.aws.NewRole;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.document.PolicyDocument;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.InstanceProfile;

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
    public String createRole(NewRole role) {
        return calls.call(
                "CreateRole",
                () -> IamResponseMapper.createdRole(iam.createRole(request -> request.roleName(role.name())
                                .assumeRolePolicyDocument(role.trust().json())
                                .description(role.description())
                                .maxSessionDuration(seconds(role.maxSession()))
                                .permissionsBoundary(role.permissionsBoundaryArn())
                                .tags(IamResponseMapper.tags(role.tags())))
                        .role()));
    }

    @Override
    public Optional<LiveRole> findRole(String roleName) {
        return calls.find(
                "GetRole",
                () -> IamResponseMapper.role(
                        iam.getRole(request -> request.roleName(roleName)).role()));
    }

    @Override
    public void updateTrust(String roleName, PolicyDocument trust) {
        calls.call(
                "UpdateAssumeRolePolicy",
                () -> iam.updateAssumeRolePolicy(
                        request -> request.roleName(roleName).policyDocument(trust.json())));
    }

    @Override
    public void updateRole(String roleName, String description, Duration maxSession) {
        calls.call(
                "UpdateRole",
                () -> iam.updateRole(request ->
                        request.roleName(roleName).description(description).maxSessionDuration(seconds(maxSession))));
    }

    @Override
    public void updatePermissionsBoundary(String roleName, @Nullable String policyArn) {
        if (policyArn == null) {
            calls.call(
                    "DeleteRolePermissionsBoundary",
                    () -> iam.deleteRolePermissionsBoundary(request -> request.roleName(roleName)));
        } else {
            calls.call(
                    "PutRolePermissionsBoundary",
                    () -> iam.putRolePermissionsBoundary(
                            request -> request.roleName(roleName).permissionsBoundary(policyArn)));
        }
    }

    @Override
    public void tagRole(String roleName, Map<String, String> tags) {
        calls.call(
                "TagRole",
                () -> iam.tagRole(request -> request.roleName(roleName).tags(IamResponseMapper.tags(tags))));
    }

    @Override
    public void untagRole(String roleName, Collection<String> keys) {
        calls.call(
                "UntagRole",
                () -> iam.untagRole(request -> request.roleName(roleName).tagKeys(keys)));
    }

    @Override
    public void deleteRole(String roleName) {
        calls.call("DeleteRole", () -> iam.deleteRole(request -> request.roleName(roleName)));
    }

    @Override
    public void attach(String roleName, String policyArn) {
        calls.call(
                "AttachRolePolicy",
                () -> iam.attachRolePolicy(request -> request.roleName(roleName).policyArn(policyArn)));
    }

    @Override
    public void detach(String roleName, String policyArn) {
        calls.call(
                "DetachRolePolicy",
                () -> iam.detachRolePolicy(request -> request.roleName(roleName).policyArn(policyArn)));
    }

    @Override
    public List<String> attachedPolicies(String roleName) {
        return calls.call(
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
        return calls.call(
                "ListRolePolicies",
                () -> iam.listRolePoliciesPaginator(request -> request.roleName(roleName)).policyNames().stream()
                        .toList());
    }

    @Override
    public PolicyDocument inlinePolicyDocument(String roleName, String policyName) {
        return calls.call(
                "GetRolePolicy",
                () -> IamResponseMapper.document(
                        iam.getRolePolicy(request -> request.roleName(roleName).policyName(policyName))
                                .policyDocument()));
    }

    @Override
    public void deleteInlinePolicy(String roleName, String policyName) {
        calls.call(
                "DeleteRolePolicy",
                () -> iam.deleteRolePolicy(request -> request.roleName(roleName).policyName(policyName)));
    }

    @Override
    public void removeFromInstanceProfile(String roleName, String profileName) {
        calls.call(
                "RemoveRoleFromInstanceProfile",
                () -> iam.removeRoleFromInstanceProfile(
                        request -> request.roleName(roleName).instanceProfileName(profileName)));
    }

    @Override
    public List<String> instanceProfiles(String roleName) {
        return calls.call(
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
