package io.tableflow.iam.aws.sdk;

import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.resource.BucketEncryption;
import io.tableflow.iam.aws.resource.KeyDetails;
import io.tableflow.iam.aws.resource.LakeFormationSettings;
import io.tableflow.iam.aws.resource.LifecycleRule;
import io.tableflow.iam.aws.resource.ResourceEvidence;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.document.PolicyDocument;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.lakeformation.model.Resource;
import software.amazon.awssdk.services.lakeformation.model.ResourceInfo;

/** Buckets, keys and catalogs by the SDK's clients. */
final class SdkResourceEvidence implements ResourceEvidence {

    private final AwsAccount account;
    private final String identity;
    private final ResourceClients clients;
    private final AwsCallExecutor calls;

    /** @param identity the ARN as which AWS is called */
    SdkResourceEvidence(AwsAccount account, String identity, ResourceClients clients, AwsCallExecutor calls) {
        this.account = account;
        this.identity = identity;
        this.clients = clients;
        this.calls = calls;
    }

    @Override
    public AwsAccount account() {
        return account;
    }

    @Override
    public String bucketRegion(String region, String bucket) {
        return calls.read(
                "GetBucketLocation",
                () -> BucketMapper.region(clients.s3(region).getBucketLocation(it -> it.bucket(bucket))));
    }

    @Override
    public String ownBucketRegion(String region, String bucket) {
        return calls.read(
                "GetBucketLocation",
                () -> BucketMapper.region(clients.s3(region)
                        .getBucketLocation(it -> it.bucket(bucket).expectedBucketOwner(account.id()))));
    }

    @Override
    public Optional<PolicyDocument> bucketPolicy(String region, String bucket) {
        return find(
                "GetBucketPolicy",
                () -> new PolicyDocument(clients.s3(region)
                        .getBucketPolicy(it -> it.bucket(bucket).expectedBucketOwner(account.id()))
                        .policy()));
    }

    @Override
    public BucketEncryption bucketEncryption(String region, String bucket) {
        return find(
                        "GetBucketEncryption",
                        () -> BucketMapper.encryption(clients.s3(region)
                                .getBucketEncryption(it -> it.bucket(bucket).expectedBucketOwner(account.id()))))
                .orElse(BucketEncryption.BY_S3);
    }

    @Override
    public List<String> publicAccessNotBlocked(String region, String bucket) {
        return find(
                        "GetPublicAccessBlock",
                        () -> BucketMapper.notBlocked(clients.s3(region)
                                .getPublicAccessBlock(it -> it.bucket(bucket).expectedBucketOwner(account.id()))
                                .publicAccessBlockConfiguration()))
                .orElse(BucketMapper.NOTHING_BLOCKED);
    }

    @Override
    public Optional<String> defaultRetention(String region, String bucket) {
        return find(
                        "GetObjectLockConfiguration",
                        () -> BucketMapper.retention(clients.s3(region)
                                .getObjectLockConfiguration(
                                        it -> it.bucket(bucket).expectedBucketOwner(account.id()))))
                .flatMap(retention -> retention);
    }

    @Override
    public List<LifecycleRule> lifecycle(String region, String bucket) {
        return find(
                        "GetBucketLifecycleConfiguration",
                        () -> BucketMapper.rules(clients.s3(region)
                                .getBucketLifecycleConfiguration(
                                        it -> it.bucket(bucket).expectedBucketOwner(account.id()))))
                .orElse(List.of());
    }

    @Override
    public KeyDetails key(String region, String key) {
        return calls.read(
                "DescribeKey",
                () -> details(
                        clients.kms(region).describeKey(it -> it.keyId(key)).keyMetadata()));
    }

    /** None of these need be in the answer; a key is what CreateKey makes unless it is told otherwise. */
    private static KeyDetails details(KeyMetadata key) {
        return new KeyDetails(
                key.arn(),
                Objects.requireNonNullElse(
                        key.keyStateAsString(), Boolean.TRUE.equals(key.enabled()) ? "Enabled" : "Disabled"),
                Objects.requireNonNullElse(key.keyUsageAsString(), "ENCRYPT_DECRYPT"),
                Objects.requireNonNullElse(key.keySpecAsString(), "SYMMETRIC_DEFAULT"));
    }

    @Override
    public PolicyDocument keyPolicy(String region, String keyId) {
        return calls.read(
                "GetKeyPolicy",
                () -> new PolicyDocument(
                        clients.kms(region).getKeyPolicy(it -> it.keyId(keyId)).policy()));
    }

    @Override
    public Optional<PolicyDocument> catalogPolicy(String region) {
        return calls.find(
                        "GetResourcePolicy",
                        () -> Optional.ofNullable(clients.glue(region)
                                        .getResourcePolicy(it -> {})
                                        .policyInJson())
                                .map(PolicyDocument::new))
                .flatMap(policy -> policy);
    }

    @Override
    public LakeFormationSettings lakeFormation(String region) {
        return calls.read(
                "GetDataLakeSettings",
                () -> CatalogMapper.settings(
                        clients.lakeFormation(region)
                                .getDataLakeSettings(it -> {})
                                .dataLakeSettings(),
                        identity));
    }

    @Override
    public Set<String> catalogPermissions(String region, String principalArn) {
        return permissions(region, principalArn, it -> it.catalog(catalog -> {}));
    }

    @Override
    public Set<String> databasePermissions(String region, String principalArn, String database) {
        return permissions(region, principalArn, it -> it.database(named -> named.name(database)));
    }

    @Override
    public Set<String> locationPermissions(String region, String principalArn, String locationArn) {
        return permissions(region, principalArn, it -> it.dataLocation(location -> location.resourceArn(locationArn)));
    }

    private Set<String> permissions(String region, String principalArn, Consumer<Resource.Builder> on) {
        return calls.find(
                        "ListPermissions",
                        () -> clients
                                .lakeFormation(region)
                                .listPermissionsPaginator(
                                        it -> it.principal(who -> who.dataLakePrincipalIdentifier(principalArn))
                                                .resource(on))
                                .stream()
                                .flatMap(page -> page.principalResourcePermissions().stream())
                                .flatMap(granted -> granted.permissionsAsStrings().stream())
                                .collect(Collectors.toSet()))
                .orElse(Set.of());
    }

    @Override
    public List<String> governedLocations(String region, String bucketArn) {
        return calls.read(
                "ListResources",
                () -> clients.lakeFormation(region).listResourcesPaginator(it -> {}).stream()
                        .flatMap(page -> page.resourceInfoList().stream())
                        .filter(location -> CatalogMapper.isGoverned(location, bucketArn))
                        .map(ResourceInfo::resourceArn)
                        .toList());
    }

    /** What a bucket may have or not: that there is no such bucket is another answer. */
    private <T> Optional<T> find(String operation, Supplier<T> call) {
        try {
            return Optional.of(calls.read(operation, call));
        } catch (AwsException failure) {
            if (failure.kind() == AwsException.Kind.NOT_FOUND && !"NoSuchBucket".equals(failure.errorCode())) {
                return Optional.empty();
            }
            throw failure;
        }
    }
}
