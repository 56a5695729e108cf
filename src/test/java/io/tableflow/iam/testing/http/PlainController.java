package io.tableflow.iam.testing.http;

import io.swagger.v3.oas.annotations.Hidden;
import io.tableflow.iam.api.paging.Etags;
import io.tableflow.iam.api.paging.Page;
import io.tableflow.iam.api.paging.Paging;
import io.tableflow.iam.environment.ExpectedRevision.Revision;
import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import io.tableflow.iam.http.request.Caller;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Says who asks, and keeps a list of a hundred numbers. */
@Hidden
@RestController
@Profile(HttpTestApplication.PROFILE)
class PlainController {

    @GetMapping({"/environments/who", "/workflows/who", "/events/who", "/webhooks/who"})
    Caller who() {
        return Caller.current();
    }

    @PostMapping({"/environments/who", "/webhooks/who"})
    Caller change() {
        return Caller.current();
    }

    /** Reads the body raw, as the webhook does. */
    @PostMapping("/webhooks/raw")
    int raw(InputStream body) throws IOException {
        return body.readAllBytes().length;
    }

    /** Has Tomcat parse the body, as every parameter of a form does. */
    @PostMapping("/environments/form")
    String form(@RequestParam(defaultValue = "") String name) {
        return name;
    }

    @DeleteMapping("/environments/who")
    Caller delete() {
        return Caller.current();
    }

    @GetMapping("/environments/pages")
    Page<String> pages(Paging paging) {
        int start = paging.after() == null ? 0 : Integer.parseInt(paging.after()) + 1;
        List<Integer> found = IntStream.range(start, Math.min(100, start + paging.fetch()))
                .boxed()
                .toList();
        return Page.of(found, paging, String::valueOf).map(number -> "item " + number);
    }

    @PutMapping("/environments/revision")
    String put(@RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        if (!Etags.expected(ifMatch).accepts(new Revision(new UUID(1, 2), 3))) {
            throw new ProblemException(ProblemCode.PRECONDITION_FAILED, "It is at revision 3.");
        }
        return Etags.of(new UUID(1, 2), 4, new byte[0]);
    }
}
