package io.tableflow.iam.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.testing.ConsoleClient;
import io.tableflow.iam.testing.ConsoleClient.Page;
import io.tableflow.iam.testing.ServiceTest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets into the console, how long they stay, and what their session opens: the console, and nothing else. */
class ConsoleSessionTest extends ServiceTest {

    private static final String LIST = "/console/environments";

    private final ConsoleClient visitor = new ConsoleClient(node().uri());

    @Test
    void theRootLeadsToTheEnvironmentsByWayOfTheForm() {
        assertThat(visitor.get("/").location()).isEqualTo(LIST);
        Page refused = visitor.get(LIST + "?q=a b".replace(" ", "%20"));
        assertThat(refused.status()).isEqualTo(303);
        assertThat(refused.location()).isEqualTo("/console/sign-in?next=%2Fconsole%2Fenvironments%3Fq%3Da%2520b");

        Page form = visitor.get(refused.location());
        assertThat(form.text("label[for=token]")).isEqualTo("Access token");
        assertThat(form.text("main button")).isEqualTo("Sign in");
        Page signedIn = visitor.post(
                "/console/sign-in",
                Map.of(
                        "token",
                        "local-operator",
                        "next",
                        form.html().select("input[name=next]").val()));
        assertThat(signedIn.status()).isEqualTo(303);
        assertThat(signedIn.location()).isEqualTo(LIST + "?q=a%20b");
        assertThat(visitor.get(signedIn.location()).text("h1")).isEqualTo("Environments");
    }

    @Test
    void saysThatATokenIsWrong() {
        visitor.get("/console/sign-in");
        Page refused = visitor.post("/console/sign-in", Map.of("token", "wrong"));
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.text("[role=alert]")).contains("token is unknown");
        assertThat(visitor.get(LIST).status()).isEqualTo(303);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://evil.example/console/", "//evil.example", "/console/..//evil.example", "/\\evil", ""})
    void leadsToNoOtherSite(String next) {
        visitor.get("/console/sign-in");
        assertThat(visitor.post("/console/sign-in", Map.of("token", "local-operator", "next", next))
                        .location())
                .isEqualTo(LIST);
    }

    @Test
    void theCookieIsForThisHostAndForNoScript() {
        Page form = visitor.get("/console/sign-in");
        assertThat(form.header("Set-Cookie"))
                .matches("tableflow-console=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Lax");
        String before = visitor.cookie();
        visitor.signIn("local-operator");
        assertThat(visitor.cookie()).as("a session has a cookie of its own").isNotEqualTo(before);
    }

    @Test
    void theCookieDoesNotOpenTheApi() {
        visitor.signIn("local-operator");
        for (String path : new String[] {"/environments", "/events", "/actuator/prometheus"}) {
            assertThat(visitor.get(path).status()).as(path).isEqualTo(401);
        }
        assertThat(visitor.send("POST", "/environments/x/reconcile", "", Map.of())
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aBearerTokenDoesNotOpenTheConsole() {
        Map<String, String> bearer = Map.of("Authorization", "Bearer local-operator");
        assertThat(visitor.send("GET", LIST, "", bearer).status()).isEqualTo(303);
        assertThat(visitor.send("POST", "/console/sign-out", "", bearer).status())
                .isEqualTo(403);
    }

    @Test
    void refusesAFormOfAnotherSite() {
        visitor.signIn("local-operator");
        visitor.get(LIST);
        assertThat(visitor.post("/console/sign-out", Map.of("_csrf", "forged")).status())
                .isEqualTo(403);
        assertThat(visitor.send("POST", "/console/sign-out", "a=b", Map.of()).text("h1"))
                .isEqualTo("The token does not allow this");
        String token = visitor.get(LIST).html().select("input[name=_csrf]").attr("value");
        assertThat(visitor.send("POST", "/console/sign-out", "_csrf=" + token, Map.of("Sec-Fetch-Site", "cross-site"))
                        .status())
                .isEqualTo(403);
        assertThat(visitor.get(LIST).status()).as("still signed in").isEqualTo(200);
    }

    @Test
    void aTokenOfAnotherSessionIsNoToken() {
        ConsoleClient other = new ConsoleClient(node().uri()).signIn("local-operator");
        String foreign = other.get(LIST).html().select("input[name=_csrf]").attr("value");
        visitor.signIn("local-operator");
        assertThat(visitor.post("/console/sign-out", Map.of("_csrf", foreign)).status())
                .isEqualTo(403);
    }

    @Test
    void signingOutEndsTheSessionForWhoeverHasTheCookie() {
        visitor.signIn("local-operator");
        String stolen = visitor.cookie();
        visitor.get(LIST);
        assertThat(visitor.post("/console/sign-out", Map.of()).location()).isEqualTo("/console/sign-in");
        assertThat(visitor.send("GET", LIST, "", Map.of("Cookie", stolen)).status())
                .isEqualTo(303);
    }

    @Test
    void endsAfterHalfAnHourWithoutUse() {
        visitor.signIn("local-operator");
        pass(Duration.ofMinutes(20));
        assertThat(visitor.get(LIST).status()).isEqualTo(200);
        pass(Duration.ofMinutes(20));
        assertThat(visitor.get(LIST).status()).as("it was used meanwhile").isEqualTo(200);
        pass(Duration.ofMinutes(20));
        Map<String, String> byItself = Map.of("X-Console-Live", "true");
        assertThat(visitor.send("GET", LIST, "", byItself).status()).isEqualTo(200);
        pass(Duration.ofMinutes(11));
        Page ended = visitor.send("GET", LIST, "", byItself);
        assertThat(ended.status())
                .as("what a page does by itself does not count")
                .isEqualTo(401);
        assertThat(ended.header("HX-Redirect")).isEqualTo("/console/sign-in");
    }

    @Test
    void endsAfterEightHoursInAnyCase() {
        visitor.signIn("local-operator");
        for (int i = 0; i < 24; i++) {
            assertThat(visitor.get(LIST).status()).isEqualTo(200);
            pass(Duration.ofMinutes(20));
        }
        assertThat(visitor.get(LIST).status()).isEqualTo(303);
    }

    @Test
    void loadsNothingFromElsewhereAndRunsNothingInline() {
        Page page = visitor.get("/console/sign-in");
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.html().select("script:not([src]), style, [style], [onclick]"))
                .isEmpty();
        page.html().select("script[src], link[href]").forEach(file -> {
            String path = file.hasAttr("src") ? file.attr("src") : file.attr("href");
            Page loaded = visitor.get(path);
            assertThat(loaded.status()).as(path).isEqualTo(200);
            assertThat(path).matches("/console/assets/.*-[0-9a-f]{32}\\.[a-z]+");
            assertThat(loaded.header("Cache-Control")).as(path).contains("immutable");
        });
    }
}
