package io.tableflow.iam.localconfluent;

import io.tableflow.iam.localconfluent.ConfluentFault.Body;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A refusal, in one of the two forms that clients have met. */
final class ConfluentError extends RuntimeException {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final Map<Integer, String> CODES = Map.of(
            400, "invalid_request",
            401, "user_unauthenticated",
            402, "quota_exceeded",
            403, "user_unauthorized",
            404, "resource_not_found",
            409, "resource_already_exists",
            422, "invalid_configuration",
            429, "rate_limit_exceeded",
            500, "internal_server_error");

    private final int status;
    private final Body body;
    private final Map<String, String> headers;

    ConfluentError(int status, String detail, Body body, Map<String, String> headers) {
        super(detail);
        this.status = status;
        this.body = body;
        this.headers = headers;
    }

    static ConfluentError of(int status, String detail) {
        return new ConfluentError(status, detail, Body.ERRORS, Map.of());
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    /** {@code status} is a text in the declared form. */
    String json(String requestId) {
        ObjectNode root = JSON.createObjectNode();
        if (body == Body.ERROR_CODE) {
            root.put("error_code", status).put("message", getMessage());
        } else {
            root.putArray("errors")
                    .addObject()
                    .put("id", requestId)
                    .put("status", Integer.toString(status))
                    .put("code", CODES.getOrDefault(status, "error"))
                    .put("title", "Error")
                    .put("detail", getMessage())
                    .putObject("source");
        }
        return root.toString();
    }
}
