package io.tableflow.iam.aws.sdk;

import io.tableflow.iam.aws.AssumeRoleEvent;
import io.tableflow.iam.aws.AssumeRolePage;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudtrail.model.Event;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the AssumeRole events of CloudTrail. An event is a text of JSON (CloudTrail's user guide, "Record contents"); what is not
 * understood is left out.
 */
final class CloudTrailMapper {

    private static final JsonMapper JSON = new JsonMapper();

    private CloudTrailMapper() {}

    static AssumeRolePage page(LookupEventsResponse answer) {
        return new AssumeRolePage(
                answer.events().stream().flatMap(event -> event(event).stream()).toList(), answer.nextToken());
    }

    private static Optional<AssumeRoleEvent> event(Event event) {
        if (event.cloudTrailEvent() == null) {
            return Optional.empty();
        }
        try {
            return event(JSON.readTree(event.cloudTrailEvent()));
        } catch (JacksonException | DateTimeParseException notUnderstood) {
            return Optional.empty();
        }
    }

    private static Optional<AssumeRoleEvent> event(JsonNode event) {
        String id = event.path("eventID").asString("");
        JsonNode identity = event.path("userIdentity");
        String role = role(event);
        if (id.isEmpty()
                || role == null
                || !event.path("eventName").asString("").equals("AssumeRole")) {
            return Optional.empty();
        }
        String principal = text(identity.path("principalId"));
        return Optional.of(new AssumeRoleEvent(
                id,
                Instant.parse(event.path("eventTime").asString("")),
                role,
                identity.path("type").asString(""),
                text(identity.path("accountId")),
                principal == null ? text(identity.path("invokedBy")) : principal.replaceFirst(":.*", ""),
                text(identity.path("arn")),
                text(event.at("/requestParameters/roleSessionName")),
                text(event.path("sourceIPAddress")),
                text(event.path("errorCode")),
                text(event.at("/requestParameters/externalId")),
                text(event.path("sharedEventID"))));
    }

    /** A refused call may have no parameters: then the resources name the role. */
    private static @Nullable String role(JsonNode event) {
        String asked = text(event.at("/requestParameters/roleArn"));
        return asked != null
                ? asked
                : event.path("resources")
                        .valueStream()
                        .map(it -> it.path("ARN").asString(""))
                        .filter(it -> it.contains(":role/"))
                        .findFirst()
                        .orElse(null);
    }

    private static @Nullable String text(JsonNode node) {
        String text = node.asString("");
        return text.isEmpty() ? null : text;
    }
}
