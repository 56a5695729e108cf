package io.tableflow.iam.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.tableflow.iam.audit.RefusalLimits;
import io.tableflow.iam.testing.Browser;
import io.tableflow.iam.testing.ConsoleClient;
import io.tableflow.iam.testing.ConsoleClient.Page;
import io.tableflow.iam.testing.OpenIdProvider;
import io.tableflow.iam.testing.SecuredServiceTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Signing in to the console with an issuer: who gets in, with which permissions, and who does not. */
class IssuerSignInTest extends SecuredServiceTest {

    private static final String LIST = "/console/environments";
    private static final String BOTH = "environments:read environments:write";

    private final OpenIdProvider provider = issuer().signIns();
    private final ConsoleClient visitor = new ConsoleClient(node().uri());
    private final HttpClient browser = HttpClient.newHttpClient();

    @BeforeEach
    @AfterEach
    void reset() {
        provider.reset(BOTH);
    }

    @Test
    void leadsFromTheFormToTheIssuerAndBackToThePage() {
        Page form = visitor.get("/console/sign-in?next=%2Fconsole%2Faudit%3Factor%3Dx");
        assertThat(form.text("main a.button")).isEqualTo("Sign in with Example");
        assertThat(form.text("label[for=token]")).isEqualTo("Access token");
        String before = visitor.cookie();

        Page toIssuer = visitor.get(form.html().select("main a.button").attr("href"));
        assertThat(toIssuer.status()).isEqualTo(303);
        assertThat(toIssuer.location())
                .startsWith(issuer().uri() + "/authorize?")
                .contains("code_challenge_method=S256", "scope=environments:read%20openid", "nonce=");
        Page back = visitor.get(atTheIssuer(toIssuer.location()));

        assertThat(back.status()).as(back.text()).isEqualTo(303);
        assertThat(back.location()).isEqualTo("/console/audit?actor=x");
        assertThat(visitor.cookie()).as("a session has a cookie of its own").isNotEqualTo(before);
        assertThat(visitor.get(LIST).text(".caller")).isEqualTo("jwt:" + issuer().uri() + "#alice");
        assertThat(visitor.get(LIST).text("main a.button")).contains("New environment");
    }

    @Test
    void aBrowserIsLedThereAndBack() {
        try (Browser chromium = Browser.start(node().uri())) {
            chromium.open("/console/audit");
            chromium.assertAccessible();
            chromium.click("Sign in with Example");
            assertThat(chromium.text("h1")).isEqualTo("Audit trail");
        }
    }

    @Test
    void theSessionHasThePermissionsOfTheAccessToken() {
        operator.post("/environments", "{\"name\":\"issuer-seen\"}");
        operator.post("/environments", "{\"name\":\"issuer-hidden\"}");
        provider.accessTokens(
                it -> it.claim("scope", "environments:read").claim("environments", List.of("issuer-seen")));

        signIn();

        assertThat(visitor.get(LIST + "/issuer-seen").status()).isEqualTo(200);
        assertThat(visitor.get(LIST + "/issuer-hidden").status()).isEqualTo(404);
        visitor.get(LIST);
        assertThat(visitor.post(LIST + "/issuer-seen/reconcile", Map.of()).status())
                .isEqualTo(403);
        assertThat(visitor.get("/environments").status()).as("the API").isEqualTo(401);
    }

    @Test
    void keepsNoTokenOfTheIssuer() {
        signIn();

        List<String> claims = database()
                .client()
                .sql("select claims::text from console_session where claims is not null")
                .query((row, nth) -> row.getString(1))
                .list();

        assertThat(claims)
                .isNotEmpty()
                .allSatisfy(it -> assertThat(it).contains("alice").doesNotContain("eyJ", "nonce", "exp"));
    }

    @Test
    void signingOutEndsTheSession() {
        signIn();
        String stolen = visitor.cookie();
        visitor.get(LIST);

        assertThat(visitor.post("/console/sign-out", Map.of()).location()).isEqualTo("/console/sign-in");
        assertThat(visitor.send("GET", LIST, "", Map.of("Cookie", stolen)).status())
                .isEqualTo(303);
    }

