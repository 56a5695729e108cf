package io.tableflow.iam.api.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.AwsUser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DefaultRetention;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;
import software.amazon.awssdk.services.s3.model.Transition;
import software.amazon.awssdk.services.s3.model.TransitionStorageClass;

/** Buckets that are broken in one way each, by calls to S3, and the reports that name it. */
class BucketVerificationTest extends VerificationTest {

    private static final String ENVIRONMENT = "verifybucket";
    private static final String BUCKET = bucketOf(ENVIRONMENT);
    private static final String ELSEWHERE = "us-west-2";

    @AutoClose
    private final S3Client s3 = ourselves().s3(REGION);

    /** One environment, since each takes a while, with a new bucket for each test. */
    @BeforeEach
    void aNewBucket() {
        if (engineer.get("/environments/" + ENVIRONMENT).status() == 404) {
            settled(ENVIRONMENT);
        }
        deleteBucket();
        createBucket(ENVIRONMENT);
    }

    private static void deleteBucket() {
        for (String region : new String[] {REGION, ELSEWHERE}) {
            for (String account : new String[] {"123456789012", "999999999999"}) {
                try (S3Client owner =
                        AwsUser.ofAccount(aws().endpoint(), account).s3(region)) {
                    owner.deleteBucket(it -> it.bucket(BUCKET));
                } catch (software.amazon.awssdk.services.s3.model.S3Exception notThere) {
                    assertThat(notThere.statusCode()).isIn(301, 403, 404);
                }
            }
        }
    }

