package io.tableflow.iam.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.testing.http.HttpTest;
import io.tableflow.iam.testing.http.RawHttp;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Tomcat or the firewall refuses before Spring MVC is answered with a problem document like everything else. */
class ContainerProblemsTest extends HttpTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /environments/..%2Fx HTTP/1.1",
                "GET /environments/%zz HTTP/1.1",
                "GET /environments/a%00b HTTP/1.1",
                "GET /environments/a;b=c HTTP/1.1",
                "GET /environments//a HTTP/1.1",
                "GET /environments/%2e%2e/a HTTP/1.1",
                "GET /environments/<a> HTTP/1.1",
                "GET /environments/a%0Ab HTTP/1.1",
                "G@T /environments HTTP/1.1",
            })
    void refusesWhatIsNoDecentPath(String requestLine) {
        String reply = RawHttp.send(port, requestLine);

        assertThat(reply).startsWith("HTTP/1.1 400");
        assertProblem(reply, 400, "invalid-request");
    }

    @Test
    void refusesHeadersThatAreTooLong() {
        String reply = RawHttp.send(port, "GET /environments HTTP/1.1", "X-Long: " + "x".repeat(20_000));

        assertProblem(reply, 400, "invalid-request");
    }

    @Test
    void refusesTooManyHeaders() {
        String[] headers =
                IntStream.range(0, 101).mapToObj(i -> "X-" + i + ": x").toArray(String[]::new);

        assertProblem(RawHttp.send(port, "GET /environments HTTP/1.1", headers), 400, "invalid-request");
    }

    @Test
    void refusesTooManyParameters() {
        String query = IntStream.range(0, 101).mapToObj(i -> "p" + i + "=x").collect(Collectors.joining("&"));

        assertProblem(RawHttp.send(port, "GET /environments/pages?" + query + " HTTP/1.1"), 400, "invalid-request");
    }

    @Test
    void refusesAVersionOfHttpThatItDoesNotSpeak() {
        assertProblem(RawHttp.send(port, "GET /environments HTTP/9.9"), 505, "http-version-not-supported");
    }

    @Test
    void refusesABodyInPiecesThatDoNotFit() {
        String reply = RawHttp.send(
                port,
                "POST /environments/strict HTTP/1.1",
                "Content-Type: application/json",
                "Transfer-Encoding: chunked\r\n\r\nno-length-of-a-chunk");

        assertProblem(reply, 400, "invalid-request");
    }

    private static void assertProblem(String reply, int status, String code) {
        assertThat(reply).containsIgnoringCase("Content-Type: application/problem+json");
        assertThat(reply).doesNotContain("<html", "Tomcat", "Exception");
        String body = reply.substring(reply.indexOf('{'), reply.lastIndexOf('}') + 1);
        JsonNode problem = JsonMapper.shared().readTree(body);
        assertThat(problem.path("status").intValue()).isEqualTo(status);
        assertThat(problem.path("code").stringValue()).isEqualTo(code);
        assertThat(problem.path("type").stringValue()).isEqualTo("/problems/" + code);
    }
}
