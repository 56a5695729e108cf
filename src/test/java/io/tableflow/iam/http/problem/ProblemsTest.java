package io.tableflow.iam.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.testing.http.HttpTest;
import io.tableflow.iam.testing.http.RawHttp;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ProblemsTest extends HttpTest {

    @Test
    void answersAProblemWithAllThatItHasToSay() {
        Reply reply = get("/environments/failing/problem?x=1");

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.header("Retry-After")).isEqualTo("7");
        assertThat(reply.text())
                .isEqualTo(
                        "{\"type\":\"/problems/environment-immutable-field\",\"title\":\"That can\'t be changed\","
                                + "\"status\":422,\"detail\":\"Tip me over.\",\"instance\":\"/environments/failing/problem\","
                                + "\"code\":\"environment-immutable-field\",\"errors\":[{\"field\":\"handle\",\"message\":\"is here\"}]}");
    }

    @Test
    void leavesOutErrorsWhereThereAreNone() {
        assertThat(get("/environments/failing/lock").json().has("errors")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml", "text/event-stream", "image/png;q=0.5", "nonsense"})
    void answersJsonWhateverIsAccepted(String accept) {
        Reply reply = get("/environments/failing/problem", "Accept", accept);

        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void saysWhereTheJsonBreaksWithoutQuotingIt() {
        Reply reply = post("/environments/failing/loose", "{\"number\": 1,\n  \"secret\" hunter2}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("malformed-json");
        assertThat(reply.detail()).isEqualTo("Line 2, column 12: a colon is expected.");
        assertThat(reply.text()).doesNotContain("hunter2", "secret");
    }

    @Test
    void saysWhichFieldOfALooseBodyIsWrong() {
        Reply reply = post("/environments/failing/loose", "{\"number\": \"many\"}");

        assertThat(reply.code()).isEqualTo("invalid-request");
        assertThat(reply.errors()).containsExactly("number: must be a whole number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "DELETE", "PATCH"})
    void knowsNothingOfAnUnknownRoute(String method) {
        Reply reply = send(method, "/nowhere", BodyPublishers.noBody(), OPERATOR);

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.code()).isEqualTo("not-found");
    }

    @Test
    void saysWhichMethodsThereAre() {
        Reply reply = send("DELETE", "/environments/failing/loose", BodyPublishers.noBody(), OPERATOR);

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.code()).isEqualTo("method-not-allowed");
        assertThat(reply.header("Allow")).isEqualTo("POST");
        assertThat(reply.detail()).isEqualTo("Allowed here: POST.");
    }

    @Test
    void saysWhatIsOnOffer() {
        Reply reply = get("/environments/failing/html", "Accept", "application/json");

        assertThat(reply.status()).isEqualTo(406);
        assertThat(reply.code()).isEqualTo("not-acceptable");
        assertThat(reply.detail()).contains("text/html");
    }

    @Test
    void refusesABodyOfAnotherMediaType() {
        Reply reply = send(
                "POST",
                "/environments/failing/loose",
                BodyPublishers.ofString("number=1"),
                OPERATOR,
                "Content-Type",
                "text/csv");

        assertThat(reply.status()).isEqualTo(415);
        assertThat(reply.code()).isEqualTo("unsupported-media-type");
        assertThat(reply.detail()).contains("application/json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/parameters                         | number: is required",
                "/parameters?number=many             | number: must be a whole number",
                "/parameters?number=1&colour=MAUVE   | colour: must be one of RED, GREEN",
                "/parameters?number=1&id=x           | id: must be a UUID",
                "/constraints/dev?howMany=6          | howMany: must be less than or equal to 5",
                "/header                             | X-Needed: is required",
            })
    void namesTheParameterThatIsWrong(String path, String error) {
        Reply reply = get("/environments/failing" + path);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("invalid-request");
        assertThat(reply.errors()).containsExactly(error);
        assertThat(reply.text()).doesNotContain("many\"", "MAUVE");
    }

    @Test
    void namesAllParametersThatBreakARuleAndInEnglish() {
        Reply reply = get("/environments/failing/constraints/DEV?howMany=6", "Accept-Language", "de");

        assertThat(reply.errors())
                .containsExactly("howMany: must be less than or equal to 5", "name: must be lower case");
    }

    @Test
    void refusesAQueryThatCannotBeDecoded() {
        String reply = RawHttp.send(port, "GET /environments/failing/parameters?number=%zz HTTP/1.1");

        assertThat(reply).startsWith("HTTP/1.1 400").contains("application/problem+json");
    }

    @Test
    void explainsTheStatusThatAControllerChose() {
        Reply reply = get("/environments/failing/status");

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.code()).isEqualTo("concurrent-change");
        assertThat(reply.detail()).isEqualTo("It was here.");
    }

    @Test
    void asksToRetryAfterAConcurrentChange() {
        Reply reply = get("/environments/failing/lock");

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.code()).isEqualTo("concurrent-change");
        assertThat(reply.detail()).contains("Read it again and retry");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/deadlock", "/no-connection"})
    void isUnavailableWithoutItsDatabase(String path) {
        Reply reply = get("/environments/failing" + path);

        assertUnavailable(reply);
        assertThat(reply.text()).doesNotContain("jdbc", "secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT pg_terminate_backend(pg_backend_pid())",
                "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '57014'; END $$",
                "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40P01'; END $$"
            })
    void isUnavailableWhenTheDatabaseGivesUp(String statement) {
        assertUnavailable(sql(statement));
    }

    @Test
    void takesAUniqueViolationForARace() {
        assertThat(sql("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '23505'; END $$")
                        .code())
                .isEqualTo("concurrent-change");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bug", "/unwritable", "/async"})
    void hidesItsInsidesAndSaysWhereTheLogHasThem(String path, CapturedOutput log) {
        Reply reply = get("/environments/failing" + path, "X-Request-Id", "call-of-" + path.substring(1));

        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.code()).isEqualTo("internal-error");
        assertThat(reply.text()).doesNotContain("secret", "Exception", "io.tableflow");
        assertThat(reply.json().path("correlationId").stringValue()).isEqualTo("call-of-" + path.substring(1));
        assertThat(reply.header("Location")).isNull();
        assertThat(reply.header("ETag")).isNull();
        assertThat(log).contains("correlation id call-of-" + path.substring(1)).contains("secret insides");
    }

    @Test
    void saysThatAnAnswerTookTooLong() {
        assertUnavailable(get("/environments/failing/never"));
    }

    @Test
    void leavesToSecurityWhoMayNot() {
        Reply reply = get("/environments/failing/denied");

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.code()).isEqualTo("forbidden");
        assertThat(reply.text()).doesNotContain("secret");
    }

    @Test
    void leavesToPagesHowTheyFail() {
        Reply reply = get("/environments/page");

        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.text()).isEqualTo("<p>Sorry.</p>");
    }

    @Test
    void hasNoErrorPageToVisit() {
        Reply reply = get("/error", "Accept", "text/html");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.code()).isEqualTo("not-found");
    }

    private Reply sql(String statement) {
        return get("/environments/failing/sql?statement=" + URLEncoder.encode(statement, StandardCharsets.UTF_8));
    }

    private static void assertUnavailable(Reply reply) {
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.code()).isEqualTo("unavailable");
        assertThat(reply.header("Retry-After")).isEqualTo("5");
    }
}
