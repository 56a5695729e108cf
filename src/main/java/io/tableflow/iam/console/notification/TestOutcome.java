package io.tableflow.iam.console.notification;

import io.tableflow.iam.audit.AuditEntry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What came of the latest test message to an endpoint, as the audit trail has it.
 *
 * @param sentence what came of it, for people
 */
record TestOutcome(String endpoint, boolean isDelivered, String sentence, Instant at) {

    static TestOutcome of(AuditEntry line) {
        JsonNode details = JsonMapper.shared().readTree(line.details());
        String outcome = details.path("outcome").asString("");
        return new TestOutcome(
                details.path("endpoint").asString(""),
                outcome.equals("DELIVERED"),
                sentence(
                        outcome,
                        details.path("status").isInt() ? details.path("status").asInt() : null),
                line.at());
    }

    private static String sentence(String outcome, @Nullable Integer status) {
        return switch (outcome) {
            case "DELIVERED" -> "It received the message, and answered " + status + ".";
            case "REFUSED" -> "It answered " + status + ", so the message counts as not received.";
            case "GONE" -> "It answered 410: it wants nothing any more.";
            case "FORBIDDEN" -> "Nothing was sent: its host has no address that may be connected to.";
            default -> "No answer came in time.";
        };
    }
}