    @Test
    void aBucketAsS3MakesItPasses() {
        Answer report = verify(ENVIRONMENT);

        assertThat(notPassed(report)).isEmpty();
        assertThat(verdict(report, "RESOURCES_READY")).isEqualTo("PASSED");
        assertThat(check(report, "bucket-in-region-of-environment")
                        .path("required")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void saysThatThereIsNoBucketAndSkipsWhatIsAboutIt() {
        deleteBucket();

        Answer report = verify(ENVIRONMENT);

        assertThat(report.at("/verdict")).isEqualTo("FAILED");
        assertThat(check(report, "bucket-exists").path("status").asString()).isEqualTo("FAILED");
        assertThat(check(report, "bucket-policy-lets-role-work").path("reason").asString())
                .isEqualTo("NO_BUCKET");
        assertThat(check(report, "s3-put-object-allowed").path("status").asString())
                .isEqualTo("PASSED");
    }

    @Test
    void namesABucketOfAnotherAccountAndReadsNothingElseOfIt() {
        deleteBucket();
        try (S3Client strangers =
                AwsUser.ofAccount(aws().endpoint(), "999999999999").s3(REGION)) {
            strangers.createBucket(
                    it -> it.bucket(BUCKET).createBucketConfiguration(where -> where.locationConstraint(REGION)));
            strangers.putBucketPolicy(it -> it.bucket(BUCKET).policy("""
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"AWS": "123456789012"},
                 "Action": "s3:*", "Resource": "*"}}"""));
        }

        Answer report = verify(ENVIRONMENT);

        assertThat(check(report, "bucket-owned-by-account").path("status").asString())
                .isEqualTo("FAILED");
        assertThat(check(report, "bucket-exists").path("status").asString()).isEqualTo("PASSED");
        assertThat(check(report, "bucket-blocks-public-access").path("message").asString())
                .contains("belongs to another account");
    }

    @Test
    void findsABucketOfAnotherRegionAndReadsItThere() {
        deleteBucket();
        try (S3Client there = ourselves().s3(ELSEWHERE)) {
            there.createBucket(
                    it -> it.bucket(BUCKET).createBucketConfiguration(where -> where.locationConstraint(ELSEWHERE)));
        }

        Answer report = verify(ENVIRONMENT);

        assertThat(notPassed(report)).containsOnlyKeys("bucket-in-region-of-environment");
        assertThat(check(report, "bucket-in-region-of-environment")
                        .path("message")
                        .asString())
                .contains(ELSEWHERE, REGION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
                "Action": "s3:PutObject", "Condition": {"Null": {"s3:x-amz-server-side-encryption": "true"}}""", """
                "Action": "s3:*", "Condition": {"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/analysts"}}""", """
                "Action": "s3:DeleteObject"\
                """})
    void namesTheStatementOfTheBucketsPolicyThatShutsOutTheRole(String denied) {
        putPolicy(denied);

        Answer report = verify(ENVIRONMENT);

        assertThat(notPassed(report)).containsOnlyKeys("bucket-policy-lets-role-work");
        assertThat(report.at("/verdict")).isEqualTo("FAILED");
        assertThat(check(report, "bucket-policy-lets-role-work").path("message").asString())
                .contains("Statement 0 of the policy of bucket " + BUCKET + " denies it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
                "Action": "s3:*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}""", """
                "Action": "s3:*", "Condition": {"StringNotEquals": {"aws:SourceVpce": "vpce-1"},
                 "ArnNotEquals": {"aws:PrincipalArn": "arn:aws:iam::123456789012:role/verifybucket-confluent-role"}}"""})
    void aPolicyThatSparesTheRolePasses(String denied) {
        putPolicy(denied);

        assertThat(notPassed(verify(ENVIRONMENT))).isEmpty();
    }

    @Test
    void saysOnWhichConditionItDependsWhereThatCannotBeKnown() {
        putPolicy("""
            "Action": "s3:*", "Condition": {"StringNotEquals": {"aws:SourceVpce": "vpce-1"}}""");

        Answer report = verify(ENVIRONMENT);

        assertThat(check(report, "bucket-policy-lets-role-work").path("reason").asString())
                .isEqualTo("UNDETERMINED");
        assertThat(check(report, "bucket-policy-lets-role-work").path("message").asString())
                .contains("aws:SourceVpce");
        assertThat(verdict(report, "RESOURCES_READY")).isEqualTo("UNKNOWN");
        assertThat(report.at("/verdict")).isEqualTo("PASSED");
    }

    private void putPolicy(String denied) {
        s3.putBucketPolicy(it -> it.bucket(BUCKET).policy("""
            {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*",
             "Resource": ["arn:aws:s3:::%1$s", "arn:aws:s3:::%1$s/*"], %2$s}]}""".formatted(BUCKET, denied)));
    }

    @Test
    void namesADefaultKeyThatTheSpecDoesNotName() {
        encryptWith("arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555");

        Answer report = verify(ENVIRONMENT);

        assertThat(notPassed(report)).containsOnlyKeys("bucket-encryption-key-in-spec");
        assertThat(check(report, "bucket-encryption-key-in-spec").path("remedy").asString())
                .contains("kmsKeyArns");

        encryptWith(null);
        assertThat(notPassed(verify(ENVIRONMENT))).as("with the key aws/s3").isEmpty();
    }

    private void encryptWith(@Nullable String key) {
        s3.putBucketEncryption(it -> it.bucket(BUCKET)
                .serverSideEncryptionConfiguration(rules -> rules.rules(ServerSideEncryptionRule.builder()
                        .applyServerSideEncryptionByDefault(by ->
                                by.sseAlgorithm(ServerSideEncryption.AWS_KMS).kmsMasterKeyID(key))
                        .build())));
    }

    @Test
    void namesWhatOfPublicAccessIsNotBlocked() {
        s3.putPublicAccessBlock(it -> it.bucket(BUCKET)
                .publicAccessBlockConfiguration(block ->
                        block.blockPublicAcls(true).ignorePublicAcls(true).blockPublicPolicy(false)));

        Answer report = verify(ENVIRONMENT);

        assertThat(notPassed(report)).containsOnlyKeys("bucket-blocks-public-access");
        assertThat(check(report, "bucket-blocks-public-access").path("message").asString())
                .contains("BlockPublicPolicy, RestrictPublicBuckets")
                .doesNotContain("BlockPublicAcls");

        s3.deletePublicAccessBlock(it -> it.bucket(BUCKET));
        assertThat(notPassed(verify(ENVIRONMENT)))
                .hasEntrySatisfying(
                        "bucket-blocks-public-access",
                        message -> assertThat(message).contains("BlockPublicAcls"));
    }

    @Test
    void namesADefaultRetention() {
        s3.putObjectLockConfiguration(
                it -> it.bucket(BUCKET).objectLockConfiguration(lock -> lock.objectLockEnabled("Enabled")));
        assertThat(notPassed(verify(ENVIRONMENT)))
                .as("nothing is locked by default")
                .isEmpty();

        s3.putObjectLockConfiguration(it -> it.bucket(BUCKET)
                .objectLockConfiguration(lock -> lock.objectLockEnabled("Enabled")
                        .rule(rule -> rule.defaultRetention(DefaultRetention.builder()
                                .mode(ObjectLockRetentionMode.GOVERNANCE)
                                .days(30)
                                .build()))));

        assertThat(notPassed(verify(ENVIRONMENT)))
                .hasSize(1)
                .hasEntrySatisfying(
                        "bucket-locks-no-objects",
                        message -> assertThat(message).contains("GOVERNANCE for 30 days"));
    }

    @Test
    void namesTheLifecycleRuleThatDeletesOrMovesObjects() {
        LifecycleRule.Builder rule = LifecycleRule.builder().id("old").filter(all -> all.prefix(""));
        putRule(rule.copy()
                .abortIncompleteMultipartUpload(it -> it.daysAfterInitiation(1))
                .status("Enabled"));
        assertThat(notPassed(verify(ENVIRONMENT))).as("it keeps objects").isEmpty();
        putRule(rule.copy().expiration(it -> it.days(30)).status(ExpirationStatus.DISABLED));
        assertThat(notPassed(verify(ENVIRONMENT))).as("it is not enabled").isEmpty();

        putRule(rule.copy().expiration(it -> it.days(30)).status("Enabled"));
        assertThat(notPassed(verify(ENVIRONMENT)))
                .hasSize(1)
                .hasEntrySatisfying(
                        "bucket-lifecycle-keeps-objects",
                        message -> assertThat(message).contains("'old'", "deletes"));

        putRule(rule.copy()
                .transitions(Transition.builder()
                        .days(30)
                        .storageClass(TransitionStorageClass.GLACIER)
                        .build())
                .status("Enabled"));
        assertThat(notPassed(verify(ENVIRONMENT)))
                .hasEntrySatisfying(
                        "bucket-lifecycle-keeps-objects",
                        message -> assertThat(message).contains("GLACIER"));
    }

    private void putRule(LifecycleRule.Builder rule) {
        s3.putBucketLifecycleConfiguration(
                it -> it.bucket(BUCKET).lifecycleConfiguration(rules -> rules.rules(rule.build())));
    }

    @ParameterizedTest
    @CsvSource({
        "GetBucketLocation, bucket-exists, s3:GetBucketLocation",
        "GetBucketPolicy, bucket-policy-lets-role-work, s3:GetBucketPolicy",
        "GetBucketEncryption, bucket-encryption-key-in-spec, s3:GetEncryptionConfiguration",
        "GetPublicAccessBlock, bucket-blocks-public-access, s3:GetBucketPublicAccessBlock",
        "GetObjectLockConfiguration, bucket-locks-no-objects, s3:GetBucketObjectLockConfiguration",
        "GetBucketLifecycleConfiguration, bucket-lifecycle-keeps-objects, s3:GetLifecycleConfiguration"
    })
    void withoutAPermissionTheCheckNamesItAndTheVerdictDoesNotDependOnIt(
            String operation, String check, String permission) {
        aws().faults().on(operation).always(Fault.ACCESS_DENIED);

        Answer report = verify(ENVIRONMENT);

        assertThat(check(report, check).path("status").asString()).isEqualTo("UNKNOWN");
        assertThat(check(report, check).path("reason").asString())
                .as(check(report, check).toString())
                .isEqualTo("NOT_PERMITTED");
        assertThat(check(report, check).path("permissionNeeded").asString()).isEqualTo(permission);
        assertThat(check(report, check).path("remedy").asString()).contains(permission);
        assertThat(verdict(report, "RESOURCES_READY")).isEqualTo("UNKNOWN");
        assertThat(report.at("/verdict")).isEqualTo("PASSED");
    }

    @Test
    void withoutThePermissionToLocateTheBucketItsOtherChecksAreRunAllTheSame() {
        aws().faults().on("GetBucketLocation").always(Fault.ACCESS_DENIED);

        assertThat(notPassed(verify(ENVIRONMENT)))
                .containsOnlyKeys("bucket-exists", "bucket-owned-by-account", "bucket-in-region-of-environment");
    }
}
