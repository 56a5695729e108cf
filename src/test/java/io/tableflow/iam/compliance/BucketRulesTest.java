package io.tableflow.iam.compliance;

import static io.tableflow.iam.compliance.JudgedService.active;
import static io.tableflow.iam.compliance.JudgedService.operator;
import static io.tableflow.iam.compliance.JudgedService.ourselves;
import static io.tableflow.iam.compliance.JudgedService.rules;
import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.AwsUser;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/** The rules on the bucket, each by a bucket that somebody's call to S3 has broken in that way, and a verification after it. */
class BucketRulesTest {

    private static final String ENVIRONMENT = "judgedbucket";
    private static final String BUCKET = ENVIRONMENT + "-confluent-topics-backup";
    private static final String REGION = "eu-central-1";
    private static final List<String> ALL =
            List.of("TFI-BUCKET-301", "TFI-BUCKET-302", "TFI-BUCKET-303", "TFI-BUCKET-304");

    @AutoClose
    private final S3Client s3 = ourselves().s3(REGION);

    @BeforeAll
    static void anEnvironment() {
        active(List.of(ENVIRONMENT), List.of("""
                {"name": "judgedbucket", "regions": ["eu-central-1"]}"""));
        // Until then IAM may show what was before, so that a verification has no answers.
        JudgedService.clock().pass(Duration.ofSeconds(16));
    }

    @AfterEach
    void noBucket() {
        delete(ourselves());
    }

    @BeforeEach
    void aSoundBucket() {
        create(ourselves());
        putPolicy("*", "*");
    }

    @Test
    void nothingIsKnownOfABucketUntilTheEnvironmentIsVerified() {
        active("unverified");

        assertThat(results(report("unverified"), "NOT_APPLICABLE")).containsOnlyKeys(ALL);
        assertThat(results(report("unverified"), "NOT_APPLICABLE").get("TFI-BUCKET-301"))
                .isEqualTo(
                        "It is not known: the environment was not verified. POST .../verification reads the bucket.");
    }

    @Test
    void aSoundBucketPassesUntilItsVerificationIsTooOld() {
        assertThat(results(verified(), "PASSED")).containsOnlyKeys(ALL);

        verifiedBefore(Duration.ofDays(31));

        assertThat(results(report(ENVIRONMENT), "NOT_APPLICABLE")).containsOnlyKeys(ALL);
    }

    @Test
    void whatPassedForAnotherSpecIsNotKnownOfThisOne() {
        String key = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555";
        put("\"" + key + "\"");
        encryptWith(key);
        assertThat(results(verified(), "PASSED")).containsOnlyKeys(ALL);

        put("");

        assertThat(results(report(ENVIRONMENT), "NOT_APPLICABLE").get("TFI-BUCKET-303"))
                .startsWith("It is not known: the spec was changed since");
        assertThat(results(verified(), "FAILED")).containsOnlyKeys("TFI-BUCKET-303");
    }

    @Test
    void whatFailedStaysSoUntilItIsVerifiedAgain() {
        s3.deleteBucketPolicy(it -> it.bucket(BUCKET));
        verified();
        verifiedBefore(Duration.ofDays(31));

        assertThat(results(report(ENVIRONMENT), "FAILED")).containsOnlyKeys("TFI-BUCKET-302");
        putPolicy("*", "*");
        assertThat(results(report(ENVIRONMENT), "FAILED")).containsOnlyKeys("TFI-BUCKET-302");
        assertThat(results(verified(), "FAILED")).isEmpty();
    }

    @Test
    void namesABucketThatDoesNotBlockPublicAccess() {
        s3.putPublicAccessBlock(
                it -> it.bucket(BUCKET).publicAccessBlockConfiguration(block -> block.blockPublicAcls(true)));

        assertThat(results(verified(), "FAILED")).containsOnlyKeys("TFI-BUCKET-301");
    }

    @Test
    void namesABucketWithoutAPolicy() {
        s3.deleteBucketPolicy(it -> it.bucket(BUCKET));

        assertThat(results(verified(), "FAILED")).containsOnlyKeys("TFI-BUCKET-302");
    }

    /** A statement for one role, and one for objects alone. */
    @ParameterizedTest
    @ValueSource(strings = {"arn:aws:iam::123456789012:role/judgedbucket-confluent-role *", "* /*"})
    void namesABucketWhosePolicyRefusesOnlySomeOfWhatComesWithoutTls(String principalAndResource) {
        String[] parts = principalAndResource.split(" ", 2);
        putPolicy(parts[0], parts[1]);

        assertThat(results(verified(), "FAILED")).containsOnlyKeys("TFI-BUCKET-302");
    }

