package io.tableflow.iam.verification;

/** What a verification asks. */
public enum VerificationQuestion {
    /** Can Confluent assume the role? */
    CONFLUENT_GETS_IN,
    /** Can nobody else? */
    NOBODY_ELSE_GETS_IN,
    /** May the role do in bucket, keys and Glue catalog what Tableflow does there? */
    TABLEFLOW_CAN_WORK,
    /** Are bucket, keys and Glue catalog as Tableflow needs them, and do their own policies let the role in? */
    RESOURCES_READY
}
