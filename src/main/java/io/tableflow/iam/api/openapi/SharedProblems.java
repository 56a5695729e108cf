package io.tableflow.iam.api.openapi;

import io.tableflow.iam.http.problem.FieldError;
import io.tableflow.iam.http.problem.JsonProblems;
import io.tableflow.iam.http.problem.MvcProblems;
import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import io.tableflow.iam.http.server.BodyLimit;
import io.tableflow.iam.http.server.DeadlineInputBuffer;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** The problems that every room shares. */
@Component
class SharedProblems implements ProblemCatalogue {

    @Override
    public List<ProblemException> examples() {
        return List.of(
                ProblemException.invalid(List.of(
                        new FieldError(
                                "name",
                                "must be 1-39 of a-z, 0-9 and hyphens, and begin and end with a letter or digit"),
                        new FieldError("regions[1]", "must be an AWS region such as eu-central-1"))),
                JsonProblems.empty(),
                new ProblemException(ProblemCode.UNAUTHORIZED, "Send an Authorization header: Bearer <token>.")
                        .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer"),
                new ProblemException(ProblemCode.FORBIDDEN, "This call needs the scope environments:write.")
                        .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer"),
                MvcProblems.nothingHere(),
                new ProblemException(ProblemCode.METHOD_NOT_ALLOWED, "Allowed here: GET."),
                new ProblemException(ProblemCode.NOT_ACCEPTABLE, "On offer here: application/json."),
                DeadlineInputBuffer.tooSlow(),
                new ProblemException(
                        ProblemCode.CONCURRENT_CHANGE,
                        "Another request changed the same thing at the same moment. Read it again and retry."),
                new ProblemException(
                        ProblemCode.PRECONDITION_FAILED, "It stands at revision 7. Read it again, and decide again."),
                BodyLimit.exceeded(),
                new ProblemException(
                        ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                        "The body must be sent as application/json; say so in Content-Type."),
                container(ProblemCode.EXPECTATION_FAILED),
                container(ProblemCode.NOT_IMPLEMENTED),
                container(ProblemCode.HTTP_VERSION_NOT_SUPPORTED),
                new ProblemException(
                        ProblemCode.INTERNAL_ERROR,
                        "The request could not be completed; the log has it under its correlation id."),
                MvcProblems.busy("The database can't be used right now; try again."),
                new ProblemException(
                        ProblemCode.IDEMPOTENCY_KEY_REUSED,
                        "Method, path, query or body differ from the request that came first. Use a new key."),
                new ProblemException(
                                ProblemCode.IDEMPOTENCY_KEY_IN_FLIGHT,
                                "Ask again in a moment, with the same key, for its answer.")
                        .retryAfter(Duration.ofSeconds(1)));
    }

    /** What is refused before any controller is known: no operation describes it. */
    private static ProblemException container(ProblemCode code) {
        return new ProblemException(code, code.title() + ".");
    }
}
