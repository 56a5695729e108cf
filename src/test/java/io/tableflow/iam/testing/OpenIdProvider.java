package io.tableflow.iam.testing;

import com.nimbusds.jwt.JWTClaimsSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tableflow.iam.common.Sha256;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;

/**
 * The half of an issuer that people sign in with: OpenID Connect's authorization code flow with PKCE. It lets everybody in at once, and
 * holds its clients to what RFC 6749 and RFC 7636 ask of them.
 */
public final class OpenIdProvider {

    private static final String CLIENT = "console";
    private static final String SECRET = "secret-of-the-console";

    private final TokenIssuer issuer;
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private volatile UnaryOperator<JWTClaimsSet.Builder> accessTokens = it -> it;
    private volatile UnaryOperator<JWTClaimsSet.Builder> idTokens = it -> it;
    private volatile String error = "";

    OpenIdProvider(TokenIssuer issuer, HttpServer server) {
        this.issuer = issuer;
        server.createContext("/authorize", this::authorize);
        server.createContext("/token", this::token);
    }

    /** The settings of a service that people sign in to with it. */
    public List<String> settings() {
        String registration = "spring.security.oauth2.client.registration.example.";
        return List.of(
                registration + "client-id=" + CLIENT,
                registration + "client-secret=" + SECRET,
                registration + "client-name=Example",
                registration + "scope=openid,environments:read",
                "spring.security.oauth2.client.provider.example.issuer-uri=" + issuer.uri());
    }

    /** Lets people in again, with scopes and all environments. */
    public void reset(String scopes) {
        error = "";
        idTokens = it -> it;
        accessTokens = it -> it.claim("scope", scopes).claim("environments", "*");
    }

    /** Sends everybody back with an error. */
    public void refuse(String with) {
        error = with;
    }

    /** Changes the claims of the access tokens. */
    public void accessTokens(UnaryOperator<JWTClaimsSet.Builder> change) {
        accessTokens = change;
    }

    /** Changes the claims of the ID tokens. */
    public void idTokens(UnaryOperator<JWTClaimsSet.Builder> change) {
        idTokens = change;
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> asked = form(exchange.getRequestURI().getRawQuery());
        String redirect = asked.getOrDefault("redirect_uri", "");
        boolean isValid = CLIENT.equals(asked.get("client_id"))
                && "code".equals(asked.get("response_type"))
                && "S256".equals(asked.get("code_challenge_method"))
                && asked.getOrDefault("code_challenge", "").length() == 43
                && List.of(asked.getOrDefault("scope", "").split(" ")).contains("openid")
                && redirect.endsWith("/console/sign-in/callback");
        if (!isValid) {
            answer(exchange, 400, "{\"error\":\"invalid_request\"}");
            return;
        }
        String code = UUID.randomUUID().toString();
        codes.put(code, asked);
        String what = error.isEmpty() ? "code=" + code : "error=" + error;
        String state = URLEncoder.encode(asked.get("state"), StandardCharsets.UTF_8);
        exchange.getResponseHeaders()
                .set("Location", redirect + "?" + what + "&state=" + state + "&iss=" + issuer.uri());
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> sent = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Map<String, String> asked = codes.remove(sent.getOrDefault("code", ""));
        String basic =
                "Basic " + Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
        if (!basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, "{\"error\":\"invalid_client\"}");
            return;
        }
        if (asked == null
                || !"authorization_code".equals(sent.get("grant_type"))
                || !Objects.equals(asked.get("redirect_uri"), sent.get("redirect_uri"))
                || !Objects.equals(asked.get("code_challenge"), challenge(sent.getOrDefault("code_verifier", "")))) {
            answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
            return;
        }
        JWTClaimsSet.Builder id = issuer.claims("alice")
                .audience(CLIENT)
                .issueTime(Date.from(Instant.now()))
                .claim("nonce", asked.get("nonce"));
        answer(
                exchange,
                200,
                JsonMapper.shared()
                        .writeValueAsString(Map.of(
                                "access_token",
                                issuer.sign(accessTokens.apply(issuer.claims("alice"))),
                                "token_type",
                                "Bearer",
                                "expires_in",
                                600,
                                "id_token",
                                issuer.sign(idTokens.apply(id)))));
    }

    private static String challenge(String verifier) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Sha256.sha256(verifier.getBytes(StandardCharsets.US_ASCII)));
    }

    private static Map<String, String> form(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : text.split("&", -1)) {
            String[] parts = field.split("=", 2);
            fields.put(parts[0], parts.length == 1 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return fields;
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
