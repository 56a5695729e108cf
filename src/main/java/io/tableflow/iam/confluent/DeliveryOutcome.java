package io.tableflow.iam.confluent;

/** What became of a callback whose signature held. */
public enum DeliveryOutcome {
    ACCEPTED,
    DUPLICATE,
    SUPERSEDED,
    REFUSED
}
