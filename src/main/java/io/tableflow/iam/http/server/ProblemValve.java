package io.tableflow.iam.http.server;

import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import io.tableflow.iam.http.problem.ProblemWriter;
import io.tableflow.iam.http.request.SecurityHeaders;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;

/**
 * Answers with a problem document where Tomcat refuses a request before any servlet sees it, for example because of a
 * malformed path or headers that are too long.
 */
final class ProblemValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        AtomicBoolean writable = new AtomicBoolean();
        response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, writable);
        if (!writable.get()) {
            return;
        }
        try {
            SecurityHeaders.set(request, response::setHeader);
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setCharacterEncoding(StandardCharsets.UTF_8);
            Writer writer = response.getReporter();
            if (writer != null) {
                byte[] body = ProblemWriter.json(problem(response.getStatus()), request.getRequestURI(), null);
                writer.write(new String(body, StandardCharsets.UTF_8));
                response.finishResponse();
            }
        } catch (IOException | IllegalStateException unwritable) {
            container.getLogger().debug("No way to answer", unwritable);
        }
    }

    private static ProblemException problem(int status) {
        ProblemCode type = ProblemCode.of(HttpStatusCode.valueOf(status));
        return new ProblemException(
                type,
                type.equals(ProblemCode.INVALID_REQUEST)
                        ? "The request line, the path or a header is not valid HTTP, or the headers are too many or too long."
                        : type.title() + ".");
    }
}
