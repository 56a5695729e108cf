package io.tableflow.iam.aws.resource;

/**
 * A key of KMS.
 *
 * @param arn its ARN, also where it was asked for by an alias
 * @param state such as {@code Enabled}, {@code Disabled} or {@code PendingDeletion}
 * @param usage such as {@code ENCRYPT_DECRYPT}
 * @param spec such as {@code SYMMETRIC_DEFAULT}
 * @see <a href="https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html">KeyMetadata</a>
 */
public record KeyDetails(String arn, String state, String usage, String spec) {

    /** Whether it can be used now. */
    public boolean isEnabled() {
        return state.equals("Enabled");
    }

    /** Whether S3 can encrypt with it: only with a symmetric key. */
    public boolean canEncryptObjects() {
        return usage.equals("ENCRYPT_DECRYPT") && spec.equals("SYMMETRIC_DEFAULT");
    }
}
