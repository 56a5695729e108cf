package io.tableflow.iam.verification;

/** Why a check has no answer. */
public enum CheckReason {
    /** Confluent's principal is not known yet. */
    AWAITING_INTEGRATION,
    /** The environment has nothing that the claim is about. */
    NOT_APPLICABLE,
    /** There is no role. */
    NO_ROLE,
    /** There is no bucket. */
    NO_BUCKET,
    /** There is no key. */
    NO_KEY,
    /** The environment is being deleted. */
    DELETING,
    /** The environment was changed a moment ago, or is being changed: IAM may show what was before, or not all. */
    PROPAGATING,
    /** The service lacks a permission. */
    NOT_PERMITTED,
    /** AWS did not answer, or does not know the operation. */
    AWS_UNAVAILABLE,
    /** AWS refuses the service for another reason than a missing permission. */
    AWS_REFUSED,
    /** There was no answer in time. */
    TIMED_OUT,
    /** It depends on something that is not known, or of which AWS does not document what it means. */
    UNDETERMINED,
    /** The check itself has failed; the log says why. */
    INTERNAL_ERROR
}