    /** Otherwise somebody could sign others in as themselves, and see what they enter. */
    @Test
    void nobodyFinishesWhatAnotherBrowserBegan() {
        ConsoleClient attacker = new ConsoleClient(node().uri());
        String callback =
                atTheIssuer(attacker.get("/console/sign-in/with/example").location());
        visitor.get("/console/sign-in");

        Page refused = visitor.get(callback);

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.text("[role=alert]")).contains("not begun in this browser");
        assertThat(visitor.get(LIST).status()).isEqualTo(303);
    }

    @Test
    void aCodeCountsOnce() {
        String callback =
                atTheIssuer(visitor.get("/console/sign-in/with/example").location());
        String before = visitor.cookie();
        assertThat(visitor.get(callback).status()).isEqualTo(303);

        assertThat(visitor.get(callback).status()).as("with the new cookie").isEqualTo(401);
        assertThat(new ConsoleClient(node().uri())
                        .send("GET", callback, "", Map.of("Cookie", before))
                        .text("[role=alert]"))
                .contains("not valid (invalid_grant)");
    }

    @Test
    void saysThatTheIssuerRefused() {
        provider.refuse("access_denied");
        assertThat(attempt().text("[role=alert]")).contains("did not let you in");
        provider.refuse("login_required");
        assertThat(attempt().text("[role=alert]")).contains("login_required");
    }

    static Stream<Arguments> tokensThatAreRefused() {
        return Stream.of(
                accessToken("for another service", "not one that this service accepts", it -> it.audience("another")),
                accessToken("expired", "not one that this service accepts", it -> it.expirationTime(longAgo())),
                accessToken("of somebody else", "two people", it -> it.subject("bob")),
                accessToken("without our scopes", "neither the scope", it -> it.claim("scope", "profile")),
                idToken("with another nonce", "invalid_nonce", it -> it.claim("nonce", "another")),
                idToken("for another client", "invalid_id_token", it -> it.audience("another")),
                idToken("of another issuer", "invalid_id_token", it -> it.issuer("https://evil.example")),
                idToken("that has expired", "invalid_id_token", it -> it.expirationTime(longAgo())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tokensThatAreRefused")
    void refusesTokens(
            String what,
            String why,
            UnaryOperator<JWTClaimsSet.Builder> access,
            UnaryOperator<JWTClaimsSet.Builder> id) {
        provider.accessTokens(it -> access.apply(it.claim("scope", BOTH)));
        provider.idTokens(id);
        RefusalLimits.beginAnotherMinute(node());

        Page refused = attempt();

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.text("[role=alert]")).contains(why);
        assertThat(visitor.get(LIST).status()).isEqualTo(303);
        assertThat(operator.get("/events?type=LOGIN_REFUSED").text()).contains(why);
    }

    private static Arguments accessToken(String what, String why, UnaryOperator<JWTClaimsSet.Builder> change) {
        return Arguments.of("an access token " + what, why, change, UnaryOperator.<JWTClaimsSet.Builder>identity());
    }

    private static Arguments idToken(String what, String why, UnaryOperator<JWTClaimsSet.Builder> change) {
        return Arguments.of("an ID token " + what, why, UnaryOperator.<JWTClaimsSet.Builder>identity(), change);
    }

    private static Date longAgo() {
        return Date.from(Instant.now().minusSeconds(3600));
    }

    private void signIn() {
        assertThat(attempt().status()).isEqualTo(303);
    }

    private Page attempt() {
        return visitor.get(
                atTheIssuer(visitor.get("/console/sign-in/with/example").location()));
    }

    /** Where the issuer sends the browser back to: a path of the service. */
    private String atTheIssuer(String location) {
        try {
            String back = browser.send(
                            HttpRequest.newBuilder(URI.create(location)).build(), BodyHandlers.discarding())
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
            return back.substring(node().uri().toString().length());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