    @Test
    void theVerificationOfABucketThatTakesRequestsWithoutTlsPassesAllTheSame() {
        s3.deleteBucketPolicy(it -> it.bucket(BUCKET));
        Answer verification = operator().post("/environments/" + ENVIRONMENT + "/verification", "");

        assertThat(verification.at("/verdict")).isEqualTo("PASSED");
        assertThat(verification.text()).doesNotContain("bucket-requires-tls");
    }

    @Test
    void namesABucketWhoseKeyTheRoleMayNotUse() {
        encryptWith("arn:aws:kms:eu-central-1:123456789012:key/22222222-2222-3333-4444-555555555555");

        assertThat(results(verified(), "FAILED")).containsOnlyKeys("TFI-BUCKET-303");
    }

    private void encryptWith(String key) {
        s3.putBucketEncryption(it -> it.bucket(BUCKET)
                .serverSideEncryptionConfiguration(encryption -> encryption.rules(ServerSideEncryptionRule.builder()
                        .applyServerSideEncryptionByDefault(rule ->
                                rule.sseAlgorithm(ServerSideEncryption.AWS_KMS).kmsMasterKeyID(key))
                        .build())));
    }

    /** Replaces the keys of the spec, and waits until a verification has answers again. */
    private static void put(String keys) {
        assertThat(operator()
                        .put(
                                "/environments/" + ENVIRONMENT,
                                "{\"regions\": [\"eu-central-1\"], \"kmsKeyArns\": [" + keys + "]}")
                        .status())
                .isEqualTo(202);
        operator().awaitState(ENVIRONMENT, "ACTIVE");
        JudgedService.clock().pass(Duration.ofSeconds(16));
    }

    @Test
    void namesABucketOfAnotherAccountAndKnowsNothingElseOfIt() {
        AwsUser strangers = AwsUser.ofAccount(JudgedService.AWS.endpoint(), "999999999999");
        delete(ourselves());
        create(strangers);
        try (S3Client theirs = strangers.s3(REGION)) {
            theirs.putBucketPolicy(it -> it.bucket(BUCKET).policy("""
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"AWS": "123456789012"},
                 "Action": "s3:*", "Resource": "*"}}"""));
        }

        Answer report = verified();
        delete(strangers);
        create(ourselves());

        assertThat(results(report, "FAILED")).containsOnlyKeys("TFI-BUCKET-304");
        assertThat(results(report, "NOT_APPLICABLE"))
                .containsOnlyKeys("TFI-BUCKET-301", "TFI-BUCKET-302", "TFI-BUCKET-303");
    }

    private void putPolicy(String principal, String resource) {
        String resources = resource.equals("*")
                ? "\"arn:aws:s3:::" + BUCKET + "\", \"arn:aws:s3:::" + BUCKET + "/*\""
                : "\"arn:aws:s3:::" + BUCKET + resource + "\"";
        s3.putBucketPolicy(it -> it.bucket(BUCKET).policy("""
            {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": {"AWS": "%s"}, "Action": "s3:*",
             "Resource": [%s], "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}""".formatted(principal, resources)));
    }

    private static void create(AwsUser owner) {
        try (S3Client client = owner.s3(REGION)) {
            client.createBucket(
                    it -> it.bucket(BUCKET).createBucketConfiguration(where -> where.locationConstraint(REGION)));
        }
    }

    private static void delete(AwsUser owner) {
        try (S3Client client = owner.s3(REGION)) {
            client.deleteBucket(it -> it.bucket(BUCKET));
        }
    }

    private static Answer verified() {
        assertThat(operator()
                        .post("/environments/" + ENVIRONMENT + "/verification", "")
                        .status())
                .isEqualTo(200);
        return report(ENVIRONMENT);
    }

    private static void verifiedBefore(Duration age) {
        JudgedService.DATABASE
                .client()
                .sql("update verification_report set finished_at = finished_at - make_interval(days => cast(? as int))")
                .param(age.toDays())
                .update();
    }

    private static Answer report(String name) {
        return operator().get("/environments/" + name + "/compliance");
    }

    /** The evidence of the rules on buckets that came to that, by their ids. */
    private static Map<String, String> results(Answer report, String status) {
        return rules(report, status).stream()
                .filter(ALL::contains)
                .collect(Collectors.toMap(
                        id -> id,
                        id -> report.json()
                                .path("rules")
                                .valueStream()
                                .filter(rule -> rule.path("id").asString().equals(id))
                                .map(rule -> rule.path("evidence").asString())
                                .findFirst()
                                .orElseThrow()));
    }
}
