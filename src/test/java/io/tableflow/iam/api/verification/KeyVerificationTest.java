package io.tableflow.iam.api.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.AwsUser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/** Keys of KMS and permissions boundaries that stand in the role's way, and the reports that name them. */
class KeyVerificationTest extends VerificationTest {

    private static final String ENVIRONMENT = "verifykey";
    private static final String ROLE = "arn:aws:iam::123456789012:role/verifykey-confluent-role";
    private static final String BOUNDARY = "arn:aws:iam::123456789012:policy/verifykey-boundary";
    private static final String POLICY = """
            {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Resource": "*", %s}}""";
    private static final String EVERYTHING = POLICY.formatted("\"Action\": \"*\"");
    private static final String DELEGATES = POLICY.formatted("""
            "Action": "kms:*", "Principal": {"AWS": "arn:aws:iam::123456789012:root"}""");

    private static String key = "";

    @AutoClose
    private final KmsClient kms = ourselves().kms(REGION);

    @AutoClose
    private final IamClient iam = ourselves().iam();

    /** One environment, since each takes a while. */
    @BeforeEach
    void anEnvironmentWithAKeyAndABoundary() {
        if (key.isEmpty()) {
            key = kms.createKey(it -> {}).keyMetadata().arn();
            iam.createPolicy(it -> it.policyName("verifykey-boundary").policyDocument(EVERYTHING));
            settled(
                    ENVIRONMENT,
                    ", \"kmsKeyArns\": [\"" + key + "\"], \"permissionsBoundaryArn\": \"" + BOUNDARY + "\"",
                    REGION);
        }
    }

    @AfterEach
    void asBefore() {
        kms.enableKey(it -> it.keyId(key));
        kms.putKeyPolicy(it -> it.keyId(key).policy(DELEGATES));
    }

    @Test
    void aKeyOfTheSpecPassesAlsoAsTheDefaultOfTheBucketByAnAlias() {
        kms.createAlias(it -> it.aliasName("alias/topics").targetKeyId(key));
        for (String name : new String[] {key, key.substring(key.indexOf('/') + 1), "alias/topics"}) {
            encryptWith(name);
            assertThat(notPassed(verify(ENVIRONMENT))).as(name).isEmpty();
        }
        kms.createAlias(it -> it.aliasName("alias/others")
                .targetKeyId(kms.createKey(other -> {}).keyMetadata().keyId()));
        encryptWith("alias/others");

        assertThat(notPassed(verify(ENVIRONMENT))).containsOnlyKeys("bucket-encryption-key-in-spec");
        encryptWith(key);
    }

    private static void encryptWith(String name) {
        try (S3Client s3 = ourselves().s3(REGION)) {
            s3.putBucketEncryption(it -> it.bucket(bucketOf(ENVIRONMENT))
                    .serverSideEncryptionConfiguration(rules -> rules.rules(ServerSideEncryptionRule.builder()
                            .applyServerSideEncryptionByDefault(by -> by.sseAlgorithm(ServerSideEncryption.AWS_KMS)
                                    .kmsMasterKeyID(name))
                            .build())));
        }
    }

    @Test
    void namesAKeyThatIsNotEnabled() {
        kms.disableKey(it -> it.keyId(key));
        assertThat(notPassed(verify(ENVIRONMENT)))
                .hasSize(1)
                .hasEntrySatisfying(
                        "kms-keys-enabled", message -> assertThat(message).contains(key, "Disabled"));

        kms.scheduleKeyDeletion(it -> it.keyId(key));
        assertThat(notPassed(verify(ENVIRONMENT)))
                .hasEntrySatisfying(
                        "kms-keys-enabled", message -> assertThat(message).contains("PendingDeletion"));
    }

