package io.tableflow.iam.testing.http;

import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;

/** Renders a page, as a console would, and answers its own failures. */
@Hidden
@Controller
@Profile(HttpTestApplication.PROFILE)
class PageController {

    @GetMapping("/environments/page")
    String page() {
        throw new IllegalStateException("no such template");
    }

    @ExceptionHandler(IllegalStateException.class)
    ResponseEntity<String> failed() {
        return ResponseEntity.internalServerError().body("<p>Sorry.</p>");
    }
}
