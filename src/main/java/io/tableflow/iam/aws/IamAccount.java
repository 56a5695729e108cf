package io.tableflow.iam.aws;

import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.document.PolicyDocument;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The IAM of one AWS account.
 *
 * <p>Each method is one API call, except that lists take one for each page, and that in another account than our own the
 * provisioner role is assumed first, about once an hour. Nothing is retried here. All throw {@link AwsException}; all throw
 * {@link IllegalStateException} inside a database transaction. IAM shows a change everywhere only after a while: what was
 * just written may not be there to read.
 */
public interface IamAccount {

    /** The account. */
    AwsAccount account();

    /**
     * CreateRole. {@code ALREADY_EXISTS} where a role has the name, in any letter case.
     *
     * @return the role's ARN
     */
    String createRole(NewRole role);

    /** GetRole. Empty where there is none. */
    Optional<LiveRole> findRole(String roleName);

    /** UpdateAssumeRolePolicy. {@code INVALID_PRINCIPAL} where IAM does not know the principal, yet or any more. */
    void updateTrust(String roleName, PolicyDocument trust);

    /**
     * UpdateRole: both at once, since IAM sets the duration to an hour where it is left out.
     *
     * @param maxSession 1 to 12 hours
     */
    void updateRole(String roleName, String description, Duration maxSession);

    /** PutRolePermissionsBoundary, or DeleteRolePermissionsBoundary for null. */
    void updatePermissionsBoundary(String roleName, @Nullable String policyArn);

    /** TagRole. Adds the tags, or replaces their values; the others stay. */
    void tagRole(String roleName, Map<String, String> tags);

    /** UntagRole. No error where a key is not there. */
    void untagRole(String roleName, Collection<String> keys);

    /** DeleteRole. {@code DELETE_CONFLICT} while it has policies or instance profiles. */
    void deleteRole(String roleName);

    /** CreatePolicy. {@code ALREADY_EXISTS} where a policy has the name. */
    CreatedPolicy createPolicy(NewPolicy policy);

    /** GetPolicy. Empty where there is none. */
    Optional<LivePolicy> findPolicy(String policyArn);

    /** TagPolicy. Adds the tags, or replaces their values; the others stay. */
    void tagPolicy(String policyArn, Map<String, String> tags);

    /** UntagPolicy. No error where a key is not there. */
    void untagPolicy(String policyArn, Collection<String> keys);

    /**
     * DeletePolicy. {@code DELETE_CONFLICT} while it is attached, bounds somebody, or has versions other than the default
     * one.
     */
    void deletePolicy(String policyArn);

    /** AttachRolePolicy. No error where it is attached already. */
    void attach(String roleName, String policyArn);

    /** DetachRolePolicy. {@code NOT_FOUND} where it is not attached. */
    void detach(String roleName, String policyArn);

    /** DetachUserPolicy. {@code NOT_FOUND} where it is not attached, or there is no such user. */
    void detachFromUser(String userName, String policyArn);

    /** DetachGroupPolicy. {@code NOT_FOUND} where it is not attached, or there is no such group. */
    void detachFromGroup(String groupName, String policyArn);

    /** ListAttachedRolePolicies: the ARNs of the managed policies, ours or not. */
    List<String> attachedPolicies(String roleName);

    /** ListRolePolicies: the names of the policies that are written into the role itself. */
    List<String> inlinePolicies(String roleName);

    /** GetRolePolicy: the document, decoded. {@code NOT_FOUND} where the role has no such inline policy. */
    PolicyDocument inlinePolicyDocument(String roleName, String policyName);

    /** DeleteRolePolicy, of an inline policy: it is gone for good. {@code NOT_FOUND} where the role has none such. */
    void deleteInlinePolicy(String roleName, String policyName);

    /** ListInstanceProfilesForRole: the names of the profiles that the role is in. */
    List<String> instanceProfiles(String roleName);

    /**
     * RemoveRoleFromInstanceProfile. Instances that run with the profile lose the role's credentials as they expire.
     * {@code NOT_FOUND} where the role is not in it.
     */
    void removeFromInstanceProfile(String roleName, String profileName);

    /** ListEntitiesForPolicy, for permissions: what has the policy attached. Whom it bounds is not among them. */
    List<IamEntity> entitiesAttachedTo(String policyArn);

    /**
     * ListEntitiesForPolicy, for boundaries: the roles and users whose permissions the policy bounds. To detach it from
     * them is not possible, and to take the boundary away would give them more rights: only their owner can want that.
     */
    List<IamEntity> entitiesBoundedBy(String policyArn);

    /** ListPolicyVersions: newest first, five at most. */
    List<PolicyVersion> policyVersions(String policyArn);

    /** GetPolicyVersion: the document, decoded. */
    PolicyDocument policyDocument(String policyArn, String versionId);

    /**
     * CreatePolicyVersion, as the default one. {@code LIMIT_EXCEEDED} where there are five.
     *
     * @return the version's id, such as {@code v2}
     */
    String createPolicyVersion(String policyArn, PolicyDocument document);

    /** SetDefaultPolicyVersion: puts a version in force that is there. {@code NOT_FOUND} where it is not. */
    void setDefaultPolicyVersion(String policyArn, String versionId);

    /** DeletePolicyVersion. {@code DELETE_CONFLICT} for the default one. */
    void deletePolicyVersion(String policyArn, String versionId);

    /**
     * GetAccountAuthorizationDetails of roles and customer managed policies: one page, of a thousand of them at most. What
     * a page leaves out is said at {@link RoleDetails} and {@link PolicyDetails}.
     *
     * @param after {@link AuthorizationPage#next} of the page before; null: the first page
     */
    AuthorizationPage authorizationPage(@Nullable String after);

    /**
     * ListRoles: one page, of a thousand roles at most. It leaves out the boundary and the tags, and has what
     * {@link RoleDetails} has not.
     *
     * @param after {@link RolePage#next} of the page before; null: the first page
     */
    RolePage rolePage(@Nullable String after);
}
