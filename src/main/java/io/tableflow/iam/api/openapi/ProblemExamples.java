package io.tableflow.iam.api.openapi;

import io.tableflow.iam.http.problem.FieldError;
import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpHeaders;

/** An example of each kind of problem, for the API's description. */
final class ProblemExamples {

    private ProblemExamples() {}

    /** A problem of that kind, as it is thrown. */
    static ProblemException of(ProblemCode code) {
        ProblemException problem = new ProblemException(code, detail(code), errors(code));
        return switch (code) {
            case UNAUTHORIZED, FORBIDDEN -> problem.withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            case UNAVAILABLE, AWS_UNAVAILABLE, IDEMPOTENCY_KEY_IN_FLIGHT -> problem.retryAfter(Duration.ofSeconds(1));
            default -> problem;
        };
    }

    /** A path that answers with it. */
    static String instance(ProblemCode code) {
        return switch (code) {
            case WEBHOOK_SIGNATURE,
                    PRINCIPAL_NOT_ALLOWED,
                    ROLE_NOT_KNOWN,
                    INTEGRATION_OF_ANOTHER_ENVIRONMENT,
                    WEBHOOK_ID_REUSED -> "/webhooks/confluent/provider-integrations";
            case NOTIFICATION_ENDPOINT_NOT_FOUND -> "/notifications/chat/test";
            default -> "/environments/dev";
        };
    }

    private static List<FieldError> errors(ProblemCode code) {
        return switch (code) {
            case INVALID_REQUEST ->
                List.of(
                        new FieldError(
                                "name",
                                "must be 1-39 of a-z, 0-9 and hyphens, and begin and end with a letter or digit"),
                        new FieldError("regions[1]", "must be an AWS region such as eu-central-1"));
            case BUCKET_IN_USE -> List.of(new FieldError("bucket", "is another environment's"));
            case ENVIRONMENT_IMMUTABLE_FIELD ->
                List.of(new FieldError("accountId", "must be 123456789012, or be left out"));
            case ACCOUNT_NOT_ALLOWED -> List.of(new FieldError("accountId", "must not be an account of Confluent's"));
            default -> List.of();
        };
    }

    private static String detail(ProblemCode code) {
        return switch (code) {
            case INVALID_REQUEST -> "2 fields are not valid; see errors.";
            case MALFORMED_JSON -> "The body is empty; a JSON object is expected.";
            case UNAUTHORIZED -> "Send an Authorization header: Bearer <token>.";
            case FORBIDDEN -> "This call needs the scope environments:write.";
            case NOT_FOUND -> "There is nothing at this path.";
            case REQUEST_TIMEOUT -> "The body did not arrive in time. Nothing was done; send it again.";
            case CONCURRENT_CHANGE ->
                "Another request changed the same thing at the same moment. Read it again and retry.";
            case PRECONDITION_FAILED ->
                "It is at revision 7 now, or another environment has the name. Read it again, and decide again.";
            case PAYLOAD_TOO_LARGE -> "A body may have 256 KiB at most.";
            case UNSUPPORTED_MEDIA_TYPE -> "The body must be sent as application/json; say so in Content-Type.";
            case INTERNAL_ERROR -> "The request could not be completed; the log has it under its correlation id.";
            case UNAVAILABLE -> "The database can't be used right now; try again.";
            case ENVIRONMENT_NOT_FOUND -> "There is no environment 'dev'. GET /environments lists them.";
            case WORKFLOW_NOT_FOUND -> "There is no workflow b1aca3fa-2f3e-4d1f-9976-825468307364.";
            case NOTIFICATION_ENDPOINT_NOT_FOUND ->
                "There is no endpoint 'chat' in tableflow.notifications. GET /notifications lists them.";
            case ENVIRONMENT_EXISTS ->
                "Environment 'dev' exists with another spec. GET /environments/dev shows it; PUT /environments/dev"
                        + " changes it.";
            case BUCKET_IN_USE ->
                "Another environment, which the token does not see, has the bucket. Name another bucket, or have"
                        + " somebody create the environment who sees both.";
            case ENVIRONMENT_DELETING ->
                "Environment 'dev' is being deleted. Wait until GET /environments/dev answers 404, then create it"
                        + " again. A deletion can't be called off, because part of it may be done; if it has FAILED, a PUT"
                        + " that changes only the deletionPolicy to RETAIN lets go what is left.";
            case ENVIRONMENT_INCOMPLETE ->
                "Environment 'dev' is PROVISIONING: its role and policies do not all exist yet. Ask again when it is"
                        + " AWAITING_INTEGRATION or ACTIVE.";
            case ENVIRONMENT_NOT_VERIFIED ->
                "Environment 'dev' was not verified yet: POST /environments/dev/verification verifies it.";
            case ENVIRONMENT_NOT_FAILED -> "Environment 'dev' is ACTIVE; only a FAILED one can be retried.";
            case ENVIRONMENT_IMMUTABLE_FIELD ->
                "Environment 'dev' keeps its name and account. To have it elsewhere, create another one.";
            case ACCOUNT_NOT_ALLOWED ->
                "Account 851725421142 is one of tableflow.confluent.principal-accounts, whose principals are let in."
                        + " Environments are in accounts of your own.";
            case RULE_NOT_WAIVABLE ->
                "Rule TFI-TRUST-005 (The trust has no NotPrincipal) can't be waived: it is about who can come in. Reconcile"
                        + " the environment (POST .../reconcile), and find out in CloudTrail who called"
                        + " UpdateAssumeRolePolicy.";
            case AWS_UNAVAILABLE -> "AWS could not be reached within 10 seconds.";
            case AWS_REFUSED -> "GetRole failed: AccessDenied: the service is not authorized to perform iam:GetRole.";
            case ACCOUNT_NOT_CONNECTED ->
                "Account 999999999999 is not the service's own. To work in it, set"
                        + " tableflow.aws.provisioner-role-name to a role there that trusts this service.";
            case WEBHOOK_SIGNATURE ->
                "The headers webhook-id, webhook-timestamp and webhook-signature must sign this very body with the"
                        + " shared secret, not more than five minutes ago.";
            case PRINCIPAL_NOT_ALLOWED ->
                "The principal's account 851725421142 is not one of tableflow.confluent.principal-accounts.";
            case ROLE_NOT_KNOWN ->
                "No environment has the role arn:aws:iam::123456789012:role/dev-confluent-role. An integration for a"
                        + " role of that name is kept for 30 days, for an environment that gets it.";
            case INTEGRATION_OF_ANOTHER_ENVIRONMENT ->
                "The integration of environment 'dev' belongs to Confluent environment env-00000, not to env-99999. If"
                        + " it is to move there, PUT /environments/dev/integration enters it by hand.";
            case WEBHOOK_ID_REUSED ->
                "Another body was sent as message msg_2KWPBgLlAfxdpx2AI54pPJ85f4W before. A message that is sent again"
                        + " keeps its body; another one has another webhook-id.";
            case IDEMPOTENCY_KEY_REUSED ->
                "Method, path, query or body differ from the request that came first. Use a new key.";
            case IDEMPOTENCY_KEY_IN_FLIGHT -> "Ask again in a moment, with the same key, for its answer.";
            // Refused before any operation is known, so none describes them.
            case METHOD_NOT_ALLOWED, NOT_ACCEPTABLE, EXPECTATION_FAILED, NOT_IMPLEMENTED, HTTP_VERSION_NOT_SUPPORTED ->
                code.title() + ".";
        };
    }
}
