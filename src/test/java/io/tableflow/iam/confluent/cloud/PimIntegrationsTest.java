package io.tableflow.iam.confluent.cloud;

import static io.tableflow.iam.confluent.cloud.StubConfluent.gzip;
import static io.tableflow.iam.confluent.cloud.StubConfluent.recorded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tableflow.iam.confluent.cloud.ConfluentCloudException.Kind;
import io.tableflow.iam.confluent.cloud.StubConfluent.Request;
import io.tableflow.iam.outbound.AdaptiveConcurrencyLimiter;
import io.tableflow.iam.outbound.RetryClass;
import io.tableflow.iam.policy.RoleArn;
import io.tableflow.iam.policy.TrustedPrincipal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/** The client copes with what Confluent's own clients have recorded, and with what a network does. */
class PimIntegrationsTest {

    private static final String SECRET = "hunter2-of-confluent";
    private static final RoleArn ROLE =
            RoleArn.parse("arn:aws:iam::123456789012:role/dev-confluent-role").orElseThrow();
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    private final StubConfluent confluent = new StubConfluent();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AdaptiveConcurrencyLimiter limiter = new AdaptiveConcurrencyLimiter(1, Duration.ofMillis(100));
    private final CloudHttp http = new CloudHttp(
            confluent.endpoint(),
            "CKEY",
            SECRET,
            new CloudHttp.Timeouts(Duration.ofSeconds(2), Duration.ofMillis(800)),
            Clock.fixed(NOW, ZoneOffset.UTC));
    private final CloudFailures failures = new CloudFailures("CKEY", SECRET);
    private final ConfluentCloud cloud =
            new PimIntegrations(new CloudCallExecutor(http, failures, meters, limiter), failures);

    @AfterEach
    void stop() {
        http.close();
        confluent.close();
    }

    @Test
    void createsWithTheKeyAndNothingThatIsNotNeeded() {
        confluent.then(201, recorded("created.json"), "X-Request-Id: req-1");
        List<CloudWrite> writes = new ArrayList<>();

        CloudIntegration created = cloud.recording(() -> {}, writes::add).create("env-00000", "dev \u2713", ROLE);

        assertThat(created)
                .isEqualTo(new CloudIntegration(
                        "dlz-f3a90de",
                        "dev",
                        ROLE,
                        new TrustedPrincipal(
                                RoleArn.parse("arn:aws:iam::851725421142:role/dlz-f3a90de")
                                        .orElseThrow(),
                                "95c8f0e6-0d5b-4d3e-a6a3-1a4a2f7f0b11"),
                        List.of(),
                        "env-00000"));
        Request asked = confluent.requests().getFirst();
        assertThat(asked.method() + " " + asked.target()).isEqualTo("POST /pim/v1/integrations");
        assertThat(asked.headers())
                .containsEntry("Content-Type", "application/json")
                .containsEntry(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(("CKEY:" + SECRET).getBytes(StandardCharsets.UTF_8)));
        JsonMapper json = new JsonMapper();
        assertThat(json.readTree(asked.body())).isEqualTo(json.readTree("""
                {"display_name": "dev \u2713", "provider": "AWS",
                 "config": {"kind": "AwsIntegrationConfig",
                            "customer_iam_role_arn": "arn:aws:iam::123456789012:role/dev-confluent-role"},
                 "environment": {"id": "env-00000"}}
                """));
        assertThat(writes).containsExactly(new CloudWrite("POST", "/pim/v1/integrations", "env-00000", 201, "req-1"));
        assertThat(calls("CreateIntegration", "success")).isOne();
    }

    @Test
    void showsWhatUsesAnIntegrationOnceConfluentDoes() {
        confluent.then(200, recorded("created.json")).then(200, recorded("read-in-use.json"));

        assertThat(cloud.find("env-00000", "dlz-f3a90de").orElseThrow().usages())
                .isEmpty();
        assertThat(cloud.find("env-00000", "dlz-f3a90de").orElseThrow().usages())
                .singleElement()
                .asString()
                .startsWith("crn://confluent.cloud/");
        assertThat(confluent.requests().getFirst().target())
                .isEqualTo("/pim/v1/integrations/dlz-f3a90de?environment=env-00000");
    }

