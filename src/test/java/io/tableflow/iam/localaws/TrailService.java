package io.tableflow.iam.localaws;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * LookupEvents of CloudTrail, as far as AssumeRole is concerned. An account sees the calls for its own roles: of callers of other
 * accounts their account and their id, and of those only the calls that were allowed.
 */
final class TrailService {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int PAGE = 50;

    private TrailService() {}

    /** An event in the trail of an account. */
    record TrailEvent(String account, String region, Instant at, String id, String json) {}

    static void record(Call call, RoleArn role, String errorCode) {
        boolean isOwn = call.caller().account().equals(role.account());
        if (!isOwn && !errorCode.isEmpty()) {
            return;
        }
        ObjectNode event = JSON.createObjectNode();
        String id = UUID.randomUUID().toString();
        ObjectNode identity = event.putObject("userIdentity");
        identity.put("type", isOwn ? "AssumedRole" : "AWSAccount")
                .put("principalId", call.caller().userId())
                .put("accountId", call.caller().account());
        if (isOwn) {
            identity.put("arn", call.caller().arn());
        }
        event.put(
                        "eventTime",
                        call.now()
                                .truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                                .toString())
                .put("eventSource", "sts.amazonaws.com")
                .put("eventName", "AssumeRole")
                .put("awsRegion", call.request().region())
                .put("sourceIPAddress", call.request().sourceIp())
                .put("eventID", id)
                .put("sharedEventID", UUID.randomUUID().toString());
        if (!errorCode.isEmpty()) {
            event.put("errorCode", errorCode);
        }
        ObjectNode parameters = event.putObject("requestParameters");
        parameters.put("roleArn", role.toString());
        call.request().optional("RoleSessionName").ifPresent(it -> parameters.put("roleSessionName", it));
        call.request().optional("ExternalId").ifPresent(it -> parameters.put("externalId", it));
        call.state()
                .trail()
                .add(new TrailEvent(role.account(), call.request().region(), call.now(), id, event.toString()));
    }

    /** The answer, as JSON; newest first. */
    static String lookUp(QueryRequest request, Caller caller, EmulatorState state) {
        JsonNode asked = JSON.readTree(request.optional("Body").orElse("{}"));
        Instant from = time(asked.path("StartTime"), Instant.EPOCH);
        Instant to = time(asked.path("EndTime"), state.now());
        int first = asked.path("NextToken").asInt(0);
        List<TrailEvent> found = state.trail().stream()
                .filter(it ->
                        it.account().equals(caller.account()) && it.region().equals(request.region()))
                .filter(it -> !it.at().isBefore(from) && !it.at().isAfter(to))
                .toList()
                .reversed();
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode events = answer.putArray("Events");
        found.stream()
                .skip(first)
                .limit(PAGE)
                .forEach(it -> events.addObject()
                        .put("EventId", it.id())
                        .put("EventName", "AssumeRole")
                        .put("EventTime", it.at().getEpochSecond())
                        .put("CloudTrailEvent", it.json()));
        if (first + PAGE < found.size()) {
            answer.put("NextToken", Integer.toString(first + PAGE));
        }
        return answer.toString();
    }

    private static Instant time(JsonNode seconds, Instant otherwise) {
        return seconds.isNumber() ? Instant.ofEpochMilli((long) (seconds.asDouble() * 1000)) : otherwise;
    }

    /** An error in the JSON protocol of AWS. */
    static String failure(AwsError error) {
        return JSON.createObjectNode()
                .put("__type", error.code().endsWith("Exception") ? error.code() : error.code() + "Exception")
                .put("message", error.message())
                .toString();
    }
}
