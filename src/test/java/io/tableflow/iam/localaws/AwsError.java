package io.tableflow.iam.localaws;

/** An error with AWS's HTTP status, error code and message. */
final class AwsError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    AwsError(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String message() {
        return String.valueOf(getMessage());
    }

    /** Whether the sender or the receiver caused the error, in the words of the Query protocol. */
    String type() {
        return status >= 500 ? "Receiver" : "Sender";
    }

    static AwsError noSuchEntity(String message) {
        return new AwsError(404, "NoSuchEntity", message);
    }

    static AwsError noSuchRole(String name) {
        return noSuchEntity("The role with name %s cannot be found.".formatted(name));
    }

    static AwsError entityAlreadyExists(String message) {
        return new AwsError(409, "EntityAlreadyExists", message);
    }

    static AwsError deleteConflict(String message) {
        return new AwsError(409, "DeleteConflict", message);
    }

    static AwsError limitExceeded(String message) {
        return new AwsError(409, "LimitExceeded", message);
    }

    static AwsError malformedPolicy(String message) {
        return new AwsError(400, "MalformedPolicyDocument", message);
    }

    static AwsError validation(String message) {
        return new AwsError(400, "ValidationError", message);
    }

    static AwsError invalidInput(String message) {
        return new AwsError(400, "InvalidInput", message);
    }

    static AwsError invalidAction(String action, String version) {
        return new AwsError(
                400, "InvalidAction", "Could not find operation %s for version %s".formatted(action, version));
    }

    static AwsError accessDenied(String callerArn, String action, String resource) {
        return new AwsError(
                403,
                "AccessDenied",
                "User: %s is not authorized to perform: %s on resource: %s".formatted(callerArn, action, resource));
    }

    static AwsError missingAuthenticationToken() {
        return new AwsError(403, "MissingAuthenticationToken", "Request is missing Authentication Token");
    }

    static AwsError incompleteSignature() {
        return new AwsError(400, "IncompleteSignature", "Authorization header requires 'Credential' parameter.");
    }

    static AwsError invalidClientTokenId() {
        return new AwsError(403, "InvalidClientTokenId", "The security token included in the request is invalid.");
    }

    static AwsError expiredToken() {
        return new AwsError(403, "ExpiredToken", "The security token included in the request is expired");
    }

    static AwsError internalFailure(RuntimeException cause) {
        AwsError error = new AwsError(500, "InternalFailure", "The emulator failed: " + cause);
        error.initCause(cause);
        return error;
    }
}
