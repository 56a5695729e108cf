package io.tableflow.iam.localaws;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A call as the emulator remembers it, in the order of the effects.
 *
 * @param at by the emulator's clock
 * @param account the caller's, empty where the caller could not be told
 * @param parameters as they came, without secrets
 * @param outcome {@link #OK}, {@link #DISCONNECTED}, or the code of the error
 * @param delivered whether the caller was meant to hear of the outcome: no fault cut the connection
 * @param userAgent what the caller says it is
 * @param mutating whether it is a call that changes something in IAM
 */
public record RecordedCall(
        Instant at,
        String service,
        String operation,
        String account,
        Map<String, String> parameters,
        String outcome,
        boolean delivered,
        String requestId,
        String userAgent,
        boolean mutating) {

    /** The call took effect. */
    public static final String OK = "OK";

    /** The connection was closed before anything happened. */
    public static final String DISCONNECTED = "Disconnected";

    /** Tells whether the call took effect, be it heard of or not. */
    public boolean succeeded() {
        return outcome.equals(OK);
    }

    /** A parameter by its name in the Query protocol, such as {@code RoleName} or {@code Tags.member.1.Key}. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    static RecordedCall of(
            QueryRequest request, Instant at, String account, String outcome, boolean delivered, String requestId) {
        Map<String, String> parameters = new LinkedHashMap<>(request.parameters());
        parameters.keySet().removeIf(name -> name.startsWith("X-Amz-") || name.equals("TokenCode"));
        parameters.remove("Action");
        parameters.remove("Version");
        return new RecordedCall(
                at,
                request.service().scope(),
                request.action(),
                account,
                Collections.unmodifiableMap(parameters),
                outcome,
                delivered,
                requestId,
                request.userAgent(),
                isMutating(request));
    }

    static boolean isMutating(QueryRequest request) {
        String operation = request.action();
        return request.service() == AwsService.IAM && !operation.startsWith("Get") && !operation.startsWith("List");
    }
}
