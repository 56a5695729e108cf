package io.tableflow.iam.testing;

import com.nimbusds.jwt.JWTClaimsSet;
import io.tableflow.iam.localaws.LocalAws;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;

/**
 * A test of a service with callers of every kind: static tokens, some of them limited to environments, and JWTs of an
 * issuer. All such tests share one node in this JVM, so each test uses environment names of its own.
 */
public abstract class SecuredServiceTest {

    /** The claim with the patterns of environments. */
    protected static final String ENVIRONMENTS = "environments";

    private static final StaticToken DEV = new StaticToken(
            "dev-team", "token-of-the-dev-team", "environments:read,environments:write", "dev-*,shared");
    private static final StaticToken READER = new StaticToken("reader", "token-of-the-reader", "environments:read", "");
    private static final StaticToken WRITER =
            new StaticToken("writer", "token-of-the-writer", "environments:write", "");

    private static final LocalAws AWS = LocalAws.start();
    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final TokenIssuer ISSUER = TokenIssuer.start();
    private static final Node NODE = start();

    /** Sees all environments, and has all permissions. */
    protected final ApiClient operator = new ApiClient(NODE.uri());

    /** Sees {@code dev-*} and {@code shared}, and has all permissions there. */
    protected final ApiClient devTeam = operator.withToken(DEV.token());

    protected final ApiClient reader = operator.withToken(READER.token());
    protected final ApiClient writer = operator.withToken(WRITER.token());
    protected final ConfluentPipeline confluent = new ConfluentPipeline(operator);

    /** After every test class. */
    @AfterAll
    static void tellsNoSecret() {
        SecretScanner.assertNoneIn(DATABASE);
    }

    protected static TokenIssuer issuer() {
        return ISSUER;
    }

    protected static Node node() {
        return NODE;
    }

    protected static TestDatabase database() {
        return DATABASE;
    }

    /** A caller with a JWT that sees the environments with these patterns. */
    protected final ApiClient jwt(String subject, String scope, @Nullable Object environments) {
        return with(ISSUER.claims(subject).claim("scope", scope).claim(ENVIRONMENTS, environments));
    }

    /** A caller with a JWT with these claims. */
    protected final ApiClient with(JWTClaimsSet.Builder claims) {
        return operator.withToken(ISSUER.sign(claims));
    }

    /** Creates an environment that Confluent can use. */
    protected final void active(String name) {
        operator.post("/environments", "{\"name\":\"" + name + "\"}");
        operator.awaitState(name, "AWAITING_INTEGRATION");
        confluent.callBack(name);
        operator.awaitState(name, "ACTIVE");
    }

    private static Node start() {
        List<String> settings = new ArrayList<>(StaticToken.settings(StaticToken.OPERATOR, DEV, READER, WRITER));
        settings.add("spring.security.oauth2.resourceserver.jwt.issuer-uri=" + ISSUER.uri());
        settings.add("spring.security.oauth2.resourceserver.jwt.audiences=" + TokenIssuer.AUDIENCE);
        settings.addAll(ISSUER.signIns().settings());
        settings.add("tableflow.security.environments-claim=" + ENVIRONMENTS);
        settings.add("tableflow.security.tokens[1].buckets=dev-data-*");
        settings.add("tableflow.security.tokens[1].kms-keys=arn:aws:kms:*:123456789012:key/dev-*");
        settings.add("tableflow.security.tokens[1].confluent-environments=env-dev*");
        settings.add("tableflow.security.buckets-claim=buckets");
        settings.add("server.forward-headers-strategy=framework");
        return Node.start(DATABASE, AWS, settings.toArray(String[]::new));
    }
}
