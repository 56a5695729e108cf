package io.tableflow.iam.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.http.request.Caller;
import io.tableflow.iam.testing.http.HttpTest;
import io.tableflow.iam.testing.http.RawHttp;
import java.net.http.HttpRequest.BodyPublishers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityTest extends HttpTest {

    @ParameterizedTest
    @CsvSource({
        "GET,/environments/who,token-of-the-operator,200",
        "GET,/environments/who,token-of-the-reader,200",
        "HEAD,/environments/who,token-of-the-reader,200",
        "GET,/environments/who,token-of-the-pipeline,403",
        "POST,/environments/who,token-of-the-operator,200",
        "POST,/environments/who,token-of-the-pipeline,200",
        "POST,/environments/who,token-of-the-reader,403",
        "POST,/environments/who?dryRun=true,token-of-the-reader,403",
        "DELETE,/environments/who,token-of-the-reader,403",
        "GET,/workflows/who,token-of-the-reader,200",
        "GET,/workflows/who,token-of-the-pipeline,403",
        "GET,/events/who,token-of-the-reader,200",
        "GET,/actuator/health,,200",
        "GET,/v3/api-docs,,200",
        "GET,/v3/api-docs.yaml,,200",
        "GET,/v3/api-docs/swagger-config,,200",
        "GET,/swagger-ui.html,,302",
        "GET,/swagger-ui/index.html,,200",
        "GET,/swagger-ui/swagger-ui-bundle.js,,200",
        "POST,/webhooks/who,,200",
        "POST,/webhooks/nothing,,404",
        "POST,/webhooks/who,somebody-else,200",
        "GET,/webhooks/who,,401",
        "GET,/webhooks/who,token-of-the-pipeline,403",
        "GET,/webhooks/who,token-of-the-reader,200",
        "GET,/environments,,401",
        "GET,/environments/who,,401",
        "POST,/environments/who,,401",
        "GET,/workflows/who,,401",
        "GET,/events,,401",
        "GET,/actuator/prometheus,,401",
        "GET,/actuator/prometheus,token-of-the-pipeline,403",
        "GET,/actuator/prometheus,token-of-the-reader,200",
        "GET,/error,,401",
        "GET,/nowhere,,401",
        "GET,/nowhere,token-of-the-reader,404",
        "GET,/environments/who,somebody-else,401",
    })
    void letsInWhoMay(String method, String path, @Nullable String token, int status) {
        assertThat(send(method, path, BodyPublishers.noBody(), token).status()).isEqualTo(status);
    }

    @Test
    void asksForAToken() {
        Reply reply = send("GET", "/environments/who", BodyPublishers.noBody(), null, "Accept", "text/html");

        assertThat(reply.code()).isEqualTo("unauthorized");
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(reply.json().path("instance").stringValue()).isEqualTo("/environments/who");
        assertThat(reply.header("Set-Cookie")).isNull();
    }

    @Test
    void doesNotKnowTheToken() {
        Reply reply = send("GET", "/environments/who", BodyPublishers.noBody(), "somebody-else");

        assertThat(reply.code()).isEqualTo("unauthorized");
        assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer error=\"invalid_token\"");
        assertThat(reply.text()).doesNotContain("somebody-else");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer ", "Bearer a b", "Bearer \u00e9", "Basic b3BlcmF0b3I6eA=="})
    void doesNotTakeAHeaderThatIsNoBearerToken(String header) {
        String reply = RawHttp.send(port, "GET /environments/who HTTP/1.1", "Authorization: " + header);

        assertThat(reply).matches("(?s)HTTP/1.1 40[01].*").contains("application/problem+json");
    }

    @Test
    void saysWhichScopeIsMissing() {
        Reply reply = send("POST", "/environments/who", BodyPublishers.noBody(), READER);

        assertThat(reply.code()).isEqualTo("forbidden");
        assertThat(reply.detail()).isEqualTo("This call needs the scope environments:write.");
        assertThat(reply.header("WWW-Authenticate"))
                .contains("error=\"insufficient_scope\"", "scope=\"environments:write\"");
    }

    @Test
    void knowsTheCallerByTheNameOfTheToken() {
        assertThat(get("/environments/who").text())
                .isEqualTo("{\"name\":\"token:operator\",\"address\":\"127.0.0.1\"}");
        assertThat(send("POST", "/webhooks/who", BodyPublishers.noBody(), null)
                        .json()
                        .path("name")
                        .stringValue())
                .isEqualTo("anonymous");
        assertThat(Caller.current()).isEqualTo(new Caller("system", ""));
    }

    @Test
    void sendsTheUsualSecurityHeaders() {
        Reply reply = get("/environments/failing/problem");

        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(reply.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(reply.header("Cache-Control")).contains("no-store");
    }
}
