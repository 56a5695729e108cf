package io.tableflow.iam.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.tableflow.iam.testing.http.HttpTest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** With an issuer configured, its tokens can do the same as static ones. */
class JwtTest extends HttpTest {

    private static final RSAKey KEY = newKey();
    private static final HttpServer ISSUER = start();

    @DynamicPropertySource
    static void issuer(DynamicPropertyRegistry registry) {
        registry.add(
                "spring.security.oauth2.resourceserver.jwt.jwk-set-uri",
                () -> "http://localhost:" + ISSUER.getAddress().getPort() + "/keys");
    }

    @Test
    void takesTheScopesOfATokenAndItsSubject() {
        String token = sign(KEY, claims("ci").claim("scope", "openid environments:read"));

        Reply reply = send("GET", "/environments/who", BodyPublishers.noBody(), token);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("name").stringValue()).isEqualTo("jwt:#ci");
        assertThat(send("POST", "/environments/who", BodyPublishers.noBody(), token)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void takesScopesAsAListToo() {
        String token = sign(KEY, claims("ci").claim("scp", List.of("environments:write")));

        assertThat(send("POST", "/environments/who", BodyPublishers.noBody(), token)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void stillTakesStaticTokens() {
        assertThat(get("/environments/who").status()).isEqualTo(200);
    }

    @Test
    void refusesTokensOfOthersExpiredOnesAndThoseOfNobody() {
        assertUnauthorized(sign(newKey(), claims("ci").claim("scope", "environments:read")));
        assertUnauthorized(
                sign(KEY, claims("ci").expirationTime(Date.from(Instant.now().minusSeconds(600)))));
        assertUnauthorized(sign(KEY, new JWTClaimsSet.Builder().claim("scope", "environments:read")));
        assertUnauthorized("no.jwt.atall");
    }

    private void assertUnauthorized(String token) {
        Reply reply = send("GET", "/environments/who", BodyPublishers.noBody(), token);

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.code()).isEqualTo("unauthorized");
    }

    private static JWTClaimsSet.Builder claims(String subject) {
        return new JWTClaimsSet.Builder()
                .subject(subject)
                .expirationTime(Date.from(Instant.now().plusSeconds(600)));
    }

    private static String sign(RSAKey key, JWTClaimsSet.Builder claims) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(), claims.build());
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID("one").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpServer start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
            byte[] keys = new JWKSet(KEY.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
            server.createContext("/keys", exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, keys.length);
                exchange.getResponseBody().write(keys);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
