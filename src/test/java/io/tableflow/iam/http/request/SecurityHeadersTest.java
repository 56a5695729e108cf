package io.tableflow.iam.http.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.testing.http.HttpTest;
import io.tableflow.iam.testing.http.RawHttp;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every answer has the security headers, wherever it comes from. */
class SecurityHeadersTest extends HttpTest {

    @ParameterizedTest
    @CsvSource({
        "GET,/environments/who,token-of-the-reader,200",
        "GET,/environments/who,,401",
        "GET,/environments/who,token-of-the-pipeline,403",
        "GET,/nowhere,token-of-the-reader,404",
        "PATCH,/environments/who,token-of-the-operator,405",
        "GET,/environments/failing/problem,token-of-the-operator,0",
        "GET,/environments/failing/bug,token-of-the-operator,0",
        "GET,/environments/who;x=y,token-of-the-reader,400",
        "TRACE,/environments/who,token-of-the-reader,405",
        "OPTIONS,/environments/who,token-of-the-reader,200",
        "HEAD,/environments/who,token-of-the-reader,200",
        "GET,/error,token-of-the-reader,404",
        "GET,/actuator/health,,200",
        "GET,/actuator/prometheus,token-of-the-reader,200",
        "GET,/v3/api-docs,,200",
        "GET,/swagger-ui.html,,302",
        "GET,/swagger-ui/index.html,,200",
        "GET,/swagger-ui/swagger-ui-bundle.js,,200",
    })
    void everyAnswerHasThem(String method, String path, @Nullable String token, int status) {
        Reply reply = send(method, path, BodyPublishers.noBody(), token);

        if (status != 0) {
            assertThat(reply.status()).isEqualTo(status);
        }
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(reply.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(reply.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(reply.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(reply.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        assertThat(reply.header("Content-Security-Policy"))
                .contains("default-src 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe-eval", "script-src 'self' 'unsafe");
        assertThat(reply.header("Set-Cookie")).isNull();
        assertThat(reply.header("Server")).isNull();
        assertThat(reply.header("Strict-Transport-Security"))
                .as("said over plain HTTP it means nothing")
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /environments/%zz HTTP/1.1", "GET /a\u0001b HTTP/1.1", "NONSENSE", "GET /{} HTTP/1.1"})
    void soHasWhatTomcatRefusesByItself(String requestLine) {
        String reply = RawHttp.send(port, requestLine).toLowerCase(Locale.ROOT);

        assertThat(reply)
                .startsWith("http/1.1 400")
                .contains("x-content-type-options: nosniff", "content-security-policy: default-src 'none'", "no-store")
                .doesNotContain("text/html", "server:", "tomcat");
    }

    @Test
    void soHasWhatIsTooLarge() {
        String reply = RawHttp.send(port, "GET /environments HTTP/1.1", "X-Large: " + "x".repeat(20_000))
                .toLowerCase(Locale.ROOT);

        assertThat(reply).startsWith("http/1.1 400").contains("x-content-type-options: nosniff");
    }

    @Test
    void swaggerUiRunsNoScriptBesideItsFiles() {
        String page = send("GET", "/swagger-ui/index.html", BodyPublishers.noBody(), null)
                .text();

        assertThat(page)
                .contains("<script src=")
                .doesNotContainPattern("<script(?![^>]*src=)")
                .doesNotContain("onload=");
        assertThat(send("GET", "/swagger-ui/index.html", BodyPublishers.noBody(), null)
                        .header("Content-Security-Policy"))
                .contains("script-src 'self';", "connect-src 'self';");
    }
}
