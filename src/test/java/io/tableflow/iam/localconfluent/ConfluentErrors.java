package io.tableflow.iam.localconfluent;

import io.tableflow.iam.localconfluent.ConfluentFault.Body;
import io.tableflow.iam.localconfluent.ConfluentFault.Refusal;
import io.tableflow.iam.localconfluent.ConfluentFault.TooMany;
import java.util.Map;

/** Turns planned refusals into errors. */
final class ConfluentErrors {

    private ConfluentErrors() {}

    /** Refuses the call if the fault is a refusal. */
    static void refuse(ConfluentFault fault) {
        if (fault instanceof Refusal(int status, String detail, Body body)) {
            throw new ConfluentError(status, detail, body, Map.of());
        }
        if (fault instanceof TooMany(int seconds, boolean saysRetryAfter)) {
            String header = saysRetryAfter ? "Retry-After" : "X-RateLimit-Reset";
            throw new ConfluentError(
                    429, "Too Many Requests", Body.ERROR_CODE, Map.of(header, Integer.toString(seconds)));
        }
    }
}
