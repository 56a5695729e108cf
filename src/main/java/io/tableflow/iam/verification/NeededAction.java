package io.tableflow.iam.verification;

import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.policy.AwsAccount;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An action that Tableflow takes as the role, and what it takes it on.
 *
 * @see <a href="https://docs.confluent.io/cloud/current/topics/tableflow/how-to-guides/configure-storage.html">Storage
 *     with Tableflow</a>
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsglue.html">Actions of AWS
 *     Glue</a>: an action on a table is asked for on its database and its catalog, too
 */
enum NeededAction {
    S3_GET_BUCKET_LOCATION("s3:GetBucketLocation", Target.BUCKET),
    S3_LIST_BUCKET("s3:ListBucket", Target.BUCKET),
    S3_LIST_BUCKET_MULTIPART_UPLOADS("s3:ListBucketMultipartUploads", Target.BUCKET),
    S3_PUT_OBJECT("s3:PutObject", Target.OBJECT),
    S3_PUT_OBJECT_TAGGING("s3:PutObjectTagging", Target.OBJECT),
    S3_GET_OBJECT("s3:GetObject", Target.OBJECT),
    S3_DELETE_OBJECT("s3:DeleteObject", Target.OBJECT),
    S3_ABORT_MULTIPART_UPLOAD("s3:AbortMultipartUpload", Target.OBJECT),
    S3_LIST_MULTIPART_UPLOAD_PARTS("s3:ListMultipartUploadParts", Target.OBJECT),
    GLUE_GET_DATABASE("glue:GetDatabase", Target.DATABASE),
    GLUE_CREATE_DATABASE("glue:CreateDatabase", Target.DATABASE),
    GLUE_UPDATE_DATABASE("glue:UpdateDatabase", Target.DATABASE),
    GLUE_DELETE_DATABASE("glue:DeleteDatabase", Target.DATABASE),
    GLUE_GET_TABLE("glue:GetTable", Target.TABLE),
    GLUE_CREATE_TABLE("glue:CreateTable", Target.TABLE),
    GLUE_UPDATE_TABLE("glue:UpdateTable", Target.TABLE),
    GLUE_DELETE_TABLE("glue:DeleteTable", Target.TABLE),
    KMS_GENERATE_DATA_KEY("kms:GenerateDataKey", Target.KEY),
    KMS_DECRYPT("kms:Decrypt", Target.KEY),
    KMS_ENCRYPT("kms:Encrypt", Target.KEY),
    KMS_RE_ENCRYPT("kms:ReEncryptFrom", Target.KEY),
    KMS_DESCRIBE_KEY("kms:DescribeKey", Target.KEY);

    private enum Target {
        BUCKET,
        OBJECT,
        DATABASE,
        TABLE,
        KEY
    }

    /** Tableflow names the database after the Kafka cluster, unless it is told another name. */
    private static final String ANY_DATABASE = "lkc-any";

    private final String action;
    private final Target target;

    NeededAction(String action, Target target) {
        this.action = action;
        this.target = target;
    }

    /** Those that are taken on the bucket and its objects. */
    static List<NeededAction> ofBucket() {
        return of(EnumSet.of(Target.BUCKET, Target.OBJECT));
    }

    /** Those that are taken on a key. */
    static List<NeededAction> ofKey() {
        return of(EnumSet.of(Target.KEY));
    }

    /** Those that are taken on the Glue catalog. */
    static List<NeededAction> ofCatalog() {
        return of(EnumSet.of(Target.DATABASE, Target.TABLE));
    }

    private static List<NeededAction> of(Set<Target> targets) {
        return Stream.of(values()).filter(it -> targets.contains(it.target)).toList();
    }

    String action() {
        return action;
    }

    /** The claim that the role may take it. */
    VerificationClaim claim() {
        return VerificationClaim.ofWork(
                name().toLowerCase(Locale.ROOT).replace('_', '-') + "-allowed",
                "POST .../reconcile writes and attaches both policies anew; a Deny of others, or a permissions boundary"
                        + " without the action, has to be changed by its owner.");
    }

    /** The ARNs of what it is taken on, each of which has to be allowed; empty: the environment has none. */
    List<String> resources(EnvironmentSpec spec, AwsAccount account) {
        String bucket = "arn:" + account.partition() + ":s3:::" + spec.bucket();
        return switch (target) {
            case BUCKET -> List.of(bucket);
            case OBJECT -> List.of(bucket + "/any/object");
            case DATABASE -> glue(spec, account, database -> Stream.of("database/" + database));
            case TABLE ->
                glue(spec, account, database -> Stream.of("database/" + database, "table/" + database + "/any"));
            case KEY -> spec.kmsKeyArns();
        };
    }

    private interface Resources {
        Stream<String> of(String database);
    }

    private static List<String> glue(EnvironmentSpec spec, AwsAccount account, Resources resources) {
        List<String> databases = spec.glueDatabases().isEmpty() ? List.of(ANY_DATABASE) : spec.glueDatabases();
        return spec.regions().stream()
                .map(region -> "arn:" + account.partition() + ":glue:" + region + ":" + account.id() + ":")
                .flatMap(catalog -> Stream.concat(
                                Stream.of("catalog"), databases.stream().flatMap(resources::of))
                        .map(catalog::concat))
                .toList();
    }
}
