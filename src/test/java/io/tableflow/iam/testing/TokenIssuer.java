package io.tableflow.iam.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** An issuer of JWTs, as a resource server sees it: its metadata and keys over HTTP, and its tokens. */
public final class TokenIssuer implements AutoCloseable {

    /** The audience of its tokens, unless they have another one. */
    public static final String AUDIENCE = "tableflow-iam";

    private final HttpServer server;
    private final AtomicInteger keysFetched = new AtomicInteger();
    private volatile RSAKey key = newKey();

    /** A stranger's, whatever id it goes by: to make a key takes a quarter of a second. */
    private final RSAKey strangersKey = newKey();

    private final OpenIdProvider signIns;

    private TokenIssuer(HttpServer server) {
        this.server = server;
        this.signIns = new OpenIdProvider(this, server);
    }

    /** Starts one on a port of its own. */
    public static TokenIssuer start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            TokenIssuer issuer = new TokenIssuer(server);
            issuer.serve("/.well-known/openid-configuration", issuer::metadata);
            issuer.serve("/keys", issuer::keys);
            server.start();
            return issuer;
        } catch (IOException e) {
            throw new UncheckedIOException("The issuer did not start", e);
        }
    }

    /** What it does for people who sign in. */
    public OpenIdProvider signIns() {
        return signIns;
    }

    /** The value of {@code iss}. */
    public String uri() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Valid claims of a subject: of this issuer, for us, for ten minutes. */
    public JWTClaimsSet.Builder claims(String subject) {
        return new JWTClaimsSet.Builder()
                .subject(subject)
                .issuer(uri())
                .audience(AUDIENCE)
                .expirationTime(Date.from(Instant.now().plusSeconds(600)));
    }

    /** A token that is signed with the present key. */
    public String sign(JWTClaimsSet.Builder claims) {
        return sign(claims, JOSEObjectType.JWT);
    }

    /** A token with that type in its header. */
    public String sign(JWTClaimsSet.Builder claims, JOSEObjectType type) {
        return sign(claims, type, key);
    }

    /** A token that is signed with another key under the id of the issuer's own. */
    public String forge(JWTClaimsSet.Builder claims) {
        return sign(claims, JOSEObjectType.JWT, strangersKey(key.getKeyID()));
    }

    /** A token that is signed with a key that the issuer does not publish. */
    public String signWithUnknownKey(JWTClaimsSet.Builder claims) {
        return sign(claims, JOSEObjectType.JWT, strangersKey(UUID.randomUUID().toString()));
    }

    /** A token that uses the public key as an HMAC secret. */
    public String signWithPublicKey(JWTClaimsSet.Builder claims) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims.build());
            jwt.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A token without a signature. */
    public static String unsigned(JWTClaimsSet.Builder claims) {
        return new PlainJWT(claims.build()).serialize();
    }

    /** Signs with another key from now on, and publishes only that one. */
    public void rotate() {
        key = newKey();
    }

    /** How often its keys were fetched. */
    public int timesKeysWereFetched() {
        return keysFetched.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private String metadata() {
        return """
                {"issuer": "%1$s", "jwks_uri": "%1$s/keys", "authorization_endpoint": "%1$s/authorize",
                 "token_endpoint": "%1$s/token", "response_types_supported": ["code"],
                 "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["RS256"]}
                """.formatted(uri());
    }

    private String keys() {
        keysFetched.incrementAndGet();
        return new JWKSet(key.toPublicJWK()).toString();
    }

    private void serve(String path, Supplier<String> answer) {
        server.createContext(path, exchange -> {
            byte[] body = answer.get().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private static String sign(JWTClaimsSet.Builder claims, JOSEObjectType type, RSAKey key) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .type(type)
                            .keyID(key.getKeyID())
                            .build(),
                    claims.build());
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private RSAKey strangersKey(String id) {
        return new RSAKey.Builder(strangersKey).keyID(id).build();
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
