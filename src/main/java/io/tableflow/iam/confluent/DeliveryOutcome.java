package io.tableflow.iam.confluent;

import io.swagger.v3.oas.annotations.media.Schema;

/** What became of a callback whose signature held. */
@Schema(
        description =
                "What became of a callback: `ACCEPTED`, its integration was taken in; `DUPLICATE`, it had been before;"
                        + " `SUPERSEDED`, one that was signed later had come first, so it changes nothing; `REFUSED`, see `code`.")
public enum DeliveryOutcome {
    ACCEPTED,
    DUPLICATE,
    SUPERSEDED,
    REFUSED
}
