package io.tableflow.iam.aws.sdk;

import io.tableflow.iam.aws.AuthorizationPage;
import io.tableflow.iam.aws.CreatedPolicy;
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
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.PolicyUsageType;

/**
 * The IAM that one client of the SDK reaches: the calls about policies and about the whole account. Those about roles
 * are inherited. Each method names its operation, makes the call, and maps the answer.
 */
final class SdkIamAccount extends SdkIamRoles {

    // The maximum that IAM allows, so that a sweep of hundreds of environments takes one call.
    private static final int LARGEST_PAGE = 1000;

    private final IamClient iam;
    private final AwsCallExecutor calls;

    SdkIamAccount(AwsAccount account, IamClient iam, AwsCallExecutor calls) {
        super(account, iam, calls);
        this.iam = iam;
        this.calls = calls;
    }

    @Override
    public CreatedPolicy createPolicy(NewPolicy policy) {
        return calls.call(
                "CreatePolicy",
                () -> IamResponseMapper.createdPolicy(iam.createPolicy(request -> request.policyName(policy.name())
                                .policyDocument(policy.document().json())
                                .description(policy.description())
                                .tags(IamResponseMapper.tags(policy.tags())))
                        .policy()));
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
        calls.call(
                "TagPolicy",
                () -> iam.tagPolicy(request -> request.policyArn(policyArn).tags(IamResponseMapper.tags(tags))));
    }

    @Override
    public void untagPolicy(String policyArn, Collection<String> keys) {
        calls.call(
                "UntagPolicy",
                () -> iam.untagPolicy(request -> request.policyArn(policyArn).tagKeys(keys)));
    }

    @Override
    public void deletePolicy(String policyArn) {
        calls.call("DeletePolicy", () -> iam.deletePolicy(request -> request.policyArn(policyArn)));
    }

    @Override
    public void detachFromUser(String userName, String policyArn) {
        calls.call(
                "DetachUserPolicy",
                () -> iam.detachUserPolicy(request -> request.userName(userName).policyArn(policyArn)));
    }

    @Override
    public void detachFromGroup(String groupName, String policyArn) {
        calls.call(
                "DetachGroupPolicy",
                () -> iam.detachGroupPolicy(
                        request -> request.groupName(groupName).policyArn(policyArn)));
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
        return calls.call(
                "ListEntitiesForPolicy",
                () -> IamResponseMapper.entities(iam.listEntitiesForPolicyPaginator(
                        request -> request.policyArn(policyArn).policyUsageFilter(usage))));
    }

    @Override
    public List<PolicyVersion> policyVersions(String policyArn) {
        return calls.call(
                "ListPolicyVersions",
                () -> iam.listPolicyVersionsPaginator(request -> request.policyArn(policyArn)).versions().stream()
                        .map(IamResponseMapper::version)
                        .sorted(PolicyVersion.NEWEST_FIRST)
                        .toList());
    }

    @Override
    public PolicyDocument policyDocument(String policyArn, String versionId) {
        return calls.call(
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
        return calls.call(
                "CreatePolicyVersion",
                () -> IamResponseMapper.version(iam.createPolicyVersion(request -> request.policyArn(policyArn)
                                        .policyDocument(document.json())
                                        .setAsDefault(true))
                                .policyVersion())
                        .id());
    }

    @Override
    public void setDefaultPolicyVersion(String policyArn, String versionId) {
        calls.call(
                "SetDefaultPolicyVersion",
                () -> iam.setDefaultPolicyVersion(
                        request -> request.policyArn(policyArn).versionId(versionId)));
    }

    @Override
    public void deletePolicyVersion(String policyArn, String versionId) {
        calls.call(
                "DeletePolicyVersion",
                () -> iam.deletePolicyVersion(
                        request -> request.policyArn(policyArn).versionId(versionId)));
    }

    @Override
    public AuthorizationPage authorizationPage(@Nullable String after) {
        return calls.call(
                "GetAccountAuthorizationDetails",
                () -> AuthorizationDetailsMapper.page(iam.getAccountAuthorizationDetails(
                        request -> request.filter(EntityType.ROLE, EntityType.LOCAL_MANAGED_POLICY)
                                .maxItems(LARGEST_PAGE)
                                .marker(after))));
    }

    @Override
    public RolePage rolePage(@Nullable String after) {
        return calls.call(
                "ListRoles",
                () -> AuthorizationDetailsMapper.rolePage(
                        iam.listRoles(request -> request.maxItems(LARGEST_PAGE).marker(after))));
    }
}
