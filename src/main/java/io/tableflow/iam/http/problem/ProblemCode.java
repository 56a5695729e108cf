package io.tableflow.iam.http.problem;

import java.net.URI;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/** Every kind of problem that this service answers with. Callers tell them apart by the code, which never changes. */
public enum ProblemCode {

    // What any request can meet, whatever it asks for.

    /** Something in the request is wrong; {@code errors} names what. */
    INVALID_REQUEST("invalid-request", HttpStatus.BAD_REQUEST, "The request is not valid"),

    /** The body is not JSON. */
    MALFORMED_JSON("malformed-json", HttpStatus.BAD_REQUEST, "The body is not valid JSON"),

    /** No caller, or one that we do not know. */
    UNAUTHORIZED("unauthorized", HttpStatus.UNAUTHORIZED, "A valid bearer token is needed"),

    /** A caller that may not do this. */
    FORBIDDEN("forbidden", HttpStatus.FORBIDDEN, "The token does not allow this"),

    /** There is no such thing. */
    NOT_FOUND("not-found", HttpStatus.NOT_FOUND, "Not found"),

    /** The path exists, the method does not; the {@code Allow} header names those that do. */
    METHOD_NOT_ALLOWED("method-not-allowed", HttpStatus.METHOD_NOT_ALLOWED, "The method is not allowed here"),

    /** We have no representation that the caller accepts. */
    NOT_ACCEPTABLE("not-acceptable", HttpStatus.NOT_ACCEPTABLE, "None of the accepted media types is on offer"),

    /** The body took too long to arrive. */
    REQUEST_TIMEOUT("request-timeout", HttpStatus.REQUEST_TIMEOUT, "The body did not arrive in time"),

    /** Somebody else was faster. */
    CONCURRENT_CHANGE("concurrent-change", HttpStatus.CONFLICT, "It was changed by somebody else meanwhile"),

    /** {@code If-Match} names another revision than the current one. */
    PRECONDITION_FAILED(
            "precondition-failed", HttpStatus.PRECONDITION_FAILED, "It is not the revision that If-Match names"),

    /** The body is longer than we read. */
    PAYLOAD_TOO_LARGE("payload-too-large", HttpStatus.CONTENT_TOO_LARGE, "The body is too large"),

