package io.tableflow.iam.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A spec says where at Confluent the integration is made, if there is a key for it, and does not move what may exist. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConfluentSpecTest {

    // Nobody listens there: whatever is asked of Confluent stays unanswered.
    private static final String[] WITH_KEY = {
        "tableflow.confluent.endpoint=http://127.0.0.1:9",
        "tableflow.confluent.api-key=CKEY",
        "tableflow.confluent.api-secret=secret"
    };
    private static final String[] WITHOUT_KEY = {"tableflow.confluent.api-key=", "tableflow.confluent.api-secret="};

    private final LocalAws aws = LocalAws.start();
    private final TestDatabase database = TestDatabase.create();
    private Node node;
    private Node keyless;
    private ApiClient engineer;

    @BeforeAll
    void start() {
        node = Node.start(database, aws, WITH_KEY);
        keyless = Node.start(database, aws, WITHOUT_KEY);
        engineer = new ApiClient(node.uri());
    }

    @AfterAll
    void stop() {
        node.close();
        keyless.close();
        aws.close();
    }

    @Test
    void showsThePlaceAndCallsTheIntegrationLikeTheEnvironment() {
        Answer created =
                engineer.post("/environments", "{\"name\":\"placed\",\"confluent\":{\"environmentId\":\"env-abc12\"}}");

        assertThat(created.status()).as(created.text()).isEqualTo(202);
        assertThat(engineer.get("/environments/placed")
                        .json()
                        .at("/spec/confluent")
                        .toString())
                .isEqualTo("{\"environmentId\":\"env-abc12\",\"displayName\":\"placed\"}");
    }

    @Test
    void whoHasNoKeyIsToldWhichSettingIsMissing() {
        ApiClient other = new ApiClient(keyless.uri());
        String body = "{\"name\":\"keyless\",\"confluent\":{\"environmentId\":\"env-abc12\"}}";

        Answer refused = other.post("/environments", body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.at("/errors/0/field")).isEqualTo("confluent");
        assertThat(refused.at("/errors/0/message")).contains("tableflow.confluent.api-key");
        assertThat(other.post("/environments?dryRun=true", body).status()).isEqualTo(400);
        assertThat(other.get("/environments/keyless").status()).isEqualTo(404);
        other.post("/environments", "{\"name\":\"keyless\"}");
        assertThat(other.put("/environments/keyless", body).at("/errors/0/field"))
                .isEqualTo("confluent");
    }

    @Test
    void whatIsAskedForMayBeRepeatedAfterTheKeyWasTakenAway() {
        String body = "{\"name\":\"revoked\",\"confluent\":{\"environmentId\":\"env-abc12\"}}";
        engineer.post("/environments", body);

        Answer repeated = new ApiClient(keyless.uri())
                .put("/environments/revoked", body.replace("\"confl", "\"deletionPolicy\":\"RETAIN\",\"confl"));

        assertThat(repeated.status()).as(repeated.text()).isEqualTo(202);
        assertThat(repeated.at("/spec/deletionPolicy")).isEqualTo("RETAIN");
    }

    @Test
    void anEnvironmentStaysWhereItsIntegrationMayBe() {
        engineer.post(
                "/environments",
                "{\"name\":\"moved\",\"confluent\":{\"environmentId\":\"env-abc12\",\"displayName\":\"one\"}}");

        Answer moved = engineer.put(
                "/environments/moved", "{\"confluent\":{\"environmentId\":\"env-xyz\",\"displayName\":\"two\"}}");
        Answer removed = engineer.put("/environments/moved", "{}");

        assertThat(moved.status()).isEqualTo(422);
        assertThat(moved.at("/code")).isEqualTo("environment-immutable-field");
        assertThat(moved.at("/errors/0/field")).isEqualTo("confluent.environmentId");
        assertThat(moved.at("/errors/0/message")).isEqualTo("must be env-abc12");
        assertThat(moved.at("/errors/1/field")).isEqualTo("confluent.displayName");
        assertThat(removed.status()).isEqualTo(422);
        assertThat(removed.at("/errors/0/field")).isEqualTo("confluent");
    }
}
