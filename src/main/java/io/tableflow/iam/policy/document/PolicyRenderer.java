package io.tableflow.iam.policy.document;

import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.TrustConditions;
import io.tableflow.iam.policy.TrustedPrincipal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.policybuilder.iam.IamConditionKey;
import software.amazon.awssdk.policybuilder.iam.IamConditionOperator;
import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamPrincipal;
import software.amazon.awssdk.policybuilder.iam.IamPrincipalType;
import software.amazon.awssdk.policybuilder.iam.IamStatement;

/**
 * Renders every document that is written to IAM, as compact JSON. The statements are the Terraform module's, which are
 * the ones that Confluent documents. Options only add a statement, a resource or a condition, or name the
 * resources more narrowly.
 */
public final class PolicyRenderer {

    private static final String ASSUME_ROLE = "sts:AssumeRole";
    private static final String TAG_SESSION = "sts:TagSession";

    private static final List<String> BUCKET_ACTIONS =
            List.of("s3:GetBucketLocation", "s3:ListBucketMultipartUploads", "s3:ListBucket");
    private static final List<String> OBJECT_ACTIONS = List.of(
            "s3:PutObject",
            "s3:PutObjectTagging",
            "s3:GetObject",
            "s3:DeleteObject",
            "s3:AbortMultipartUpload",
            "s3:ListMultipartUploadParts");
    private static final List<String> KMS_ACTIONS =
            List.of("kms:GenerateDataKey*", "kms:Decrypt", "kms:Encrypt", "kms:ReEncrypt*", "kms:DescribeKey");
    private static final List<String> GLUE_ACTIONS = List.of(
            "glue:GetTable",
            "glue:GetDatabase",
            "glue:DeleteTable",
            "glue:DeleteDatabase",
            "glue:CreateTable",
            "glue:CreateDatabase",
            "glue:UpdateTable",
            "glue:UpdateDatabase");

    private PolicyRenderer() {}

    /** Every action and pattern of actions that the policies of an environment can have: what Tableflow needs. */
    public static Stream<String> actions() {
        return Stream.of(BUCKET_ACTIONS, OBJECT_ACTIONS, KMS_ACTIONS, GLUE_ACTIONS)
                .flatMap(List::stream);
    }

    /** The trust of a role whose integration is not known yet: nobody can assume it, not even its own account. */
    public static PolicyDocument denyAll() {
        return document(IamStatement.builder()
                .effect(IamEffect.DENY)
                .addPrincipal(IamPrincipal.create(IamPrincipalType.AWS, "*"))
                .addAction(ASSUME_ROLE)
                .build());
    }

    /**
     * The trust that lets in one principal and nobody else. Only the statement on AssumeRole has the external id,
     * because STS accepts none on TagSession. The conditions restrict both statements.
     */
    public static PolicyDocument trust(TrustedPrincipal principal, TrustConditions conditions) {
        IamStatement.Builder assume = allowed(principal, ASSUME_ROLE)
                .addCondition(IamConditionOperator.STRING_EQUALS, key("sts:ExternalId"), principal.externalId());
        IamStatement.Builder tag = allowed(principal, TAG_SESSION);
        return document(
                narrowed(assume, conditions).build(), narrowed(tag, conditions).build());
    }

    /**
     * What the role may do in the bucket, and with the keys that encrypt it.
     *
     * @param kmsKeyArns the keys of a bucket under SSE-KMS; empty: no statement on keys
     */
    public static PolicyDocument s3(String partition, String bucket, List<String> kmsKeyArns) {
        String bucketArn = "arn:" + partition + ":s3:::" + bucket;
        IamStatement inBucket = allow(BUCKET_ACTIONS, List.of(bucketArn));
        IamStatement onObjects = allow(OBJECT_ACTIONS, List.of(bucketArn + "/*"));
        return kmsKeyArns.isEmpty()
                ? document(inBucket, onObjects)
                : document(inBucket, onObjects, allow(KMS_ACTIONS, kmsKeyArns));
    }

    /**
     * What the role may do in the account's Glue catalogs.
     *
     * @param regions one or more
     * @param databases the databases, with their tables; empty: the whole catalog of each region
     * @throws IllegalArgumentException if there is no region, because a statement needs a resource
     */
    public static PolicyDocument glue(AwsAccount account, List<String> regions, List<String> databases) {
        if (regions.isEmpty()) {
            throw new IllegalArgumentException("A Glue policy needs at least one region.");
        }
        return document(allow(
                GLUE_ACTIONS,
                regions.stream()
                        .map(region -> "arn:" + account.partition() + ":glue:" + region + ":" + account.id() + ":")
                        .flatMap(catalog -> glueResources(databases).map(catalog::concat))
                        .toList()));
    }

    /** Glue asks for permission on a table, its database and the catalog that it is in. */
    private static Stream<String> glueResources(List<String> databases) {
        return databases.isEmpty()
                ? Stream.of("*")
                : Stream.concat(
                        Stream.of("catalog"),
                        databases.stream()
                                .flatMap(database -> Stream.of("database/" + database, "table/" + database + "/*")));
    }

    private static IamStatement.Builder allowed(TrustedPrincipal principal, String action) {
        return IamStatement.builder()
                .effect(IamEffect.ALLOW)
                .addPrincipal(IamPrincipal.create(
                        IamPrincipalType.AWS, principal.role().toString()))
                .addAction(action);
    }

    private static IamStatement.Builder narrowed(IamStatement.Builder statement, TrustConditions conditions) {
        conditions
                .sourceIps()
                .forEach(ip -> statement.addCondition(IamConditionOperator.IP_ADDRESS, key("aws:SourceIp"), ip));
        addTime(statement, "DateGreaterThanEquals", conditions.validFrom());
        addTime(statement, "DateLessThan", conditions.validUntil());
        return statement;
    }

    // Instant.toString() writes ISO 8601 in UTC, which is what IAM reads.
    private static void addTime(IamStatement.Builder statement, String operator, @Nullable Instant time) {
        if (time != null) {
            statement.addCondition(IamConditionOperator.create(operator), key("aws:CurrentTime"), time.toString());
        }
    }

    private static IamConditionKey key(String name) {
        return IamConditionKey.create(name);
    }

    private static IamStatement allow(List<String> actions, List<String> resources) {
        IamStatement.Builder statement = IamStatement.builder().effect(IamEffect.ALLOW);
        actions.forEach(statement::addAction);
        resources.forEach(statement::addResource);
        return statement.build();
    }

    private static PolicyDocument document(IamStatement... statements) {
        IamPolicy policy = IamPolicy.builder().statements(List.of(statements)).build();
        return new PolicyDocument(TerraformListStyle.of(policy.toJson()));
    }
}
