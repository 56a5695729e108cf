package io.tableflow.iam.aws;

import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.document.PolicyDocument;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The IAM of one AWS account.
 *
 * <p>Each method is one API call, with two exceptions: lists take one call for each page, and in another account than
 * our own the provisioner role is assumed first, about once an hour. Nothing is retried here. All methods throw
 * {@link AwsException}, and {@link IllegalStateException} inside a database transaction. IAM is eventually consistent:
 * a read may not show what was just written.
 */
public interface IamAccount {

    /** The account. */
    AwsAccount account();

    /**
     * The same account; every call that writes is reported to {@code writes} as soon as it has ended, also where it failed,
     * since it may have taken effect all the same. A call that was not made is not reported.
     *
     * @param beforeEach called right before each such call, which is not made if it throws
     */
    IamAccount recording(Runnable beforeEach, Consumer<AwsWrite> writes);

    /**
     * CreateRole. {@code ALREADY_EXISTS} if a role has the name, in any letter case.
     *
     * @return the role's ARN and id
     */
    CreatedRole createRole(NewRole role);

    /** GetRole. Empty if there is none. */
    Optional<LiveRole> findRole(String roleName);

    /** GetRole: when a session of the role last called AWS, in whatever service. Empty if there is no such role. */
    Optional<RoleUse> roleUse(String roleName);

    /** UpdateAssumeRolePolicy. {@code INVALID_PRINCIPAL} if IAM does not know the principal, yet or any more. */
    void updateTrust(String roleName, PolicyDocument trust);

    /**
     * UpdateRole. It always sends both values, since IAM sets the duration to an hour if it is left out.
     *
     * @param maxSession 1 to 12 hours
     */
    void updateRole(String roleName, String description, Duration maxSession);

    /** PutRolePermissionsBoundary, or DeleteRolePermissionsBoundary for null. */
    void updatePermissionsBoundary(String roleName, @Nullable String policyArn);

    /** TagRole. Adds the tags, or replaces their values. Other tags are not changed. */
    void tagRole(String roleName, Map<String, String> tags);

    /** UntagRole. No error if a key does not exist. */
    void untagRole(String roleName, Collection<String> keys);

    /** DeleteRole. {@code DELETE_CONFLICT} while it has policies or instance profiles. */
    void deleteRole(String roleName);

    /** CreatePolicy. {@code ALREADY_EXISTS} if a policy has the name. */
    CreatedPolicy createPolicy(NewPolicy policy);

    /** GetPolicy. Empty if there is none. */
    Optional<LivePolicy> findPolicy(String policyArn);

    /** TagPolicy. Adds the tags, or replaces their values. Other tags are not changed. */
    void tagPolicy(String policyArn, Map<String, String> tags);

    /** UntagPolicy. No error if a key does not exist. */
    void untagPolicy(String policyArn, Collection<String> keys);

    /**
     * DeletePolicy. {@code DELETE_CONFLICT} while it is attached, is a permissions boundary, or has other versions than
     * the default one.
     */
    void deletePolicy(String policyArn);

    /** AttachRolePolicy. No error if it is attached already. */
    void attach(String roleName, String policyArn);

    /** DetachRolePolicy. {@code NOT_FOUND} if it is not attached. */
    void detach(String roleName, String policyArn);

    /** DetachUserPolicy. {@code NOT_FOUND} if it is not attached, or there is no such user. */
    void detachFromUser(String userName, String policyArn);

    /** DetachGroupPolicy. {@code NOT_FOUND} if it is not attached, or there is no such group. */
    void detachFromGroup(String groupName, String policyArn);

    /** ListAttachedRolePolicies: the ARNs of the managed policies, ours or not. */
    List<String> attachedPolicies(String roleName);

    /** ListRolePolicies: the names of the role's inline policies. */
    List<String> inlinePolicies(String roleName);

    /** GetRolePolicy: the document, decoded. {@code NOT_FOUND} if the role has no such inline policy. */
    PolicyDocument inlinePolicyDocument(String roleName, String policyName);

    /** DeleteRolePolicy: deletes an inline policy for good. {@code NOT_FOUND} if the role has no such inline policy. */
    void deleteInlinePolicy(String roleName, String policyName);

    /** ListInstanceProfilesForRole: the names of the instance profiles that contain the role. */
    List<String> instanceProfiles(String roleName);

    /**
     * RemoveRoleFromInstanceProfile. Instances that run with the profile lose the role's credentials when they expire.
     * {@code NOT_FOUND} if the profile does not contain the role.
     */
    void removeFromInstanceProfile(String roleName, String profileName);

    /**
     * ListEntitiesForPolicy, for permissions: the roles, users and groups that have the policy attached. Those that
     * only have it as a permissions boundary are not included.
     */
    List<IamEntity> entitiesAttachedTo(String policyArn);

    /**
     * ListEntitiesForPolicy, for boundaries: the roles and users that have the policy as their permissions boundary. A
     * boundary cannot be detached like a policy, and its removal gives more permissions, so only the owner of a role or
     * user can decide on it.
     */
    List<IamEntity> entitiesBoundedBy(String policyArn);

    /** ListPolicyVersions: newest first, five at most. */
    List<PolicyVersion> policyVersions(String policyArn);

    /** GetPolicyVersion: the document, decoded. */
    PolicyDocument policyDocument(String policyArn, String versionId);

    /**
     * CreatePolicyVersion, as the default version. {@code LIMIT_EXCEEDED} if there are five already.
     *
     * @return the version's id, such as {@code v2}
     */
    String createPolicyVersion(String policyArn, PolicyDocument document);

    /** SetDefaultPolicyVersion: puts an existing version in force. {@code NOT_FOUND} if it does not exist. */
    void setDefaultPolicyVersion(String policyArn, String versionId);

    /** DeletePolicyVersion. {@code DELETE_CONFLICT} for the default version. */
    void deletePolicyVersion(String policyArn, String versionId);

    /**
     * ListRoles, all pages: the ARNs of roles with one of these names in any letter case, at any path. IAM does not
     * distinguish names by case, and a name is taken at all paths.
     */
    List<String> rolesNamed(Collection<String> names);

    /** ListPolicies, all pages: the ARNs of customer managed policies with one of these names, like the above. */
    List<String> policiesNamed(Collection<String> names);

    /**
     * GetAccountAuthorizationDetails of roles and customer managed policies: one page.
     * {@link RoleDetails} and {@link PolicyDetails} say what a page leaves out.
     *
     * @param after {@link AuthorizationPage#next} of the previous page, of whatever size; null: the first page
     * @param largest how many roles and policies it has at most, 1 to 1000
     */
    AuthorizationPage authorizationPage(@Nullable String after, int largest);

    /**
     * ListRoles: one page. It leaves out the boundary and the tags, and has what {@link RoleDetails} leaves out.
     *
     * @param after {@link RolePage#next} of the previous page, of whatever size; null: the first page
     * @param largest how many roles it has at most, 1 to 1000
     */
    RolePage rolePage(@Nullable String after, int largest);
}