    @Test
    void whatIsNamedIsNoPartOfAnotherAddress() {
        confluent.then(404, recorded("gone.json"));

        cloud.find("env-1&provider=x", "a/../b?c#d%2Fe");

        assertThat(confluent.requests().getFirst().target())
                .isEqualTo("/pim/v1/integrations/a%2F..%2Fb%3Fc%23d%252Fe?environment=env-1%26provider%3Dx");
    }

    @Test
    void listsWhatItUnderstandsAndFailsOnNothingElse() {
        confluent.then(200, recorded("list-of-all-clouds.json"));

        List<CloudIntegration> list = cloud.list("env-00000");

        assertThat(list).extracting(CloudIntegration::id).containsExactly("cspi-42o61", "cspi-pending");
        assertThat(list.getLast().principal()).isNull();
        assertThat(list.getLast().displayName()).isNull();
        assertThat(list.getLast().usages()).isEmpty();
        assertThat(confluent.requests()).hasSize(1);
    }

    @Test
    void followsOnlyTheTokenOfTheNextPage() {
        confluent.then(200, recorded("page-1.json")).then(200, recorded("page-2.json"));

        assertThat(cloud.list("env-00000"))
                .extracting(CloudIntegration::id)
                .containsExactly("cspi-42o61", "cspi-jj1d8");

        assertThat(confluent.requests().get(0).target())
                .contains("environment=env-00000", "page_size=100")
                .doesNotContain("page_token", "provider");
        assertThat(confluent.requests().get(1).target())
                .startsWith("/pim/v1/integrations?")
                .contains("page_token=UvmDWOB1iwfAIBPj6EYb%2F%3D", "environment=env-00000");
        assertThat(calls("ListIntegrations", "success")).isEqualTo(2);
    }

    @Test
    void aListThatNeverEndsIsNoList() {
        confluent.then(200, recorded("page-1.json")).then(200, recorded("page-1.json"));

        ConfluentCloudException failure = failure(() -> cloud.list("env-00000"));

        assertThat(failure.kind()).isEqualTo(Kind.UNREADABLE);
        assertThat(failure).hasMessageContaining("does not end");
    }

