package io.tableflow.iam.testing;

import software.amazon.awssdk.services.iam.IamClient;

/** What the Terraform module and its shell commands create for an environment, exactly. */
public final class TerraformModule {

    /** The module's Glue policy for the region of the tests. */
    public static final String GLUE = """
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
                    "arn:aws:glue:eu-central-1:123456789012:*"
                  ]
                }
              ]
            }
            """;

    /** The trust with which the module creates the role. */
    public static final String DENY_ALL = """
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
            """;

    private final IamClient iam;

    public TerraformModule(AwsUser user) {
        this.iam = user.iam();
    }

    /** Applies it: the role with deny-all, both policies, both attachments. */
    public void apply(String environment) {
        iam.createRole(it -> it.roleName(environment + "-confluent-role").assumeRolePolicyDocument(DENY_ALL));
        attach(environment, "-confluent-tableflow-s3-permission", s3(environment + "-confluent-topics-backup"));
        attach(environment, "-confluent-tableflow-connection", GLUE);
    }

    private void attach(String environment, String suffix, String document) {
        String arn = iam.createPolicy(it -> it.policyName(environment + suffix).policyDocument(document))
                .policy()
                .arn();
        iam.attachRolePolicy(it -> it.roleName(environment + "-confluent-role").policyArn(arn));
    }

    /** Runs its null_resource, which replaces the trust. */
    public void updateTrust(String environment, String trust) {
        iam.updateAssumeRolePolicy(
                it -> it.roleName(environment + "-confluent-role").policyDocument(trust));
    }

    /** Its trust for Confluent. */
    public static String finalTrust(String principal, String externalId) {
        return """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Principal": {
                        "AWS": ["%1$s"]
                      },
                      "Action": "sts:AssumeRole",
                      "Condition": {
                        "StringEquals": {
                          "sts:ExternalId": "%2$s"
                        }
                      }
                    },
                    {
                      "Effect": "Allow",
                      "Principal": {
                        "AWS": ["%1$s"]
                      },
                      "Action": "sts:TagSession"
                    }
                  ]
                }
                """.formatted(principal, externalId);
    }

    /** Its policy for a bucket. */
    public static String s3(String bucket) {
        return """
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
                        "arn:aws:s3:::%1$s"
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
                        "arn:aws:s3:::%1$s/*"
                      ]
                    }
                  ]
                }
                """.formatted(bucket);
    }
}
