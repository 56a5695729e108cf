package io.tableflow.iam.confluent;

import static io.tableflow.iam.testing.ConfluentPipeline.EXTERNAL_ID;
import static io.tableflow.iam.testing.ConfluentPipeline.PATH;
import static io.tableflow.iam.testing.ConfluentPipeline.PRINCIPAL;
import static io.tableflow.iam.testing.ConfluentPipeline.SECRET;
import static io.tableflow.iam.testing.ConfluentPipeline.document;
import static io.tableflow.iam.testing.ConfluentPipeline.headers;
import static io.tableflow.iam.testing.ConfluentPipeline.signature;
import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.ServiceTest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the webhook accepts, what it refuses, and that a refused callback changes nothing. */
class WebhookTest extends ServiceTest {

    private static final String OTHER_SECRET = "whsec_YW5vdGhlci1zZWNyZXQtb2YtdGhpcnR5LXR3by1ieXRlcw==";

    @Test
    void takesTheSameMessageTwiceAndActsOnce() {
        provisioned("twice");
        String id = "msg_" + UUID.randomUUID();
        String body = document("twice", PRINCIPAL, EXTERNAL_ID);

        assertThat(confluent.deliver(id, body).status()).isEqualTo(202);
        Answer active = engineer.awaitState("twice", "ACTIVE");
        Answer again = confluent.deliver(id, body);

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.at("/state")).isEqualTo("ACTIVE");
        assertThat(engineer.get("/environments/twice").at("/revision")).isEqualTo(active.at("/revision"));
    }

    @Test
    void aMessageOfTheSameContentUnderAnotherIdWritesNothingToIam() {
        active("same");
        long before = writesOf("same");

        assertThat(confluent.callBack("same").status()).isEqualTo(202);
        engineer.awaitState("same", "ACTIVE");

        assertThat(writesOf("same")).isEqualTo(before);
    }

    private static long writesOf(String name) {
        return aws().calls().stream()
                .filter(call -> call.operation().equals("UpdateAssumeRolePolicy"))
                .filter(call -> call.parameter("RoleName").equals(Optional.of(name + "-confluent-role")))
                .count();
    }

    @Test
    void aMessageThatComesBeforeTheRoleIsKeptAndUsedOnceTheRoleStands() {
        aws().faults().on("CreateRole", "early-confluent-role").next(2, Fault.UNAVAILABLE);
        engineer.post("/environments", "{\"name\":\"early\"}");

        Answer received = confluent.callBack("early");

        assertThat(received.status()).isEqualTo(202);
        assertThat(received.at("/state")).isEqualTo("PROVISIONING");
        engineer.awaitState("early", "ACTIVE");
    }

    @Test
    void aMessageForTheSameNameInAnotherAccountIsForgottenOnceTheAccountIsKnown() {
        aws().faults().on("CreateRole", "elsewhere-confluent-role").next(2, Fault.UNAVAILABLE);
        engineer.post("/environments", "{\"name\":\"elsewhere\"}");
        String otherAccount =
                document("elsewhere", PRINCIPAL, EXTERNAL_ID).replace("::123456789012:", "::999999999999:");

        confluent.deliver("msg_" + UUID.randomUUID(), otherAccount);
        Answer awaiting = engineer.awaitState("elsewhere", "AWAITING_INTEGRATION");

        assertThat(awaiting.json().at("/integration").isNull()).isTrue();
    }

    @Test
    void refusesWhatWasNotSignedWithTheSecret() {
        provisioned("unsigned");
        String id = "msg_" + UUID.randomUUID();
        String body = document("unsigned", PRINCIPAL, EXTERNAL_ID);
        long now = now().getEpochSecond();
        String signature = signature(id, now, body, SECRET);

        List<Answer> refused = List.of(
                confluent.deliver(id, now, body, OTHER_SECRET),
                engineer.send("POST", PATH, body + " ", headers(id, now, signature)),
                engineer.send("POST", PATH, body, headers("msg_other", now, signature)),
                engineer.send("POST", PATH, body, headers(id, now + 1, signature)),
                engineer.send("POST", PATH, body, headers(id, now, signature.replace("v1,", "v2,"))),
                engineer.send("POST", PATH, body, headers(id, now, "")),
                engineer.post(PATH, body));

        assertThat(refused).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.at("/code")).isEqualTo("webhook-signature");
        });
        assertThat(engineer.get("/environments/unsigned")
                        .json()
                        .at("/integration")
                        .isNull())
                .isTrue();
    }

    @Test
    void whetherACallbackIsStaleIsDecidedByTheClockOfAllNodesNotByThatOfOneMachine() {
        provisioned("another-clock");
        pass(Duration.ofMinutes(10));

        assertThat(confluent.callBack("another-clock").status()).isEqualTo(202);
        engineer.awaitState("another-clock", "ACTIVE");
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301, -86_400})
    void refusesWhatWasSignedMoreThanFiveMinutesAway(long seconds) {
        provisioned("stale" + Math.abs(seconds));
        String body = document("stale" + Math.abs(seconds), PRINCIPAL, EXTERNAL_ID);

        Answer stale = confluent.deliver("msg_1", now().getEpochSecond() + seconds, body, SECRET);

        assertThat(stale.status()).isEqualTo(401);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
        "kind": "Integration"                              | "kind": "Connector"                                  | kind
        "provider": "AWS"                                  | "provider": "AZURE"                                  | provider
        AwsIntegrationConfig                               | GcpIntegrationConfig                                 | config.kind
        "id": "cspi-42o61"                                 | "id": 42                                             | id
        "iam_role_arn": "arn:aws:iam::851725421142:role/cspi-42o61" | "iam_role_arn": "*"                         | config.iam_role_arn
        "iam_role_arn": "arn:aws:iam::851725421142:role/cspi-42o61" | "iam_role_arn": "arn:aws:iam::851725421142:root" | config.iam_role_arn
        "iam_role_arn": "arn:aws:iam::851725421142:role/cspi-42o61" | "iam_role_arn": "arn:aws:iam::851725421142:role/*" | config.iam_role_arn
        "iam_role_arn": "arn:aws:iam::851725421142:role/cspi-42o61" | "iam_role_arn": "arn:aws-cn:iam::851725421142:role/x" | config.iam_role_arn
        95c8f0e6-0d5b-4d3e-a6a3-1a4a2f7f0b11               | x                                                    | config.external_id
        95c8f0e6-0d5b-4d3e-a6a3-1a4a2f7f0b11               | a b                                                  | config.external_id
        "external_id"                                      | "externalId"                                         | config.external_id
        "customer_iam_role_arn"                            | "customerIamRoleArn"                                 | config.customer_iam_role_arn
        """)
    void refusesWhatIsNotAnIntegrationAndNamesTheField(String part, String replacement, String field) {
        String body = document("broken", PRINCIPAL, EXTERNAL_ID).replace(part, replacement);

        Answer refused = confluent.deliver("msg_" + UUID.randomUUID(), body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.at("/errors/0/field")).isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "\"text\"", "{\"a\":1,\"a\":2}"})
    void refusesWhatIsNoJsonObject(String body) {
        assertThat(confluent.deliver("msg_" + UUID.randomUUID(), body).status()).isEqualTo(400);
    }

    @Test
    void refusesAPrincipalOfTheEnvironmentsOwnAccount() {
        provisioned("own");
        String body = document("own", "arn:aws:iam::123456789012:role/anybody", EXTERNAL_ID);

        Answer refused = confluent.deliver("msg_" + UUID.randomUUID(), body);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.at("/code")).isEqualTo("principal-not-allowed");
        assertThat(engineer.get("/environments/own").json().at("/integration").isNull())
                .isTrue();
    }

    @Test
    void knowsNoEnvironmentOfAnotherRole() {
        active("known");
        String id = "msg_" + UUID.randomUUID();
        String body = document("known", PRINCIPAL, EXTERNAL_ID);

        assertThat(confluent.callBack("nobody").status()).isEqualTo(404);
        assertThat(confluent
                        .deliver(id + "a", body.replace("known-confluent-role", "known-other-role"))
                        .status())
                .isEqualTo(404);
        assertThat(confluent
                        .deliver(id, body.replace("::123456789012:", "::999999999999:"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void refusesToFeedAnEnvironmentThatIsBeingDeleted() {
        active("dying");
        aws().faults().on("GetRole", "dying-confluent-role").next(3, Fault.UNAVAILABLE);
        engineer.delete("/environments/dying");

        Answer refused = confluent.callBack("dying");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.at("/code")).isEqualTo("environment-deleting");
        engineer.awaitGone("dying");
    }

    @Test
    void refusesABodyThatIsTooLong() {
        String body = "{\"filler\":\"" + "x".repeat(2 * 1024 * 1024) + "\"}";

        assertThat(confluent.deliver("msg_" + UUID.randomUUID(), body).status()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-www-form-urlencoded", "text/plain", "multipart/form-data"})
    void theSignatureIsOverTheRawBodyWhateverItsTypeIsSaidToBe(String type) {
        String name = "typed" + type.length();
        provisioned(name);
        String body = document(name, PRINCIPAL, EXTERNAL_ID);
        long now = now().getEpochSecond();
        Map<String, String> headers = new HashMap<>(headers(name, now, signature(name, now, body, SECRET)));
        headers.put("Content-Type", type);

        assertThat(engineer.send("POST", PATH, body, headers).status()).isEqualTo(202);
    }

    @Test
    void whoeverIsToldBackWhatStandsReadsThatItStands() {
        active("back");
        Answer before = engineer.get("/environments/back");
        aws().faults().on("GetRole", "back-confluent-role").once(Fault.delay(Duration.ofMillis(500)));

        confluent.deliver("msg_b", document("back", "arn:aws:iam::851725421142:role/cspi-b", EXTERNAL_ID));
        confluent.deliver("msg_a", document("back", PRINCIPAL, EXTERNAL_ID));
        Answer after = engineer.awaitState("back", "ACTIVE");

        assertThat(after.at("/conditions/2/status")).isEqualTo("True");
        assertThat(after.at("/conditions/2/message")).isEqualTo(before.at("/conditions/2/message"));
        assertThat(ourselves().trust("back-confluent-role")).contains(PRINCIPAL);
    }

    @Test
    void aByteOrderMarkIsSignedAndIsNoPartOfTheDocument() {
        provisioned("marked");
        String body = "\uFEFF" + document("marked", PRINCIPAL, EXTERNAL_ID);

        assertThat(confluent.deliver("msg-marked", body).status()).isEqualTo(202);
        engineer.awaitState("marked", "ACTIVE");
        assertThat(engineer.put("/environments/marked/integration", body).status())
                .isEqualTo(202);
        assertThat(engineer.put("/environments/marked", "\uFEFF{}").status()).isEqualTo(202);
    }

    @Test
    void ifMatchGuardsWhatAnOperatorEnters() {
        provisioned("guardedput");
        String body = document("guardedput", PRINCIPAL, EXTERNAL_ID);

        Answer refused =
                engineer.send("PUT", "/environments/guardedput/integration", body, Map.of("If-Match", "\"999\""));

        assertThat(refused.status()).isEqualTo(412);
    }

    @Test
    void anOperatorMayEnterTheIntegrationByHand() {
        provisioned("byhand");

        Answer accepted = engineer.put("/environments/byhand/integration", document("byhand", PRINCIPAL, EXTERNAL_ID));

        assertThat(accepted.status()).isEqualTo(202);
        engineer.awaitState("byhand", "ACTIVE");
    }

    @Test
    void anOperatorCannotEnterTheIntegrationOfAnotherEnvironment() {
        provisioned("mine");
        provisioned("yours");

        Answer refused = engineer.put("/environments/mine/integration", document("yours", PRINCIPAL, EXTERNAL_ID));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.at("/errors/0/field")).isEqualTo("config.customer_iam_role_arn");
        assertThat(engineer.get("/environments/yours").json().at("/integration").isNull())
                .isTrue();
    }

    @Test
    void anEnvironmentThatIsOnlyAskedForInConfluentsAccountShutsNoCallback() {
        provisioned("let-in");
        engineer.post("/environments", "{\"name\":\"in-confluents\",\"accountId\":\"851725421142\"}");

        Answer answer = confluent.callBack("let-in");

        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        engineer.awaitState("let-in", "ACTIVE");
        engineer.delete("/environments/in-confluents");
        engineer.awaitGone("in-confluents");
    }
}
