package io.tableflow.iam.aws.resource;

import org.jspecify.annotations.Nullable;

/**
 * How a bucket encrypts objects that are written without a word about it.
 *
 * @param algorithm {@code AES256}, {@code aws:kms} or {@code aws:kms:dsse}
 * @param key the KMS key: its ARN or id, or the ARN or name of an alias; null: none is named, which with KMS means the key {@code
 *     aws/s3} that AWS manages
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ServerSideEncryptionByDefault.html">
 *     ServerSideEncryptionByDefault</a>
 */
public record BucketEncryption(String algorithm, @Nullable String key) {

    /** With keys of S3 itself: what every bucket has that was not configured otherwise. */
    public static final BucketEncryption BY_S3 = new BucketEncryption("AES256", null);

    /** Whether it uses a key of KMS. */
    public boolean usesKms() {
        return algorithm.startsWith("aws:kms");
    }
}
