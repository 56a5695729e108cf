package io.tableflow.iam.documentation;

import java.util.Map;

/**
 * What Tableflow needs each action for.
 *
 * @see <a href="https://docs.confluent.io/cloud/current/topics/tableflow/how-to-guides/configure-storage.html">Storage
 *     with Tableflow</a>
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html">Actions of Amazon
 *     S3</a>
 */
final class ActionPurpose {

    private static final Map<String, String> PURPOSES = Map.ofEntries(
            Map.entry("s3:GetBucketLocation", "find out the bucket's region"),
            Map.entry("s3:ListBucket", "list the files of tables"),
            Map.entry("s3:ListBucketMultipartUploads", "find uploads that were not finished"),
            Map.entry("s3:PutObject", "write data and metadata files of tables"),
            Map.entry("s3:PutObjectTagging", "tag the files that it writes"),
            Map.entry("s3:GetObject", "read its files back, for compaction and for commits"),
            Map.entry("s3:DeleteObject", "remove files that compaction or retention has made obsolete"),
            Map.entry("s3:AbortMultipartUpload", "clear uploads that were not finished"),
            Map.entry("s3:ListMultipartUploadParts", "go on with an upload of several parts"),
            Map.entry("kms:GenerateDataKey*", "encrypt new files with the bucket's key"),
            Map.entry("kms:Decrypt", "read files that are encrypted with the bucket's key"),
            Map.entry("kms:Encrypt", "encrypt with the bucket's key"),
            Map.entry("kms:ReEncrypt*", "copy files that are encrypted with the bucket's key"),
            Map.entry("kms:DescribeKey", "look whether the key can be used"),
            Map.entry("glue:GetDatabase", "look whether the database exists"),
            Map.entry("glue:CreateDatabase", "register the Kafka cluster as a database"),
            Map.entry("glue:UpdateDatabase", "change the database's description"),
            Map.entry("glue:DeleteDatabase", "remove the database with the catalog integration"),
            Map.entry("glue:GetTable", "look which table and metadata file are registered"),
            Map.entry("glue:CreateTable", "register a topic as a table"),
            Map.entry("glue:UpdateTable", "point the table to its latest metadata file"),
            Map.entry("glue:DeleteTable", "remove the table of a topic that is no longer written"));

    private ActionPurpose() {}

    /** The purpose, as a clause without a subject; a dash for an action that this service does not grant. */
    static String of(String action) {
        return PURPOSES.getOrDefault(action, "-");
    }
}
