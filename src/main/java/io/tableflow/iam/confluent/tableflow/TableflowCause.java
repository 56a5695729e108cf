package io.tableflow.iam.confluent.tableflow;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an error of Tableflow means for IAM. Confluent gives no code, but free text that may change, so it is read by single
 * words, never by whole sentences. The texts that are known are those that users have reported; src/docs/zero-touch.md has them.
 */
public enum TableflowCause {
    /** The trust does not let Confluent in. */
    ROLE_NOT_ASSUMED(
            "RoleNotAssumed",
            "Confluent could not assume the role: its trust denies everyone, or names another principal or another"
                    + " external id than the integration's.",
            List.of(
                    "condition TrustEstablished",
                    "GET /environments/{name}/drift",
                    Shown.check("confluent-can-assume"),
                    Shown.check("confluent-can-assume-with-session-tags"),
                    "POST /access-checks sts:AssumeRole")),
    /** Something denies the use of the bucket's key. */
    KEY_DENIED(
            "KeyDenied",
            "The role may not use the KMS key of the bucket: the key is missing in kmsKeyArns, or the key's own policy"
                    + " does not let the account's policies decide.",
            List.of(
                    "spec.kmsKeyArns",
                    Shown.check("bucket-encryption-key-in-spec"),
                    Shown.check("kms-keys-enabled"),
                    Shown.check("kms-key-policies-let-role-work"),
                    Shown.check("kms-generate-data-key-allowed"),
                    Shown.check("kms-decrypt-allowed"),
                    "POST /access-checks kms:GenerateDataKey")),
    /** Something denies writing to Glue. */
    CATALOG_DENIED(
            "CatalogDenied",
            "The role may not write to the Glue catalog: the database is missing in glueDatabases, or Lake Formation or"
                    + " the catalog's resource policy denies it. Topics are materialized all the same, and Glue shows"
                    + " old tables.",
            List.of(
                    "spec.glueDatabases",
                    "condition PoliciesAttached",
                    Shown.check("glue-create-table-allowed"),
                    Shown.check("glue-update-table-allowed"),
                    Shown.check("glue-policy-lets-role-work"),
                    Shown.check("lake-formation-lets-role-create"),
                    Shown.check("lake-formation-lets-role-use-bucket"),
                    "POST /access-checks glue:UpdateTable")),
    /** Something denies writing to the bucket. */
    BUCKET_DENIED(
            "BucketDenied",
            "The role may not write to the bucket: the bucket's own policy denies it, the bucket is another one than the"
                    + " spec's, or the role's policy was changed.",
            List.of(
                    "spec.bucket",
                    "GET /environments/{name}/drift",
                    Shown.check("bucket-policy-lets-role-work"),
                    Shown.check("s3-put-object-allowed"),
                    "POST /access-checks s3:PutObject")),
    /** Rights at Confluent, not in IAM. */
    CONFLUENT_RIGHTS(
            "ConfluentRights",
            "It is about rights or schemas at Confluent, not about IAM: the owner of the Tableflow key may not write the"
                    + " topic for failed records, or the topic has no schema.",
            List.of()),
    /** The data, not IAM. */
    DATA(
            "DataNotMaterialized",
            "It is about the data, not about IAM: a record can't be materialized, or somebody else has written to the"
                    + " table's place in the bucket.",
            List.of()),
    /** Tableflow has stopped, and does not say why. */
    SUSPENDED(
            "Suspended",
            "Tableflow has suspended it. Known causes: a bucket that was not empty or is in another region than the"
                    + " cluster, a topic without a schema, a KMS key that the role may not use. Once that is put right,"
                    + " it has to be resumed at Confluent.",
            List.of(
                    "spec.bucket",
                    "spec.kmsKeyArns",
                    Shown.check("bucket-in-region-of-environment"),
                    Shown.check("bucket-encryption-key-in-spec"),
                    Shown.check("kms-key-policies-let-role-work"),
                    Shown.check("kms-generate-data-key-allowed"),
                    "POST /access-checks kms:GenerateDataKey")),
    /** The text says nothing that is known. */
    UNCLEAR(
            "TableflowFailed",
            "Confluent's text names no cause that the service knows.",
            List.of("condition InSync", "GET /environments/{name}/drift"));

    /** How a check of the verification is named. Constants of an enum can't use its own static members. */
    private static final class Shown {

        private static String check(String name) {
            return VERIFICATION + name;
        }
    }

    /** What precedes the name of a check; this module does not know the checks, and a test holds that they exist. */
    static final String VERIFICATION = "POST /environments/{name}/verification ";

    private final String reason;
    private final String meaning;

    @SuppressWarnings("ImmutableEnumChecker") // Made by List.of, as Error Prone's annotations cannot say.
    private final List<String> shownBy;

    TableflowCause(String reason, String meaning, List<String> shownBy) {
        this.reason = reason;
        this.meaning = meaning;
        this.shownBy = shownBy;
    }

    /** The cause that a text of Confluent's speaks of; where it says nothing, something has stopped without a word. */
    static TableflowCause of(@Nullable String text) {
        if (text == null) {
            return SUSPENDED;
        }
        String words = text.toLowerCase(Locale.ROOT);
        if (has(words, "dlq", "dead letter", "schema", "rbac")) {
            return CONFLUENT_RIGHTS;
        }
        if (has(words, "null value", "outside of tableflow")) {
            return DATA;
        }
        if (has(words, "assume", "external id", "externalid", "trust policy")) {
            return ROLE_NOT_ASSUMED;
        }
        if (has(words, "kms", "encrypt", "decrypt")) {
            return KEY_DENIED;
        }
        if (has(words, "glue", "catalog", "lake formation")) {
            return CATALOG_DENIED;
        }
        return has(words, "s3", "bucket") ? BUCKET_DENIED : UNCLEAR;
    }

    private static boolean has(String text, String... words) {
        for (String word : words) {
            if (text.contains(word)) {
                return true;
            }
        }
        return false;
    }

    /** One CamelCase word for programs. */
    public String reason() {
        return reason;
    }

    /** What it means, for people. */
    public String meaning() {
        return meaning;
    }

    /**
     * Where the service shows whether it is so: conditions, fields of the spec, calls, and checks of a verification by their names. Empty
     * where it is not about IAM.
     */
    public List<String> shownBy() {
        return shownBy;
    }
}
