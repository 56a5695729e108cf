package io.tableflow.iam.aws.sdk;

import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.resource.BucketEncryption;
import io.tableflow.iam.aws.resource.LifecycleRule;
import io.tableflow.iam.aws.resource.ResourceEvidence;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.document.PolicyDocument;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Buckets by the SDK's client. */
final class SdkResourceEvidence implements ResourceEvidence {

    private final AwsAccount account;
    private final ResourceClients clients;
    private final AwsCallExecutor calls;

    SdkResourceEvidence(AwsAccount account, ResourceClients clients, AwsCallExecutor calls) {
        this.account = account;
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
