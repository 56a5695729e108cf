package io.tableflow.iam.testing.http;

import io.swagger.v3.oas.annotations.Hidden;
import io.tableflow.iam.http.problem.FieldError;
import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.springframework.context.annotation.Profile;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.server.ResponseStatusException;

/** Fails in the way that the request asks for. */
@Hidden
@RestController
@Profile(HttpTestApplication.PROFILE)
@RequestMapping("/environments/failing")
class FailingController {

    private final JdbcClient jdbc;

    FailingController(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    enum Colour {
        RED,
        GREEN
    }

    record Loose(int number) {}

    record Unwritable(String name) {

        @Override
        public String name() {
            throw new IllegalStateException("secret insides");
        }
    }

    @GetMapping("/problem")
    void problem(@RequestParam(required = false) String x) {
        throw new ProblemException(
                        ProblemCode.ENVIRONMENT_IMMUTABLE_FIELD,
                        "Tip me over.",
                        List.of(new FieldError("handle", "is here")))
                .retryAfter(Duration.ofSeconds(7));
    }

    @GetMapping("/parameters")
    String parameters(
            @RequestParam int number,
            @RequestParam(required = false) Colour colour,
            @RequestParam(required = false) UUID id) {
        return number + " " + colour + " " + id;
    }

    @GetMapping("/constraints/{name}")
    String constraints(
            @PathVariable @Pattern(regexp = "[a-z]+", message = "must be lower case") String name,
            @RequestParam(name = "howMany") @Max(5) int number) {
        return name + number;
    }

    @GetMapping("/header")
    String header(@RequestHeader("X-Needed") String needed) {
        return needed;
    }

    @PostMapping("/loose")
    Loose loose(@RequestBody Loose body) {
        return body;
    }

    @GetMapping(path = "/html", produces = "text/html")
    String html() {
        return "<p>";
    }

    @GetMapping("/bug")
    ResponseEntity<String> bug() {
        throw new IllegalStateException("secret insides");
    }

    @GetMapping("/unwritable")
    ResponseEntity<Object> unwritable() {
        return ResponseEntity.ok()
                .eTag("\"1\"")
                .header("Location", "/somewhere")
                .body(new Unwritable("x"));
    }

    @GetMapping("/status")
    void status() {
        throw new ResponseStatusException(HttpStatus.CONFLICT, "It was here.");
    }

    @GetMapping("/async")
    Callable<String> async() {
        return () -> {
            throw new IllegalStateException("secret insides");
        };
    }

    @GetMapping("/never")
    DeferredResult<String> never() {
        return new DeferredResult<>(50L);
    }

    @GetMapping("/denied")
    void denied() {
        throw new AccessDeniedException("secret insides");
    }

    @GetMapping("/lock")
    void lock() {
        throw new OptimisticLockingFailureException("row was updated");
    }

    @GetMapping("/deadlock")
    void deadlock() {
        throw new CannotAcquireLockException("deadlock");
    }

    @GetMapping("/no-connection")
    void noConnection() {
        throw new CannotCreateTransactionException("Could not open", new RuntimeException("jdbc:postgresql://secret"));
    }

    @GetMapping("/sql")
    String sql(@RequestParam String statement) {
        jdbc.sql(statement).query((row, number) -> row.getString(1)).list();
        return "done";
    }
}
