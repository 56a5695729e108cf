package io.tableflow.iam.policy.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.RoleArn;
import io.tableflow.iam.policy.TrustConditions;
import io.tableflow.iam.policy.TrustedPrincipal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Compares what is rendered with the documents of the Terraform module, with its placeholders filled in. */
class PolicyRendererTest {

    private static final String CONFLUENT = "arn:aws:iam::851725421142:role/cspi-42o61";
    private static final String EXTERNAL_ID = "95c8f0e6-0d5b-4d3e-a6a3-1a4a2f7f0b11";

    private static final TrustedPrincipal PRINCIPAL =
            new TrustedPrincipal(RoleArn.parse(CONFLUENT).orElseThrow(), EXTERNAL_ID);

    private static final PolicyDocument DENY_ALL = seed("""
            {
              "Version": "2012-10-17",
              "Statement": [
                {
                  "Effect": "Deny",
                  "Principal": {
                    "AWS": "*"
                  },
                  "Action": "sts:AssumeRole"
                }
              ]
            }
            """);

    private static final PolicyDocument TRUST = seed("""
            {
              "Version": "2012-10-17",
              "Statement": [
                {
                  "Effect": "Allow",
                  "Principal": {
                    "AWS": ["${iam_role_arn}"]
                  },
                  "Action": "sts:AssumeRole",
                  "Condition": {
                    "StringEquals": {
                      "sts:ExternalId": "${external_id}"
                    }
                  }
                },
                {
                  "Effect": "Allow",
                  "Principal": {
                    "AWS": ["${iam_role_arn}"]
                  },
                  "Action": "sts:TagSession"
                }
              ]
            }
            """);

    private static final PolicyDocument S3 = seed("""
            {
              "Version": "2012-10-17",
              "Statement": [
                {
                  "Effect": "Allow",
                  "Action": [
                    "s3:GetBucketLocation",
                    "s3:ListBucketMultipartUploads",
                    "s3:ListBucket"
                  ],
                  "Resource": [
                    "arn:aws:s3:::${bucket}"
                  ]
                },
                {
                  "Effect": "Allow",
                  "Action": [
                    "s3:PutObject",
                    "s3:PutObjectTagging",
                    "s3:GetObject",
                    "s3:DeleteObject",
                    "s3:AbortMultipartUpload",
                    "s3:ListMultipartUploadParts"
                  ],
                  "Resource": [
                    "arn:aws:s3:::${bucket}/*"
                  ]
                }
              ]
            }
            """);

    private static final PolicyDocument GLUE = seed("""
            {
              "Version": "2012-10-17",
              "Statement": [
                {
                  "Effect": "Allow",
                  "Action": [
                    "glue:GetTable",
                    "glue:GetDatabase",
                    "glue:DeleteTable",
                    "glue:DeleteDatabase",
                    "glue:CreateTable",
                    "glue:CreateDatabase",
                    "glue:UpdateTable",
                    "glue:UpdateDatabase"
                  ],
                  "Resource": [
                    "arn:aws:glue:${region}:${account_id}:*"
                  ]
                }
              ]
            }
            """);

    private static final AwsAccount ACCOUNT = new AwsAccount("aws", "123456789012");

    @Test
    void deniesAllAsTheModuleDid() {
        assertToTheLetter(PolicyRenderer.denyAll(), DENY_ALL);
    }

    @Test
    void trustsConfluentAsTheModuleDid() {
        assertToTheLetter(PolicyRenderer.trust(PRINCIPAL, TrustConditions.none()), TRUST);
    }

    @Test
    void opensTheBucketAsTheModuleDid() {
        assertToTheLetter(PolicyRenderer.s3("aws", "dev-confluent-topics-backup", List.of()), S3);
    }

    @Test
    void opensTheCatalogAsTheModuleDid() {
        assertToTheLetter(PolicyRenderer.glue(ACCOUNT, List.of("eu-central-1"), List.of()), GLUE);
    }

    @Test
    void keepsTheModulesOrderOfActions() {
        assertThat(PolicyRenderer.s3("aws", "b", List.of()).json())
                .containsSubsequence("s3:GetBucketLocation", "s3:ListBucket\"", "s3:PutObject\"", "s3:ListMultipart");
        assertThat(PolicyRenderer.glue(ACCOUNT, List.of("eu-central-1"), List.of())
                        .json())
                .containsSubsequence("glue:GetTable", "glue:GetDatabase", "glue:UpdateTable", "glue:UpdateDatabase");
    }

    @Test
    void writesNoWhiteSpace() {
        PolicyDocument trust = PolicyRenderer.trust(PRINCIPAL, TrustConditions.none());

        assertThat(trust.json()).doesNotContainAnyWhitespaces();
        assertThat(trust.length()).isEqualTo(trust.json().length()).isEqualTo(TRUST.length());
    }

    @Test
    void opensTheKeysInAThirdStatement() {
        String first = "arn:aws:kms:eu-central-1:123456789012:key/1";
        String second = "arn:aws:kms:eu-west-1:123456789012:key/2";

        assertSame(
                PolicyRenderer.s3("aws", "dev-confluent-topics-backup", List.of(first, second)),
                with(S3, """
                        {"Effect": "Allow",
                         "Action": ["kms:GenerateDataKey*", "kms:Decrypt", "kms:Encrypt", "kms:ReEncrypt*",
                                    "kms:DescribeKey"],
                         "Resource": ["%s", "%s"]}""".formatted(first, second)));
    }

