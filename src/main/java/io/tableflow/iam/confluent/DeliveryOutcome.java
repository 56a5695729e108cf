package io.tableflow.iam.confluent;

/** What became of a callback with a valid signature. */
public enum DeliveryOutcome {
    /** Its integration was stored. */
    ACCEPTED,
    /** The same message had been accepted before. */
    DUPLICATE,
    /** One that was signed later had been accepted before, so this one changes nothing. */
    SUPERSEDED,
    /** It was refused, with a code and a reason. */
    REFUSED
}
