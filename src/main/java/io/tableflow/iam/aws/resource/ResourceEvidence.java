package io.tableflow.iam.aws.resource;

import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.document.PolicyDocument;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What AWS shows of buckets, keys and Glue catalogs, in the view of one account. Each method is one call, but for lists, which take one
 * for each page. All of them throw {@code AwsException}, with kind {@code NOT_FOUND} if there is no such bucket or key, and {@link
 * IllegalStateException} inside a database transaction.
 *
 * <p>For buckets, {@code region} is where S3 is asked first; it sends on to the region of the bucket. A bucket that belongs to another account
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

    /**
     * DescribeKey, also of a key of another account that lets us.
     *
     * @param key its ARN or id, or the ARN or name of an alias
     */
    KeyDetails key(String region, String key);

    /** GetKeyPolicy, of keys of the account, by id. */
    PolicyDocument keyPolicy(String region, String keyId);

    /** GetResourcePolicy of Glue: the policy of the account's catalog; empty: it has none. */
    Optional<PolicyDocument> catalogPolicy(String region);

    /** GetDataLakeSettings of Lake Formation. */
    LakeFormationSettings lakeFormation(String region);

    /**
     * ListPermissions of Lake Formation, which shows no more of others than who asks has itself, but to administrators.
     *
     * @param principalArn of a role
     * @return what it may do with the catalog as a whole, such as {@code CREATE_DATABASE}
     */
    Set<String> catalogPermissions(String region, String principalArn);

    /** The same for a database of the catalog, such as {@code CREATE_TABLE}; empty also if there is no such database. */
    Set<String> databasePermissions(String region, String principalArn, String database);

    /** The same for a location in S3: {@code DATA_LOCATION_ACCESS}. */
    Set<String> locationPermissions(String region, String principalArn, String locationArn);

    /**
     * ListResources of Lake Formation.
     *
     * @return the ARNs of the locations in a bucket that it governs; those in hybrid access mode are not among them
     */
    List<String> governedLocations(String region, String bucketArn);
}