    @Test
    void opensTheCatalogOfEachRegion() {
        assertThat(PolicyRenderer.glue(ACCOUNT, List.of("eu-central-1", "us-east-2"), List.of())
                        .json())
                .contains("arn:aws:glue:eu-central-1:123456789012:*", "arn:aws:glue:us-east-2:123456789012:*");
    }

    @Test
    void opensOnlyTheDatabasesThatAreNamedInEachRegion() {
        assertSame(
                PolicyRenderer.glue(ACCOUNT, List.of("eu-central-1", "us-east-2"), List.of("lkc-abc123", "orders_db")),
                new PolicyDocument(GLUE.json().replace("\"arn:aws:glue:eu-central-1:123456789012:*\"", """
                        "arn:aws:glue:eu-central-1:123456789012:catalog",
                        "arn:aws:glue:eu-central-1:123456789012:database/lkc-abc123",
                        "arn:aws:glue:eu-central-1:123456789012:table/lkc-abc123/*",
                        "arn:aws:glue:eu-central-1:123456789012:database/orders_db",
                        "arn:aws:glue:eu-central-1:123456789012:table/orders_db/*",
                        "arn:aws:glue:us-east-2:123456789012:catalog",
                        "arn:aws:glue:us-east-2:123456789012:database/lkc-abc123",
                        "arn:aws:glue:us-east-2:123456789012:table/lkc-abc123/*",
                        "arn:aws:glue:us-east-2:123456789012:database/orders_db",
                        "arn:aws:glue:us-east-2:123456789012:table/orders_db/*"
                        """)));
    }

    @Test
    void needsARegionForTheCatalog() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PolicyRenderer.glue(ACCOUNT, List.of(), List.of()))
                .withMessageContaining("region");
    }

    @Test
    void staysInThePartitionOfTheAccount() {
        AwsAccount china = new AwsAccount("aws-cn", "210987654321");

        assertThat(PolicyRenderer.glue(china, List.of("cn-north-1"), List.of()).json())
                .contains("arn:aws-cn:glue:cn-north-1:210987654321:*")
                .doesNotContain("arn:aws:");
        assertThat(PolicyRenderer.s3("aws-us-gov", "b", List.of()).json())
                .contains("\"arn:aws-us-gov:s3:::b\"", "\"arn:aws-us-gov:s3:::b/*\"")
                .doesNotContain("arn:aws:");
    }

    @Test
    void narrowsBothStatementsOfTheTrust() {
        TrustConditions conditions = new TrustConditions(
                List.of("203.0.113.0/24", "2001:db8::/32"),
                Instant.parse("2026-01-01T00:00:00.750Z"),
                Instant.parse("2027-01-01T00:00:00Z"));

        assertSame(PolicyRenderer.trust(PRINCIPAL, conditions), seed("""
                {"Version": "2012-10-17",
                 "Statement": [
                   {"Effect": "Allow", "Principal": {"AWS": "${iam_role_arn}"}, "Action": "sts:AssumeRole",
                    "Condition": {
                      "StringEquals": {"sts:ExternalId": "${external_id}"},
                      "IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "2001:db8::/32"]},
                      "DateGreaterThanEquals": {"aws:CurrentTime": "2026-01-01T00:00:00Z"},
                      "DateLessThan": {"aws:CurrentTime": "2027-01-01T00:00:00Z"}}},
                   {"Effect": "Allow", "Principal": {"AWS": "${iam_role_arn}"}, "Action": "sts:TagSession",
                    "Condition": {
                      "IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "2001:db8::/32"]},
                      "DateGreaterThanEquals": {"aws:CurrentTime": "2026-01-01T00:00:00Z"},
                      "DateLessThan": {"aws:CurrentTime": "2027-01-01T00:00:00Z"}}}]}
                """));
    }

    /** The same JSON, with lists where the module has lists, whatever the order of an object's fields. */
    private static void assertToTheLetter(PolicyDocument rendered, PolicyDocument module) {
        assertThat(PolicyJson.parse(rendered.json())).isPresent().isEqualTo(PolicyJson.parse(module.json()));
    }

    private static void assertSame(PolicyDocument rendered, PolicyDocument wanted) {
        assertThat(rendered.sameAs(wanted))
                .as("%s%nshould mean the same as%n%s", rendered.json(), wanted.json())
                .isTrue();
    }

    private static PolicyDocument seed(String text) {
        return new PolicyDocument(text.replace("${iam_role_arn}", CONFLUENT)
                .replace("${external_id}", EXTERNAL_ID)
                .replace("${bucket}", "dev-confluent-topics-backup")
                .replace("${region}", "eu-central-1")
                .replace("${account_id}", "123456789012"));
    }

    /** The document with one more statement at its end. */
    private static PolicyDocument with(PolicyDocument document, String statement) {
        String json = document.json();
        int end = json.lastIndexOf(']');
        return new PolicyDocument(json.substring(0, end) + "," + statement + json.substring(end));
    }
}