    @Test
    void namesAKeyThatIsNotThereOneThatS3CannotUseAndOneOfAnotherAccount() {
        String gone = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-000000000000";
        String rsa = kms.createKey(it -> it.keySpec(KeySpec.RSA_2048).keyUsage(KeyUsageType.SIGN_VERIFY))
                .keyMetadata()
                .arn();
        String theirs;
        try (KmsClient others =
                AwsUser.ofAccount(aws().endpoint(), "999999999999").kms(REGION)) {
            theirs = others.createKey(it -> it.policy(POLICY.formatted("\"Action\": \"kms:*\", \"Principal\": \"*\"")))
                    .keyMetadata()
                    .arn();
        }
        settled("verifygonekey", ", \"kmsKeyArns\": [\"" + gone + "\"]", REGION);
        settled("verifyrsakey", ", \"kmsKeyArns\": [\"" + key + "\", \"" + rsa + "\"]", REGION);
        settled("verifytheirkey", ", \"kmsKeyArns\": [\"" + theirs + "\"]", REGION);

        Answer ofGone = verify("verifygonekey");
        assertThat(notPassed(ofGone)).containsOnlyKeys("kms-keys-enabled", "kms-key-policies-let-role-work");
        assertThat(check(ofGone, "kms-key-policies-let-role-work")
                        .path("reason")
                        .asString())
                .isEqualTo("NO_KEY");
        assertThat(notPassed(verify("verifyrsakey")))
                .hasSize(1)
                .hasEntrySatisfying(
                        "kms-keys-enabled", message -> assertThat(message).contains("RSA_2048"));
        Answer ofTheirs = verify("verifytheirkey");
        assertThat(notPassed(ofTheirs))
                .hasSize(1)
                .hasEntrySatisfying(
                        "kms-key-policies-let-role-work",
                        message -> assertThat(message).contains("belongs to another account"));
        assertThat(ofTheirs.at("/verdict")).isEqualTo("PASSED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
                "Action": "kms:*", "Principal": {"AWS": "arn:aws:iam::123456789012:role/key-administrators"}""", """
                "Action": ["kms:GenerateDataKey*", "kms:Encrypt", "kms:ReEncrypt*", "kms:DescribeKey"], "Principal": {"AWS": "*"}""", """
                "Action": "kms:*", "Principal": {"AWS": "*"}, "Condition": {"StringEquals": {"kms:ViaService": "ec2.eu-central-1.amazonaws.com"}}"""})
    void namesAKeyWhosePolicyDoesNotLetTheRoleIn(String statement) {
        kms.putKeyPolicy(it -> it.keyId(key).policy(POLICY.formatted(statement)));

        Answer report = verify(ENVIRONMENT);

        assertThat(notPassed(report)).containsOnlyKeys("kms-key-policies-let-role-work");
        assertThat(report.at("/verdict")).isEqualTo("FAILED");
        assertThat(check(report, "kms-key-policies-let-role-work")
                        .path("message")
                        .asString())
                .contains("because no resource-based policy allows the kms:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
                "Action": ["kms:GenerateDataKey*", "kms:Decrypt", "kms:Encrypt", "kms:ReEncrypt*", "kms:DescribeKey"],
                "Principal": {"AWS": "arn:aws:iam::123456789012:role/verifykey-confluent-role"}""", """
                "Action": "kms:*", "Principal": {"AWS": "*"}, "Condition": {"StringEquals":
                {"kms:ViaService": "s3.eu-central-1.amazonaws.com", "kms:CallerAccount": "123456789012"}}"""})
    void aKeyWhosePolicyNamesTheRoleOrS3Passes(String statement) {
        kms.putKeyPolicy(it -> it.keyId(key).policy(POLICY.formatted(statement)));

        assertThat(notPassed(verify(ENVIRONMENT))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "DescribeKey, kms-keys-enabled, kms:DescribeKey",
        "GetKeyPolicy, kms-key-policies-let-role-work, kms:GetKeyPolicy"
    })
    void withoutAPermissionTheCheckNamesIt(String operation, String check, String permission) {
        aws().faults().on(operation).always(Fault.ACCESS_DENIED);

        Answer report = verify(ENVIRONMENT);

        assertThat(notPassed(report)).containsOnlyKeys(check);
        assertThat(check(report, check).path("permissionNeeded").asString()).isEqualTo(permission);
        assertThat(report.at("/verdict")).isEqualTo("PASSED");
    }

    @Test
    void namesWhatTheBoundaryDoesNotAllow() {
        String version = iam.createPolicyVersion(it -> it.policyArn(BOUNDARY)
                        .policyDocument(POLICY.formatted("\"NotAction\": \"kms:Decrypt\""))
                        .setAsDefault(true))
                .policyVersion()
                .versionId();

        assertThat(notPassed(verify(ENVIRONMENT)))
                .hasSize(1)
                .hasEntrySatisfying(
                        "kms-decrypt-allowed", message -> assertThat(message).contains("permissions boundary"));

        iam.setDefaultPolicyVersion(it -> it.policyArn(BOUNDARY).versionId("v1"));
        iam.deletePolicyVersion(it -> it.policyArn(BOUNDARY).versionId(version));
    }

    @Test
    void aBoundaryThatCannotBeReadLeavesOpenWhatTheRoleMayDo() {
        aws().faults().on("GetPolicyVersion", BOUNDARY).always(Fault.ACCESS_DENIED);

        Answer report = verify(ENVIRONMENT);

        assertThat(report.at("/verdict")).isEqualTo("UNKNOWN");
        assertThat(check(report, "permissions-boundary-as-desired")
                        .path("status")
                        .asString())
                .isEqualTo("UNKNOWN");
        assertThat(check(report, "s3-put-object-allowed")
                        .path("permissionNeeded")
                        .asString())
                .isEqualTo("iam:GetPolicyVersion");
        assertThat(check(report, "confluent-can-assume").path("status").asString())
                .isEqualTo("PASSED");
    }

    @Test
    void namesABoundaryThatSomebodyTookOff() {
        iam.deleteRolePermissionsBoundary(it -> it.roleName(ROLE.substring(ROLE.indexOf('/') + 1)));

        assertThat(notPassed(verify(ENVIRONMENT))).containsOnlyKeys("permissions-boundary-as-desired");

        iam.putRolePermissionsBoundary(
                it -> it.roleName(ROLE.substring(ROLE.indexOf('/') + 1)).permissionsBoundary(BOUNDARY));
    }
}
