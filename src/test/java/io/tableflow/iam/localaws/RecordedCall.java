package io.tableflow.iam.localaws;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A call as the emulator has recorded it, in the order of the effects.
 *
 * @param at by the emulator's clock
 * @param account the caller's; empty if the caller is unknown
 * @param parameters as received, without secrets
 * @param outcome {@link #OK}, {@link #DISCONNECTED}, or the error code
 * @param delivered whether an answer was sent, because no fault cut the connection
 * @param userAgent the User-Agent header
 * @param mutating whether the call changes something in IAM
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

    /** The connection was closed before the call took effect. */
    public static final String DISCONNECTED = "Disconnected";

    /** Whether the call took effect, even if the answer was lost. */
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
