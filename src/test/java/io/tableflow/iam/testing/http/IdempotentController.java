package io.tableflow.iam.testing.http;

import io.swagger.v3.oas.annotations.Hidden;
import io.tableflow.iam.api.idempotency.IdempotencyKeys;
import io.tableflow.iam.http.json.StrictBody;
import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Does something that must not be done twice: it inserts a row, and gives a different answer each time. */
@Hidden
@RestController
@Profile(HttpTestApplication.PROFILE)
@RequestMapping({"/environments/orders", "/environments/other-orders"})
public class IdempotentController {

    static final AtomicInteger DONE = new AtomicInteger();
    public static volatile CountDownLatch started = new CountDownLatch(1);
    public static volatile CountDownLatch mayEnd = new CountDownLatch(0);

    private final IdempotencyKeys keys;
    private final JdbcClient jdbc;

    IdempotentController(IdempotencyKeys keys, JdbcClient jdbc) {
        this.keys = keys;
        this.jdbc = jdbc;
    }

    @StrictBody
    record Order(
            String what, @Nullable Integer count, @Nullable Boolean fail) {}

    record Placed(UUID id, String what, @Nullable String note, Instant at) {}

    @PostMapping
    ResponseEntity<Placed> place(
            @RequestHeader(name = IdempotencyKeys.HEADER, required = false) @Nullable String key,
            @RequestParam(required = false) @Nullable String x,
            @RequestBody Order order) {
        return keys.once(key, order, id -> true, () -> work(order));
    }

    private ResponseEntity<Placed> work(Order order) {
        jdbc.sql("INSERT INTO placed_order (what) VALUES (:what)")
                .param("what", order.what())
                .update();
        int number = DONE.incrementAndGet();
        started.countDown();
        try {
            mayEnd.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (Boolean.TRUE.equals(order.fail())) {
            throw new ProblemException(ProblemCode.CONCURRENT_CHANGE, "Not now.");
        }
        return ResponseEntity.accepted()
                .location(URI.create("/environments/orders/" + number))
                .header("Retry-After", "2")
                .eTag("\"" + number + "\"")
                .body(new Placed(UUID.randomUUID(), order.what(), null, Instant.now()));
    }
}
