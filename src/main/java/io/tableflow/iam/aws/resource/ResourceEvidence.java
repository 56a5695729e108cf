package io.tableflow.iam.aws.resource;

import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.document.PolicyDocument;
import java.util.List;
import java.util.Optional;

/**
 * What AWS shows of buckets, in the view of one account. Each method is one call. All of them throw {@code AwsException}, with kind
 * {@code NOT_FOUND} if there is no such bucket, and {@link IllegalStateException} inside a database transaction.
 *
 * <p>{@code region} is where S3 is asked first; it sends on to the region of the bucket. A bucket that belongs to another account
 * is not read: S3 then refuses with {@code ACCESS_DENIED}, but for {@link #bucketRegion}.
 */
public interface ResourceEvidence {

    /** The account. */
    AwsAccount account();

    /** GetBucketLocation, whoever owns the bucket: its region. */
    String bucketRegion(String region, String bucket);

    /**
     * GetBucketLocation, on condition that the account owns the bucket: its region.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html">Verifying bucket ownership
     *     with bucket owner condition</a>
     */
    String ownBucketRegion(String region, String bucket);

    /** GetBucketPolicy; empty: it has none. */
    Optional<PolicyDocument> bucketPolicy(String region, String bucket);

    /** GetBucketEncryption: the default encryption. */
    BucketEncryption bucketEncryption(String region, String bucket);

    /**
     * GetPublicAccessBlock of the bucket; what the account blocks for all of its buckets is not in it.
     *
     * @return the settings that are off, such as {@code BlockPublicPolicy}
     */
    List<String> publicAccessNotBlocked(String region, String bucket);

    /**
     * GetObjectLockConfiguration.
     *
     * @return the default retention in words, such as {@code GOVERNANCE for 30 days}; empty: objects are not locked unless who
     *     writes them asks for it
     */
    Optional<String> defaultRetention(String region, String bucket);

    /** GetBucketLifecycleConfiguration: the rules that are enabled. */
    List<LifecycleRule> lifecycle(String region, String bucket);
}
