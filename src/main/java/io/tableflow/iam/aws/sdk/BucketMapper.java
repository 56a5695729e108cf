package io.tableflow.iam.aws.sdk;

import io.tableflow.iam.aws.resource.BucketEncryption;
import io.tableflow.iam.aws.resource.LifecycleRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.DefaultRetention;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionResponse;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketLocationResponse;
import software.amazon.awssdk.services.s3.model.GetObjectLockConfigurationResponse;
import software.amazon.awssdk.services.s3.model.LifecycleExpiration;
import software.amazon.awssdk.services.s3.model.ObjectLockRule;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/** Maps answers of S3 to the values of the port. */
final class BucketMapper {

    static final List<String> NOTHING_BLOCKED =
            List.of("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets");

    private BucketMapper() {}

    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html: us-east-1 has no constraint, and EU
    // is
    // that of old buckets in eu-west-1.
    static String region(GetBucketLocationResponse answer) {
        String constraint = answer.locationConstraintAsString();
        if (constraint == null || constraint.isEmpty()) {
            return "us-east-1";
        }
        return constraint.equals("EU") ? "eu-west-1" : constraint;
    }

    static BucketEncryption encryption(GetBucketEncryptionResponse answer) {
        return answer.serverSideEncryptionConfiguration().rules().stream()
                .map(ServerSideEncryptionRule::applyServerSideEncryptionByDefault)
                .filter(Objects::nonNull)
                .map(it -> new BucketEncryption(it.sseAlgorithmAsString(), it.kmsMasterKeyID()))
                .findFirst()
                .orElse(BucketEncryption.BY_S3);
    }

    static List<String> notBlocked(PublicAccessBlockConfiguration settings) {
        Map<String, @Nullable Boolean> blocks = new LinkedHashMap<>();
        blocks.put("BlockPublicAcls", settings.blockPublicAcls());
        blocks.put("IgnorePublicAcls", settings.ignorePublicAcls());
        blocks.put("BlockPublicPolicy", settings.blockPublicPolicy());
        blocks.put("RestrictPublicBuckets", settings.restrictPublicBuckets());
        return blocks.entrySet().stream()
                .filter(it -> !Boolean.TRUE.equals(it.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    static Optional<String> retention(GetObjectLockConfigurationResponse answer) {
        return Optional.ofNullable(answer.objectLockConfiguration().rule())
                .map(ObjectLockRule::defaultRetention)
                .map(BucketMapper::words);
    }

    private static String words(DefaultRetention retention) {
        return retention.modeAsString() + " for "
                + (retention.days() == null ? retention.years() + " years" : retention.days() + " days");
    }

    static List<LifecycleRule> rules(GetBucketLifecycleConfigurationResponse answer) {
        return answer.rules().stream()
                .filter(rule -> rule.status() == ExpirationStatus.ENABLED)
                .map(rule -> new LifecycleRule(
                        Objects.requireNonNullElse(rule.id(), "without a name"),
                        isExpiring(rule.expiration()),
                        rule.transitions().stream()
                                .map(it -> it.storageClassAsString())
                                .toList()))
                .toList();
    }

    /** A rule may also only clean up what is left of deleted objects. */
    private static boolean isExpiring(@Nullable LifecycleExpiration expiration) {
        return expiration != null && (expiration.days() != null || expiration.date() != null);
    }
}
