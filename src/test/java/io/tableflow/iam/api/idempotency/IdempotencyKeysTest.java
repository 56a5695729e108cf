package io.tableflow.iam.api.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.testing.SettableClock;
import io.tableflow.iam.testing.http.HttpTest;
import io.tableflow.iam.testing.http.IdempotentController;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class IdempotencyKeysTest extends HttpTest {

    private static final String PATH = "/environments/orders";
    private static final String BODY = "{\"what\": \"role\", \"count\": 1}";

    private final String key = UUID.randomUUID().toString();

    @Autowired
    JdbcClient jdbc;

    @Autowired
    SettableClock clock;

    @Autowired
    IdempotencyHousekeeping housekeeping;

    @BeforeEach
    void emptyTables() {
        jdbc.sql("CREATE TABLE IF NOT EXISTS placed_order (what text)").update();
        jdbc.sql("TRUNCATE placed_order, idempotency_key").update();
        clock.ahead(Duration.ZERO);
        IdempotentController.mayEnd = new CountDownLatch(0);
    }

    @Test
    void answersARetryLikeTheFirstTime() {
        Reply first = place(BODY);
        Reply second = place("{ \"count\":1,\n \"what\":\"role\" }");

        assertThat(first.status()).isEqualTo(202);
        assertThat(first.header("Content-Type")).isEqualTo("application/json");
        assertThat(first.header("Idempotency-Replayed")).isNull();
        assertThat(first.text()).contains("\"what\":\"role\"", "\"note\":null");
        assertThat(second.status()).isEqualTo(202);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        for (String header : new String[] {"Location", "Retry-After", "ETag", "Content-Type"}) {
            assertThat(second.header(header)).isNotNull().isEqualTo(first.header(header));
        }
        assertThat(orders()).isEqualTo(1);
    }

    @Test
    void doesTheWorkEachTimeWithoutAKey() {
        String first = post(PATH, BODY).text();
        String second = post(PATH, BODY).text();

        assertThat(first).isNotEqualTo(second);
        assertThat(orders()).isEqualTo(2);
        assertThat(kept()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/environments/orders        | {'what': 'policy', 'count': 1}",
                "/environments/orders        | {'what': 'role'}",
                "/environments/orders?x=1    | {'what': 'role', 'count': 1}",
                "/environments/other-orders  | {'what': 'role', 'count': 1}",
            })
    void refusesTheKeyForAnotherRequest(String path, String body) {
        place(BODY);

        Reply reply = post(path, body.replace('\'', '"'), "Idempotency-Key", key);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.code()).isEqualTo("idempotency-key-reused");
        assertThat(orders()).isEqualTo(1);
    }

    @Test
    void keepsTheKeysOfCallersApart() {
        place(BODY);
        Reply reply = send(
                "POST",
                PATH,
                BodyPublishers.ofString(BODY),
                PIPELINE,
                "Content-Type",
                "application/json",
                "Idempotency-Key",
                key);

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.header("Idempotency-Replayed")).isNull();
        assertThat(orders()).isEqualTo(2);
    }

    @Test
    void saysThatAKeyIsInFlight() throws Exception {
        IdempotentController.started = new CountDownLatch(1);
        IdempotentController.mayEnd = new CountDownLatch(1);
        CompletableFuture<Reply> first = CompletableFuture.supplyAsync(() -> place(BODY));
        assertThat(IdempotentController.started.await(10, TimeUnit.SECONDS)).isTrue();

        Reply meanwhile = place(BODY);
        IdempotentController.mayEnd.countDown();

        assertThat(meanwhile.status()).isEqualTo(409);
        assertThat(meanwhile.code()).isEqualTo("idempotency-key-in-flight");
        assertThat(meanwhile.header("Retry-After")).isEqualTo("1");
        assertThat(first.get(10, TimeUnit.SECONDS).status()).isEqualTo(202);
        assertThat(place(BODY).header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(orders()).isEqualTo(1);
    }

    @Test
    void leavesNothingBehindWhenTheWorkFails() {
        String failing = "{\"what\": \"role\", \"fail\": true}";

        assertThat(place(failing).code()).isEqualTo("concurrent-change");
        assertThat(orders()).isZero();
        assertThat(kept()).isZero();
        assertThat(place(BODY).status()).isEqualTo(202);
    }

    @Test
    void storesNothingOfTheWorkWithoutAKeyThatFails() {
        assertThat(post(PATH, "{\"what\": \"role\", \"fail\": true}").status()).isEqualTo(409);
        assertThat(orders()).isZero();
    }

    @Test
    void forgetsAfterADay() {
        Reply first = place(BODY);
        clock.ahead(Duration.ofHours(24).minusMinutes(1));
        assertThat(place(BODY).text()).isEqualTo(first.text());

        clock.ahead(Duration.ofHours(24).plusMinutes(1));
        Reply later = place("{\"what\": \"policy\"}");

        assertThat(later.status()).isEqualTo(202);
        assertThat(later.header("Idempotency-Replayed")).isNull();
        assertThat(kept()).isEqualTo(1);
    }

    @Test
    void throwsAwayWhatIsExpired() {
        place(BODY);
        housekeeping.run(() -> false);
        assertThat(kept()).isEqualTo(1);

        clock.ahead(Duration.ofHours(25));
        housekeeping.run(() -> false);

        assertThat(kept()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tab\tinside"})
    void refusesAKeyThatIsNone(String bad) {
        Reply reply = post(PATH, BODY, "Idempotency-Key", bad);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.errors()).containsExactly("Idempotency-Key: must be 1 to 255 printable ASCII characters");
    }

    @Test
    void takesKeysOfUpTo255Characters() {
        assertThat(post(PATH, BODY, "Idempotency-Key", "k".repeat(255)).status())
                .isEqualTo(202);
        assertThat(post(PATH, BODY, "Idempotency-Key", "k".repeat(256)).status())
                .isEqualTo(400);
    }

    private Reply place(String body) {
        return post(PATH, body, "Idempotency-Key", key);
    }

    private int orders() {
        return jdbc.sql("SELECT count(*) FROM placed_order")
                .query(Integer.class)
                .single();
    }

    private int kept() {
        return jdbc.sql("SELECT count(*) FROM idempotency_key")
                .query(Integer.class)
                .single();
    }
}
