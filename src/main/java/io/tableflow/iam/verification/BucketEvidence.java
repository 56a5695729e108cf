package io.tableflow.iam.verification;

import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.resource.BucketEncryption;
import io.tableflow.iam.aws.resource.LifecycleRule;
import io.tableflow.iam.aws.resource.ResourceEvidence;
import io.tableflow.iam.policy.statement.ParsedPolicy;
import io.tableflow.iam.policy.statement.PolicyType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What S3 shows of the environment's bucket, read in one round. */
final class BucketEvidence {

    private final String bucket;
    private final PendingRead<Optional<String>> region;
    private final PendingRead<Boolean> own;
    private final PendingRead<Optional<ParsedPolicy>> policy;
    private final PendingRead<BucketEncryption> encryption;
    private final PendingRead<Optional<String>> defaultKey;
    private final PendingRead<List<String>> publicAccessNotBlocked;
    private final PendingRead<Optional<String>> retention;
    private final PendingRead<List<LifecycleRule>> lifecycle;

    /** @param in where S3 is asked first */
    BucketEvidence(ParallelReads reads, PendingRead<ResourceEvidence> resources, String in, String bucket) {
        this.bucket = bucket;
        this.region =
                reads.start(() -> ParallelReads.find(() -> resources.await().bucketRegion(in, bucket)));
        this.own = reads.start(() -> isOwn(resources.await(), in));
        this.policy = reads.start(() -> resources
                .await()
                .bucketPolicy(in, bucket)
                .map(document -> ParsedPolicy.parse(PolicyType.RESOURCE, "the policy of bucket " + bucket, document)));
        this.encryption = reads.start(() -> resources.await().bucketEncryption(in, bucket));
        this.defaultKey = reads.start(() -> defaultKey(resources.await()));
        this.publicAccessNotBlocked = reads.start(() -> resources.await().publicAccessNotBlocked(in, bucket));
        this.retention = reads.start(() -> resources.await().defaultRetention(in, bucket));
        this.lifecycle = reads.start(() -> resources.await().lifecycle(in, bucket));
    }

    /** S3 answers for a bucket of others as it does where a permission is missing; it is others' if it answers without the condition. */
    private boolean isOwn(ResourceEvidence resources, String in) {
        try {
            resources.ownBucketRegion(in, bucket);
            return true;
        } catch (AwsException failure) {
            if (failure.kind() == AwsException.Kind.ACCESS_DENIED) {
                located();
                return false;
            }
            throw failure;
        }
    }

    /** The bucket's region; empty: there is no such bucket. */
    Optional<String> region() {
        return region.await();
    }

    /** The bucket's region. */
    String located() {
        return region().orElseThrow(this::noBucket);
    }

    private NoAnswerException noBucket() {
        return new NoAnswerException(CheckOutcome.skipped(CheckReason.NO_BUCKET, "There is no bucket " + bucket + "."));
    }

    /** Whether the environment's account owns it. */
    boolean isOwn() {
        located();
        return own.await();
    }

    /** Its policy; empty: it has none. */
    Optional<ParsedPolicy> policy() {
        return ofOwn(policy);
    }

    BucketEncryption encryption() {
        return ofOwn(encryption);
    }

    /** An alias may mean another key tomorrow; {@code aws/s3} is one that AWS manages. */
    private Optional<String> defaultKey(ResourceEvidence resources) {
        return Optional.ofNullable(encryption.await().key())
                .map(key -> isAlias(key) ? resources.key(located(), key).arn() : key);
    }

    private static boolean isAlias(String key) {
        return key.contains("alias/") && !key.endsWith("alias/aws/s3");
    }

    /** The key of its default encryption: its ARN or id; null: none, or the one that AWS manages for S3. */
    @Nullable
    String defaultKey() {
        return ofOwn(defaultKey).orElse(null);
    }

    /** The settings of its public access block that are off. */
    List<String> publicAccessNotBlocked() {
        return ofOwn(publicAccessNotBlocked);
    }

    /** How long and how what is written is locked by default; empty: not at all. */
    Optional<String> defaultRetention() {
        return ofOwn(retention);
    }

    /** The rules of its lifecycle that are enabled. */
    List<LifecycleRule> lifecycle() {
        return ofOwn(lifecycle);
    }

    private <T> T ofOwn(PendingRead<T> read) {
        if (isKnownToBeOfOthers()) {
            throw new NoAnswerException(CheckOutcome.unknown(
                    CheckReason.UNDETERMINED,
                    "The bucket " + bucket + " belongs to another account, so that it is not read."));
        }
        return read.await();
    }

    /** Without the permission to ask, that there is an answer says enough. */
    private boolean isKnownToBeOfOthers() {
        try {
            return !isOwn();
        } catch (NoAnswerException none) {
            if (none.outcome().reason() == CheckReason.NO_BUCKET) {
                throw none;
            }
            return false;
        }
    }
}
