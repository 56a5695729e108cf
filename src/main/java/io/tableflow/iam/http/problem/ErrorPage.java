package io.tableflow.iam.http.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** The target of the container's {@code sendError}: a problem document, never HTML. */
@Controller
class ErrorPage implements ErrorController {

    @RequestMapping("/error")
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ProblemWriter.write(problem(request), new Original(request), response);
    }

    private static ProblemException problem(HttpServletRequest request) {
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure) {
            ProblemException translated = ProblemTranslator.translate(failure, request);
            if (translated != null) {
                return translated;
            }
        }
        if (request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status) {
            ProblemCode type = ProblemCode.of(HttpStatusCode.valueOf(status));
            return new ProblemException(type, type.title() + ".");
        }
        // Nothing failed: a caller requested this very path.
        return MvcProblems.nothingHere();
    }

    /** The request as the caller sent it, not as it was dispatched here. */
    private static final class Original extends jakarta.servlet.http.HttpServletRequestWrapper {

        Original(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getRequestURI() {
            return getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String uri
                    ? uri
                    : super.getRequestURI();
        }
    }
}
