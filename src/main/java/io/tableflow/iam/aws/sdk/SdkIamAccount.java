package io.tableflow.iam.aws.sdk;

import io.tableflow.iam.aws.AuthorizationPage;
import io.tableflow.iam.aws.AwsWrite;
import io.tableflow.iam.aws.CreatedPolicy;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.IamEntity;
import io.tableflow.iam.aws.LivePolicy;
import io.tableflow.iam.aws.NewPolicy;
import io.tableflow.iam.aws.PolicyVersion;
import io.tableflow.iam.aws.RolePage;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.document.PolicyDocument;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.DetachGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.PolicyUsageType;
import software.amazon.awssdk.services.iam.model.SetDefaultPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.TagPolicyRequest;
import software.amazon.awssdk.services.iam.model.UntagPolicyRequest;

/**
 * The IAM that one client of the SDK reaches: the calls about policies and about the whole account. Those about roles
 * are inherited. Each method names its operation, makes the call, and maps the answer.
 */
final class SdkIamAccount extends SdkIamRoles {

    private static final int LARGEST_PAGE = 1000;

    private final IamClient iam;
    private final AwsCallExecutor calls;

    SdkIamAccount(AwsAccount account, IamClient iam, AwsCallExecutor calls) {
        super(account, iam, calls);
        this.iam = iam;
        this.calls = calls;
    }

    @Override
    public IamAccount recording(Runnable beforeEach, Consumer<AwsWrite> writes) {
        return new SdkIamAccount(account(), iam, calls.recording(beforeEach, writes));
    }

    @Override
    public CreatedPolicy createPolicy(NewPolicy policy) {
        return calls.write(
                CreatePolicyRequest.builder()
                        .policyName(policy.name())
                        .policyDocument(policy.document().json())
                        .description(policy.description())
                        .tags(IamResponseMapper.tags(policy.tags()))
                        .build(),
                iam::createPolicy,
                answer -> IamResponseMapper.createdPolicy(answer.policy()));
    }

    @Override
    public Optional<LivePolicy> findPolicy(String policyArn) {
        return calls.find(
                "GetPolicy",
                () -> IamResponseMapper.policy(
                        iam.getPolicy(request -> request.policyArn(policyArn)).policy()));
    }

    @Override
    public void tagPolicy(String policyArn, Map<String, String> tags) {
        calls.write(
                TagPolicyRequest.builder()
                        .policyArn(policyArn)
                        .tags(IamResponseMapper.tags(tags))
                        .build(),
                iam::tagPolicy);
    }

    @Override
    public void untagPolicy(String policyArn, Collection<String> keys) {
        calls.write(
                UntagPolicyRequest.builder().policyArn(policyArn).tagKeys(keys).build(), iam::untagPolicy);
    }

    @Override
    public void deletePolicy(String policyArn) {
        calls.write(DeletePolicyRequest.builder().policyArn(policyArn).build(), iam::deletePolicy);
    }

    @Override
    public void detachFromUser(String userName, String policyArn) {
        calls.write(
                DetachUserPolicyRequest.builder()
                        .userName(userName)
                        .policyArn(policyArn)
                        .build(),
                iam::detachUserPolicy);
    }

    @Override
    public void detachFromGroup(String groupName, String policyArn) {
        calls.write(
                DetachGroupPolicyRequest.builder()
                        .groupName(groupName)
                        .policyArn(policyArn)
                        .build(),
                iam::detachGroupPolicy);
    }

    @Override
    public List<IamEntity> entitiesAttachedTo(String policyArn) {
        return entities(policyArn, PolicyUsageType.PERMISSIONS_POLICY);
    }

    @Override
    public List<IamEntity> entitiesBoundedBy(String policyArn) {
        return entities(policyArn, PolicyUsageType.PERMISSIONS_BOUNDARY);
    }

    // Without a usage filter, IAM lists attachments and boundaries together, and does not say which is which.
    private List<IamEntity> entities(String policyArn, PolicyUsageType usage) {
        return calls.read(
                "ListEntitiesForPolicy",
                () -> IamResponseMapper.entities(iam.listEntitiesForPolicyPaginator(
                        request -> request.policyArn(policyArn).policyUsageFilter(usage))));
    }

    @Override
    public List<PolicyVersion> policyVersions(String policyArn) {
        return calls.read(
                "ListPolicyVersions",
                () -> iam.listPolicyVersionsPaginator(request -> request.policyArn(policyArn)).versions().stream()
                        .map(IamResponseMapper::version)
                        .sorted(PolicyVersion.NEWEST_FIRST)
                        .toList());
    }

    @Override
    public PolicyDocument policyDocument(String policyArn, String versionId) {
        return calls.read(
                "GetPolicyVersion",
                () -> IamResponseMapper.document(IamResponseMapper.required(
                                iam.getPolicyVersion(request ->
                                                request.policyArn(policyArn).versionId(versionId))
                                        .policyVersion(),
                                "PolicyVersion")
                        .document()));
    }

    @Override
    public String createPolicyVersion(String policyArn, PolicyDocument document) {
        return calls.write(
                CreatePolicyVersionRequest.builder()
                        .policyArn(policyArn)
                        .policyDocument(document.json())
                        .setAsDefault(true)
                        .build(),
                iam::createPolicyVersion,
                answer -> IamResponseMapper.version(answer.policyVersion()).id());
    }

    @Override
    public void setDefaultPolicyVersion(String policyArn, String versionId) {
        calls.write(
                SetDefaultPolicyVersionRequest.builder()
                        .policyArn(policyArn)
                        .versionId(versionId)
                        .build(),
                iam::setDefaultPolicyVersion);
    }

    @Override
    public void deletePolicyVersion(String policyArn, String versionId) {
        calls.write(
                DeletePolicyVersionRequest.builder()
                        .policyArn(policyArn)
                        .versionId(versionId)
                        .build(),
                iam::deletePolicyVersion);
    }

    @Override
    public List<String> policiesNamed(Collection<String> names) {
        return calls.read(
                "ListPolicies",
                () -> iam
                        .listPoliciesPaginator(
                                request -> request.scope(PolicyScopeType.LOCAL).maxItems(LARGEST_PAGE))
                        .policies()
                        .stream()
                        .filter(policy -> names.stream().anyMatch(policy.policyName()::equalsIgnoreCase))
                        .map(Policy::arn)
                        .toList());
    }

    @Override
    public List<String> rolesNamed(Collection<String> names) {
        return calls.read(
                "ListRoles",
                () -> iam.listRolesPaginator(request -> request.maxItems(LARGEST_PAGE)).roles().stream()
                        .filter(role -> names.stream().anyMatch(role.roleName()::equalsIgnoreCase))
                        .map(role -> account().roleArn(role.path(), role.roleName()))
                        .toList());
    }

    @Override
    public AuthorizationPage authorizationPage(@Nullable String after, int largest) {
        return calls.read(
                "GetAccountAuthorizationDetails",
                () -> AuthorizationDetailsMapper.page(
                        account(),
                        iam.getAccountAuthorizationDetails(
                                request -> request.filter(EntityType.ROLE, EntityType.LOCAL_MANAGED_POLICY)
                                        .maxItems(largest)
                                        .marker(after))));
    }

    @Override
    public RolePage rolePage(@Nullable String after, int largest) {
        return calls.read(
                "ListRoles",
                () -> AuthorizationDetailsMapper.rolePage(
                        iam.listRoles(request -> request.maxItems(largest).marker(after))));
    }
}