    /** The body is of a media type that we do not read. */
    UNSUPPORTED_MEDIA_TYPE(
            "unsupported-media-type", HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body's media type is not supported"),

    /** {@code Expect} asks for something other than {@code 100-continue}. */
    EXPECTATION_FAILED("expectation-failed", HttpStatus.EXPECTATION_FAILED, "Expectation Failed"),

    /** Our own fault. */
    INTERNAL_ERROR("internal-error", HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong on our side"),

    /** The body is encoded in a way that we do not know ({@code Transfer-Encoding}). */
    NOT_IMPLEMENTED("not-implemented", HttpStatus.NOT_IMPLEMENTED, "Not Implemented"),

    /** Not now; {@code Retry-After} says when. */
    UNAVAILABLE("unavailable", HttpStatus.SERVICE_UNAVAILABLE, "The service can't answer right now"),

    /** The request line names a version of HTTP that we do not speak. */
    HTTP_VERSION_NOT_SUPPORTED(
            "http-version-not-supported", HttpStatus.HTTP_VERSION_NOT_SUPPORTED, "HTTP Version not supported"),

    // What is about the things that the API manages.

    /** No environment has that name, or not any more. */
    ENVIRONMENT_NOT_FOUND("environment-not-found", HttpStatus.NOT_FOUND, "There is no such environment"),

    /** No workflow has that id. */
    WORKFLOW_NOT_FOUND("workflow-not-found", HttpStatus.NOT_FOUND, "There is no such workflow"),

    /** No endpoint of {@code tableflow.notifications} has that name. */
    NOTIFICATION_ENDPOINT_NOT_FOUND(
            "notification-endpoint-not-found", HttpStatus.NOT_FOUND, "There is no such notification endpoint"),

    /** The name is taken by an environment that was asked for differently. */
    ENVIRONMENT_EXISTS("environment-exists", HttpStatus.CONFLICT, "The environment exists with another spec"),

    /** The bucket belongs to an environment that the caller does not see. */
    BUCKET_IN_USE("bucket-in-use", HttpStatus.CONFLICT, "The bucket is another environment's"),

    /** It cannot be changed any more. */
    ENVIRONMENT_DELETING("environment-deleting", HttpStatus.CONFLICT, "The environment is being deleted"),

    /** Only what failed can be retried. */
    ENVIRONMENT_NOT_FAILED("environment-not-failed", HttpStatus.CONFLICT, "The environment is not FAILED"),

    /** Not all of its resources exist yet. */
    ENVIRONMENT_INCOMPLETE(
            "environment-incomplete", HttpStatus.CONFLICT, "The environment's resources do not all exist yet"),

    /** It was never verified, so there is no report. */
    ENVIRONMENT_NOT_VERIFIED("environment-not-verified", HttpStatus.NOT_FOUND, "The environment was not verified yet"),

    /** The name and the account of an environment never change, nor its place at Confluent once it may be in use. */
    ENVIRONMENT_IMMUTABLE_FIELD(
            "environment-immutable-field", HttpStatus.UNPROCESSABLE_CONTENT, "That can't be changed"),

    /** The account is one of Confluent's. */
    ACCOUNT_NOT_ALLOWED(
            "account-not-allowed", HttpStatus.UNPROCESSABLE_CONTENT, "No environment can be in that account"),

    /** The rule is about who can come in, or about waivers. */
    RULE_NOT_WAIVABLE("rule-not-waivable", HttpStatus.UNPROCESSABLE_CONTENT, "The rule can't be waived"),

    /** A dry run could not reach AWS. */
    AWS_UNAVAILABLE("aws-unavailable", HttpStatus.SERVICE_UNAVAILABLE, "AWS could not be asked what stands"),

    /** A dry run lacks a permission. */
    AWS_REFUSED("aws-refused", HttpStatus.CONFLICT, "AWS does not let the service look"),

    /** There is no role through which the service works in that account. */
    ACCOUNT_NOT_CONNECTED(
            "account-not-connected", HttpStatus.CONFLICT, "The service cannot work in the environment's account"),

    /** The callback is not Confluent's, or too old. */
    WEBHOOK_SIGNATURE(
            "webhook-signature", HttpStatus.UNAUTHORIZED, "The callback's signature is missing, wrong or stale"),

    /** The principal of the integration is in an account that is not Confluent's. */
    PRINCIPAL_NOT_ALLOWED("principal-not-allowed", HttpStatus.FORBIDDEN, "The principal must not be let in"),

    /** No environment has the role that the integration names. */
    ROLE_NOT_KNOWN("role-not-known", HttpStatus.NOT_FOUND, "No environment has the role that the integration names"),

    /** The environment's integration belongs to another Confluent environment than the callback's. */
    INTEGRATION_OF_ANOTHER_ENVIRONMENT(
            "integration-of-another-environment",
            HttpStatus.CONFLICT,
            "The environment's integration belongs to another Confluent environment"),

    /** The sender has used the {@code webhook-id} for another message before. */
    WEBHOOK_ID_REUSED("webhook-id-reused", HttpStatus.CONFLICT, "The webhook-id was used for another message"),

    /** The {@code Idempotency-Key} came with another request before. */
    IDEMPOTENCY_KEY_REUSED(
            "idempotency-key-reused", HttpStatus.UNPROCESSABLE_CONTENT, "The key was used for another request"),

    /** The request that came first with this {@code Idempotency-Key} has no answer yet. */
    IDEMPOTENCY_KEY_IN_FLIGHT(
            "idempotency-key-in-flight", HttpStatus.CONFLICT, "A request with this key is being worked on");

    private static final Set<ProblemCode> OF_ANY_REQUEST = EnumSet.range(INVALID_REQUEST, HTTP_VERSION_NOT_SUPPORTED);

    private final String value;
    private final HttpStatus status;
    private final String title;

    ProblemCode(String value, HttpStatus status, String title) {
        this.value = value;
        this.status = status;
        this.title = title;
    }

    /** As callers know it: stable, kebab-case. */
    public String value() {
        return value;
    }

    /** The status that it is answered with. */
    public HttpStatus status() {
        return status;
    }

    /** What kind of problem it is, in the same words every time. */
    public String title() {
        return title;
    }

    /** The address that identifies this kind in a problem document, at which the service says what to do about it. */
    public URI uri() {
        return URI.create("/problems/" + value);
    }

    /** The code for a status that the container or Spring chose. */
    public static ProblemCode of(HttpStatusCode status) {
        return OF_ANY_REQUEST.stream()
                .filter(code -> code.status.isSameCodeAs(status))
                .findFirst()
                .orElse(status.is4xxClientError() ? INVALID_REQUEST : INTERNAL_ERROR);
    }
}