    @Test
    void aSecondPageThatFailsMakesNoShorterList() {
        confluent.then(200, recorded("page-1.json")).then(500, "");

        assertThat(failure(() -> cloud.list("env-00000")).kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    /** An empty list would mean that all integrations are gone. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "null",
                "<html>Welcome to the proxy</html>",
                "{\"data\": null}",
                "{\"data\": {}}",
                "{\"data\": [], \"metadata\": {\"next\": \"https://api.confluent.cloud/pim/v1/integrations?page=2\"}}",
                "{\"data\": [], \"metadata\": {\"next\": {}}}",
                "{\"data\": [], \"metadata\": {\"next\": \"?page_token=%\"}}"
            })
    void whatIsNoPageIsNoEmptyList(String body) {
        confluent.then(200, body);

        ConfluentCloudException failure = failure(() -> cloud.list("env-00000"));

        assertThat(failure.kind()).isEqualTo(Kind.UNREADABLE);
        assertThat(failure.kind().isTransient()).isTrue();
        assertThat(failure.remedy()).contains("tableflow.confluent.endpoint");
    }

    @Test
    void unpacksWhatIsGzipWhateverTheHeadersSay() {
        confluent
                .then(200, gzip(recorded("created.json")))
                .then(200, gzip(recorded("created.json")), "Content-Encoding: gzip")
                .then(409, gzip(recorded("in-use.json")));

        assertThat(cloud.find("env-00000", "dlz-f3a90de")).isPresent();
        assertThat(cloud.find("env-00000", "dlz-f3a90de")).isPresent();
        assertThat(failure(() -> cloud.delete("env-00000", "x")).detail()).contains("is being used");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"errors": [{"status": "422", "code": "c", "title": "T", "detail": "D1"}, {"title": "T2"}, {"code": "C3"}, {}]} | D1; T2; C3
            {"error_code": 40401, "message": "It is\\n\\u0007 not there"} | It is not there
            {"message": "No"}                                             | No
            {"error": {"message": "No", "code": 7}}                       | No
            {"errors": []}                                                | `null`
            {"errors": "x", "message": 5}                                 | 5
            <html>no</html>                                               | `null`
            `  `                                                          | `null`
            """)
    void readsAllFormsInWhichConfluentSaysWhatIsWrong(String body, String detail) {
        confluent.then(422, body, "X-Request-Id: req-9");

        ConfluentCloudException failure = failure(() -> cloud.create("env-00000", "dev", ROLE));

        assertThat(String.valueOf(failure.detail())).isEqualTo(detail);
        assertThat(failure)
                .hasMessageStartingWith("POST /pim/v1/integrations with the API key CKEY: Confluent answered 422");
        assertThat(failure.requestId()).isEqualTo("req-9");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "400, INVALID, PERMANENT",
        "401, UNAUTHORIZED, PERMANENT",
        "402, QUOTA_EXCEEDED, PERMANENT",
        "403, FORBIDDEN, PERMANENT",
        "404, NOT_FOUND, PERMANENT",
        "408, UNAVAILABLE, NO_ANSWER",
        "409, CONFLICT, PERMANENT",
        "422, INVALID, PERMANENT",
        "429, THROTTLED, THROTTLED",
        "500, UNAVAILABLE, NO_ANSWER",
        "501, UNSUPPORTED, PERMANENT",
        "503, UNAVAILABLE, NO_ANSWER",
        "307, REDIRECTED, PERMANENT"
    })
    void saysWhatEachStatusMeans(int status, Kind kind, RetryClass retryClass) {
        confluent.then(status, "{\"message\": \"no\"}", "Location: " + confluent.endpoint() + "/elsewhere");

        ConfluentCloudException failure = failure(() -> cloud.create("env-00000", "dev", ROLE));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.status()).isEqualTo(status);
        assertThat(kind.retryClass()).isEqualTo(retryClass);
        assertThat(failure.remedy() == null).isEqualTo(kind.isTransient());
        assertThat(failure.mayHaveTakenEffect()).isEqualTo(retryClass == RetryClass.NO_ANSWER);
        assertThat(confluent.requests()).as("neither repeated nor redirected").hasSize(1);
        assertThat(calls("CreateIntegration", kind.name().toLowerCase(Locale.ROOT)))
                .isOne();
    }

    @Test
    void aKeyThatConfluentDoesNotKnowIsNotTakenForSomethingThatIsGone() {
        confluent.then(403, "{\"error\": {\"message\": \"invalid API key: make sure it is a Cloud API key\"}}");

        assertThat(failure(() -> cloud.find("env-00000", "cspi-1")).kind()).isEqualTo(Kind.UNAUTHORIZED);
    }

    /** Whether something is gone, or the key is unknown, is for the words to say. */
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"403, NO_ANSWER", "404, NO_ANSWER", "409, NO_ANSWER", "429, THROTTLED", "503, UNAVAILABLE"})
    void anErrorThatIsCutOffIsNoAnswerUnlessItsStatusSaysEnough(int status, Kind kind) {
        confluent.then(out -> {
            out.write(StubConfluent.head(status, 5000));
            out.write("{\"message\": \"inva".getBytes(StandardCharsets.UTF_8));
        });

        ConfluentCloudException failure = failure(() -> cloud.find("env-00000", "cspi-1"));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.status()).isEqualTo(status);
    }

    @Test
    void neitherTheMessageNorItsCausesShowTheSecret() {
        confluent.then(401, "{\"message\": \"the key CKEY:" + SECRET + " was revoked\"}");

        ConfluentCloudException failure = failure(() -> cloud.list("env-00000"));

        assertThat(failure)
                .hasMessageContaining("CKEY")
                .hasMessageContaining("401")
                .hasMessageContaining("was revoked");
        assertThat(failure).hasMessageNotContaining(SECRET);
        assertThat(failure.detail()).doesNotContain(SECRET);
        assertThat(failure.remedy()).contains("tableflow.confluent.api-key");
        assertThat(failures.toString()).doesNotContain(SECRET);
    }

    @Test
    void whatIsGoneIsDeletedAndNotFound() {
        confluent
                .then(204, "", "X-Request-Id: req-1")
                .then(200, "{}")
                .then(404, recorded("gone.json"))
                .then(404, recorded("gone.json"))
                .then(403, recorded("gone.json"));
        List<CloudWrite> writes = new ArrayList<>();
        ConfluentCloud recorded = cloud.recording(() -> {}, writes::add);

        recorded.delete("env-00000", "cspi-42o61");
        recorded.delete("env-00000", "cspi-42o61");
        recorded.delete("env-00000", "cspi-42o61");
        assertThat(cloud.find("env-00000", "cspi-42o61")).isEmpty();
        assertThat(failure(() -> recorded.delete("env-00000", "cspi-42o61")).kind())
                .isEqualTo(Kind.FORBIDDEN);

        assertThat(writes).extracting(CloudWrite::status).containsExactly(204, 200, 404, 403);
        assertThat(writes.getFirst())
                .isEqualTo(new CloudWrite("DELETE", "/pim/v1/integrations/cspi-42o61", "env-00000", 204, "req-1"));
        assertThat(confluent.requests().getFirst().target())
                .isEqualTo("/pim/v1/integrations/cspi-42o61?environment=env-00000");
    }

    @Test
    void whatIsInUseIsAConflictInConfluentsWords() {
        confluent.then(409, recorded("in-use.json"));

        ConfluentCloudException failure = failure(() -> cloud.delete("env-00000", "cspi-42o61"));

        assertThat(failure.kind()).isEqualTo(Kind.CONFLICT);
        assertThat(failure.detail())
                .isEqualTo("Provider integration cspi-42o61 cannot be deleted as it is being used by active TableFlow"
                        + " instances");
    }

    @ParameterizedTest(name = "{0} and {1}: {2} s")
    @CsvSource({
        "Retry-After: 7, X-RateLimit-Reset: 3, 7",
        "Retry-After: 0, X-RateLimit-Reset: 3, 3",
        "X-A: 1, X-RateLimit-Reset: 3, 3",
        "X-A: 1, X-RateLimit-Reset: 1795694400, 0",
        "X-A: 1, X-RateLimit-Reset: soon, 0",
        "'Retry-After: Thu, 26 Nov 2026 12:00:09 GMT', X-A: 1, 9"
    })
    void comesBackWhenConfluentAsksFor(String first, String second, int seconds) {
        confluent.then(429, "", first, second);

        ConfluentCloudException failure = failure(() -> cloud.list("env-00000"));

        assertThat(failure.kind()).isEqualTo(Kind.THROTTLED);
        assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void whileConfluentThrottlesOthersAreHeldBack() {
        confluent.then(429, "", "Retry-After: 30");
        List<CloudWrite> writes = new ArrayList<>();

        failure(() -> cloud.list("env-00000"));
        ConfluentCloudException failure =
                failure(() -> cloud.recording(() -> {}, writes::add).delete("env-00000", "cspi-1"));

        assertThat(failure.kind()).isEqualTo(Kind.HELD_BACK);
        assertThat(failure.mayHaveTakenEffect()).isFalse();
        assertThat(writes).isEmpty();
        assertThat(confluent.requests()).hasSize(1);
    }

    @Test
    void anAnswerThatIsCutOffMayHaveBeenASuccess() {
        confluent.then(out -> {
            out.write(StubConfluent.head(201, 5000, "X-Request-Id: req-1"));
            out.write(recorded("created.json").substring(0, 100).getBytes(StandardCharsets.UTF_8));
        });
        List<CloudWrite> writes = new ArrayList<>();

        ConfluentCloudException failure =
                failure(() -> cloud.recording(() -> {}, writes::add).create("env-00000", "dev", ROLE));

        assertThat(failure.kind()).isEqualTo(Kind.NO_ANSWER);
        assertThat(failure.mayHaveTakenEffect()).isTrue();
        assertThat(writes).containsExactly(new CloudWrite("POST", "/pim/v1/integrations", "env-00000", 201, "req-1"));
    }

    @Test
    void aConnectionThatIsClosedIsNoAnswer() {
        confluent.then(out -> {});
        List<CloudWrite> writes = new ArrayList<>();

        ConfluentCloudException failure =
                failure(() -> cloud.recording(() -> {}, writes::add).create("env-00000", "dev", ROLE));

        assertThat(failure.kind()).isEqualTo(Kind.NO_ANSWER);
        assertThat(failure.status()).isNull();
        assertThat(writes).containsExactly(new CloudWrite("POST", "/pim/v1/integrations", "env-00000", null, null));
        assertThat(calls("CreateIntegration", "no_answer")).isOne();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoDoesNotAnswerInTimeIsNotWaitedFor(boolean withHead) {
        CountDownLatch end = new CountDownLatch(1);
        confluent.then(out -> {
            if (withHead) {
                out.write(StubConfluent.head(200, 1_000_000));
                out.flush();
            }
            await(end, 60_000);
        });
        long begun = System.nanoTime();

        ConfluentCloudException failure = failure(() -> cloud.list("env-00000"));

        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isBetween(Duration.ofMillis(700), Duration.ofSeconds(8));
        assertThat(failure.kind()).isEqualTo(Kind.NO_ANSWER);
        end.countDown();
    }

    @Test
    void whoAnswersDropByDropIsNotWaitedFor() {
        CountDownLatch end = new CountDownLatch(1);
        confluent.then(out -> {
            out.write(StubConfluent.head(200, 1_000_000));
            while (end.getCount() > 0) {
                out.write(' ');
                out.flush();
                await(end, 20);
            }
        });

        ConfluentCloudException failure = failure(() -> cloud.list("env-00000"));

        assertThat(failure.kind()).isEqualTo(Kind.NO_ANSWER);
        end.countDown();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsNoMoreThanItsLimitAlsoWhereItIsPacked(boolean packed) {
        String huge = " ".repeat(CloudHttp.LONGEST_BODY + 1);
        confluent.then(200, packed ? gzip(huge) : huge.getBytes(StandardCharsets.UTF_8));

        ConfluentCloudException failure = failure(() -> cloud.list("env-00000"));

        assertThat(failure).hasMessageContaining("more than " + CloudHttp.LONGEST_BODY + " bytes");
    }

    @Test
    void anIntegrationOfAnotherRoleIsNotTheOneThatWasAskedFor() {
        confluent.then(201, recorded("created.json").replace("dev-confluent-role", "prod-confluent-role"));

        ConfluentCloudException failure = failure(() -> cloud.create("env-00000", "dev", ROLE));

        assertThat(failure.kind()).isEqualTo(Kind.UNREADABLE);
        assertThat(failure.mayHaveTakenEffect()).isTrue();
    }

    @Test
    void makesNoCallThatMayNotBeMade() {
        ConfluentCloud forbidding = cloud.recording(
                () -> {
                    throw new IllegalStateException("too late");
                },
                write -> {});

        assertThat(catchThrowableOfType(IllegalStateException.class, () -> forbidding.create("env-00000", "dev", ROLE)))
                .hasMessage("too late");
        TransactionSynchronizationManager.setActualTransactionActive(true);
        try {
            assertThat(catchThrowableOfType(IllegalStateException.class, () -> cloud.list("env-00000")))
                    .hasMessageContaining("transaction");
        } finally {
            TransactionSynchronizationManager.setActualTransactionActive(false);
        }

        assertThat(confluent.requests()).isEmpty();
    }

    private long calls(String operation, String outcome) {
        return meters.get("tableflow.confluent.calls")
                .tag("operation", operation)
                .tag("outcome", outcome)
                .timer()
                .count();
    }

    private static ConfluentCloudException failure(ThrowingCallable call) {
        ConfluentCloudException failure = catchThrowableOfType(ConfluentCloudException.class, call);
        assertThat(failure).isNotNull().hasMessageNotContaining(SECRET);
        return failure;
    }

    private static void await(CountDownLatch end, long millis) {
        try {
            end.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
