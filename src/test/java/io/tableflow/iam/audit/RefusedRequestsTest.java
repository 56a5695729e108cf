package io.tableflow.iam.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.common.Sha256;
import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.TestDatabase;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Refused requests are recorded; too many of them do not fill the database. */
class RefusedRequestsTest {

    private static final String READER = "canary-of-the-reader";

    private static final String DEV_TEAM = "token-of-the-dev-team";
    private static LocalAws aws;
    private static Node node;

    private ApiClient engineer;
    private Instant since;

    @BeforeAll
    static void start() {
        aws = LocalAws.start();
        node = Node.start(
                TestDatabase.create(),
                aws,
                "tableflow.security.tokens[0].name=local-operator",
                "tableflow.security.tokens[0].sha256=" + Sha256.sha256Hex("local-operator"),
                "tableflow.security.tokens[0].scopes=environments:read,environments:write",
                "tableflow.security.tokens[1].name=reader",
                "tableflow.security.tokens[1].sha256=" + Sha256.sha256Hex(READER),
                "tableflow.security.tokens[1].scopes=environments:read",
                "tableflow.security.tokens[2].name=dev-team",
                "tableflow.security.tokens[2].sha256=" + Sha256.sha256Hex(DEV_TEAM),
                "tableflow.security.tokens[2].scopes=environments:write",
                "tableflow.security.tokens[2].environments=dev-*");
    }

    @AfterAll
    static void stop() {
        node.close();
        aws.close();
    }

    @BeforeEach
    void aMinuteLater() {
        RefusalLimits.beginAnotherMinute(node);
        engineer = new ApiClient(node.uri());
        since = Instant.now();
    }

    @Test
    void aTokenThatIsNotKnownIsWrittenDownWithoutTheToken() {
        Answer refused = engineer.send(
                "GET",
                "/environments/x",
                null,
                Map.of("Authorization", "Bearer canary-token", "X-Request-Id", "refused-1"));
        assertThat(refused.status()).isEqualTo(401);

        JsonNode line = only("LOGIN_REFUSED");
        assertThat(line.at("/actor").asString()).isEqualTo("anonymous");
        assertThat(line.at("/address").asString()).isEqualTo("127.0.0.1");
        assertThat(line.at("/correlationId").asString()).isEqualTo("refused-1");
        assertThat(line.at("/details/request").asString()).isEqualTo("GET /environments/x");
        assertThat(line.at("/environment").isNull()).isTrue();
        assertThat(line.toString()).doesNotContain("canary");
    }

    @Test
    void aTokenWithoutTheScopeIsWrittenDown() {
        assertThat(post(READER).status()).isEqualTo(403);

        JsonNode line = only("ACCESS_REFUSED");
        assertThat(line.at("/actor").asString()).isEqualTo("token:reader");
        assertThat(line.at("/reason").asString()).contains("environments:write");
        assertThat(line.at("/details/request").asString()).isEqualTo("POST /environments");
    }

    @Test
    void aTokenForOtherEnvironmentsIsWrittenDown() {
        assertThat(post(DEV_TEAM).status()).isEqualTo(403);

        JsonNode line = only("ACCESS_REFUSED");
        assertThat(line.at("/actor").asString()).isEqualTo("token:dev-team");
        assertThat(line.at("/reason").asString()).contains("limited to environments");
    }

    @Test
    void whoSendsNoTokenIsNotWorthALine() {
        assertThat(engineer.send("GET", "/environments", null, Map.of("Authorization", ""))
                        .status())
                .isEqualTo(401);

        assertThat(lines("")).isEmpty();
    }

    @Test
    void aCallbackThatNobodySignedIsWrittenDownWithoutItsSignature() {
        ConfluentPipeline stranger = new ConfluentPipeline(engineer);
        assertThat(stranger.deliver(
                                "msg_canary",
                                Instant.now().getEpochSecond(),
                                ConfluentPipeline.document(
                                        "nobody", ConfluentPipeline.PRINCIPAL, ConfluentPipeline.EXTERNAL_ID),
                                "whsec_Y2FuYXJ5LWNhbmFyeS1jYW5hcnktY2FuYXJ5LWNhbmFyeQ==")
                        .status())
                .isEqualTo(401);

        JsonNode line = only("CALLBACK_REFUSED");
        assertThat(line.at("/actor").asString()).isEqualTo("anonymous");
        assertThat(line.at("/details").toString()).isEqualTo("{\"code\":\"webhook-signature\"}");
        assertThat(line.toString()).doesNotContain("canary").doesNotContain("v1,");
    }

    @Test
    void aFloodIsCounted() {
        for (int i = 0; i < 50; i++) {
            assertThat(post("nobody-" + i).status()).isEqualTo(401);
        }
        assertThat(lines("LOGIN_REFUSED")).hasSize(RefusalRateLimit.A_MINUTE_OF_ONE_ADDRESS);

        RefusalLimits.beginAnotherMinute(node);

        JsonNode counted = only("REFUSALS_COUNTED");
        assertThat(counted.at("/details/count").asInt()).isEqualTo(50 - RefusalRateLimit.A_MINUTE_OF_ONE_ADDRESS);
        assertThat(counted.at("/details/addresses/127.0.0.1").asInt()).isEqualTo(40);
        assertThat(engineer.get("/events/verification").at("/valid")).isEqualTo("true");
    }

    private Answer post(String token) {
        return engineer.send("POST", "/environments", "{\"name\":\"x\"}", Map.of("Authorization", "Bearer " + token));
    }

    private JsonNode only(String type) {
        JsonNode lines = lines(type);
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }

    private JsonNode lines(String type) {
        return engineer.get("/events?since=" + since + (type.isEmpty() ? "" : "&type=" + type))
                .json()
                .at("/items");
    }
}
