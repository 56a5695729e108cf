package io.tableflow.iam.confluent;

import static io.tableflow.iam.testing.ConfluentPipeline.EXTERNAL_ID;
import static io.tableflow.iam.testing.ConfluentPipeline.PATH;
import static io.tableflow.iam.testing.ConfluentPipeline.PRINCIPAL;
import static io.tableflow.iam.testing.ConfluentPipeline.SECRET;
import static io.tableflow.iam.testing.ConfluentPipeline.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.SqlCounter;
import io.tableflow.iam.testing.SqlCounter.Executed;
import io.tableflow.iam.testing.SqlCounter.Purpose;
import io.tableflow.iam.testing.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Which word about an integration counts if there are several, by the time of a real clock. */
class CallbackOrderTest {

    private static final String OTHER_SECRET = "whsec_YW5vdGhlci1zZWNyZXQtb2YtdGhpcnR5LXR3by1ieXRlcw==";
    private static final String OTHER_PRINCIPAL = "arn:aws:iam::851725421142:role/cspi-99999";
    private static final String THIRD_PRINCIPAL = "arn:aws:iam::851725421142:role/cspi-33333";

    private static LocalAws aws;
    private static Node node;
    private static ApiClient operator;
    private static ConfluentPipeline confluent;

    @BeforeAll
    static void start() {
        aws = LocalAws.start();
        node = Node.start(
                TestDatabase.create(),
                aws,
                List.of(SqlCounter.class),
                "tableflow.webhook.secrets[0]=" + SECRET,
                "tableflow.webhook.secrets[1]=" + OTHER_SECRET);
        operator = new ApiClient(node.uri());
        confluent = new ConfluentPipeline(operator);
    }

    @AfterAll
    static void stop() {
        node.close();
        aws.close();
    }

    @Test
    void everyAnswerSaysWhatBecameOfTheCallback() {
        provisioned("told");
        String body = document("told", PRINCIPAL, EXTERNAL_ID);

        Answer accepted = confluent.deliver("msg_told", body);
        Answer again = confluent.deliver("msg_told", body);
        Answer older = confluent.deliver("msg_older", seconds() - 60, of("told", OTHER_PRINCIPAL), SECRET);

        assertThat(List.of(accepted, again, older))
                .extracting(Answer::status, it -> it.at("/outcome"), it -> it.at("/environment"))
                .containsExactly(
                        tuple(202, "ACCEPTED", "told"),
                        tuple(202, "DUPLICATE", "told"),
                        tuple(202, "SUPERSEDED", "told"));
    }

    @Test
    void anOlderCallbackDoesNotUndoWhatAnOperatorHasEntered() {
        provisioned("by-hand");
        long before = seconds() - 30;
        operator.put("/environments/by-hand/integration", of("by-hand", OTHER_PRINCIPAL));

        Answer older = confluent.deliver(anId(), before, of("by-hand", PRINCIPAL), SECRET);
        assertThat(older.at("/outcome")).isEqualTo("SUPERSEDED");
        assertThat(principal("by-hand")).isEqualTo(OTHER_PRINCIPAL);

        Answer newer = confluent.deliver(anId(), of("by-hand", PRINCIPAL));
        assertThat(newer.at("/outcome")).isEqualTo("ACCEPTED");
        assertThat(principal("by-hand")).isEqualTo(PRINCIPAL);
    }

    @Test
    void whatAnOperatorEntersAgainCountsFromThenOn() {
        provisioned("by-hand-again");
        confluent.deliver(anId(), seconds() - 120, of("by-hand-again", PRINCIPAL), SECRET);
        operator.put("/environments/by-hand-again/integration", of("by-hand-again", PRINCIPAL));

        Answer between = confluent.deliver(anId(), seconds() - 60, of("by-hand-again", OTHER_PRINCIPAL), SECRET);

        assertThat(between.at("/outcome")).isEqualTo("SUPERSEDED");
        assertThat(principal("by-hand-again")).isEqualTo(PRINCIPAL);
    }

    @Test
    void aSenderWhoseClockIsAheadDoesNotOutrankTheCallbacksThatFollow() {
        provisioned("ahead");
        confluent.deliver(anId(), seconds() + 240, of("ahead", PRINCIPAL), SECRET);

        Answer next = confluent.deliver(anId(), of("ahead", OTHER_PRINCIPAL));
        Answer third = confluent.deliver(anId(), seconds() + 240, of("ahead", THIRD_PRINCIPAL), SECRET);

        assertThat(next.at("/outcome")).isEqualTo("ACCEPTED");
        assertThat(third.at("/outcome")).isEqualTo("ACCEPTED");
        assertThat(principal("ahead")).isEqualTo(THIRD_PRINCIPAL);
    }

    @Test
    void aMessageThatIsSignedAgainIsNoNewerThanWhenItWasSignedFirst() {
        String late = anId();
        String body = of("late", PRINCIPAL).replace("123456789012:role", "210987654321:role");
        assertThat(confluent.deliver(late, seconds() - 200, body, SECRET).status())
                .isEqualTo(404);
        provisioned("late");
        confluent.deliver(anId(), seconds() - 100, of("late", OTHER_PRINCIPAL), SECRET);
        // The account of the environment is another one, so the message was refused; now its environment has moved
        // there.
        node.bean(JdbcClient.class)
                .sql("update environment set account = jsonb_set(account, '{id}', '\"210987654321\"') where name ="
                        + " 'late'")
                .update();

        Answer retried = confluent.deliver(late, seconds(), body, SECRET);

        assertThat(retried.at("/outcome")).isEqualTo("SUPERSEDED");
        assertThat(principal("late")).isEqualTo(OTHER_PRINCIPAL);
    }

    @Test
    void anotherBodyUnderAnIdThatItsSenderHasUsedIsAConflictAndIsRecorded() {
        provisioned("reused");
        String id = anId();
        confluent.deliver(id, of("reused", PRINCIPAL));

        Answer refused = confluent.deliver(id, of("reused", OTHER_PRINCIPAL));
        Answer elsewhere = confluent.deliver(id, of("nowhere", OTHER_PRINCIPAL));
        Answer first = confluent.deliver(id, of("reused", PRINCIPAL));

        assertThat(List.of(refused, elsewhere)).allSatisfy(it -> {
            assertThat(it.status()).isEqualTo(409);
            assertThat(it.at("/code")).isEqualTo("webhook-id-reused");
        });
        assertThat(first.at("/outcome")).isEqualTo("DUPLICATE");
        assertThat(principal("reused")).isEqualTo(PRINCIPAL);
        assertThat(deliveries(id))
                .extracting(it -> it.at("/outcome").asString() + it.at("/code").asString(""))
                .containsExactlyInAnyOrder(
                        "ACCEPTED", "REFUSEDwebhook-id-reused", "REFUSEDwebhook-id-reused", "DUPLICATE");
        assertThat(operator.get("/events?type=CALLBACK_REFUSED&limit=200").text())
                .contains(id, "webhook-id-reused");
    }

    @Test
    void theSameMessageIsADuplicateWhicheverSecretHasSignedIt() {
        provisioned("both-secrets");
        String id = anId();
        String body = of("both-secrets", PRINCIPAL);
        confluent.deliver(id, body);

        assertThat(confluent.deliver(id, seconds(), body, OTHER_SECRET).at("/outcome"))
                .isEqualTo("DUPLICATE");
    }

    @Test
    void anotherSendersMessageWithThatIdIsAMessageOfItsOwn() {
        provisioned("two-senders");
        String id = anId();
        confluent.deliver(id, of("two-senders", PRINCIPAL));

        Answer other = confluent.deliver(id, seconds(), of("two-senders", OTHER_PRINCIPAL), OTHER_SECRET);

        assertThat(other.at("/outcome")).isEqualTo("ACCEPTED");
        assertThat(principal("two-senders")).isEqualTo(OTHER_PRINCIPAL);
        assertThat(confluent
                        .deliver(id, seconds(), of("two-senders", THIRD_PRINCIPAL), OTHER_SECRET)
                        .at("/code"))
                .isEqualTo("webhook-id-reused");
    }

    @Test
    void anotherConfluentEnvironmentGetsTheRoleFromAnOperatorOnly() {
        active("shared-role");
        String foreign = of("shared-role", OTHER_PRINCIPAL).replace("env-00000", "env-99999");
        String before = operator.get("/environments/shared-role").at("/revision");

        Answer refused = confluent.deliver("msg_foreign", foreign);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.at("/code")).isEqualTo("integration-of-another-environment");
        assertThat(refused.at("/detail")).contains("env-00000", "env-99999");
        assertThat(operator.get("/environments/shared-role").at("/revision")).isEqualTo(before);
        assertThat(operator.get("/environments/shared-role").at("/integration/confluentEnvironmentId"))
                .isEqualTo("env-00000");
        assertThat(deliveries("msg_foreign"))
                .extracting(it -> it.at("/code").asString())
                .containsExactly("integration-of-another-environment");

        assertThat(operator.put("/environments/shared-role/integration", foreign)
                        .status())
                .isEqualTo(202);
        assertThat(operator.get("/environments/shared-role").at("/integration/confluentEnvironmentId"))
                .isEqualTo("env-99999");
        assertThat(confluent.deliver(anId(), of("shared-role", PRINCIPAL)).at("/code"))
                .isEqualTo("integration-of-another-environment");
    }

    @Test
    void aDocumentThatSaysNoConfluentEnvironmentStaysInTheOneThatIsKnown() {
        active("unsaid");

        Answer answer = confluent.deliver(
                anId(), of("unsaid", OTHER_PRINCIPAL).replace(", \"environment\": {\"id\": \"env-00000\"}", ""));

        assertThat(answer.at("/outcome")).as(answer.text()).isEqualTo("ACCEPTED");
        assertThat(operator.get("/environments/unsaid").at("/integration/confluentEnvironmentId"))
                .isEqualTo("env-00000");
    }

    @Test
    void aCallbackCostsSixStatementsAtMost() {
        provisioned("counted");
        String id = anId();

        assertThat(counted(() -> confluent.deliver(id, of("counted", PRINCIPAL))))
                .satisfies(CallbackOrderTest::isCheap);
        operator.awaitState("counted", "ACTIVE");
        assertThat(counted(() -> confluent.deliver(id, of("counted", PRINCIPAL))))
                .satisfies(CallbackOrderTest::isCheap);
        assertThat(counted(() -> confluent.deliver(anId(), seconds() - 90, of("counted", PRINCIPAL), SECRET)))
                .satisfies(CallbackOrderTest::isCheap);
        assertThat(counted(() -> confluent.deliver(anId(), of("counted", PRINCIPAL))))
                .satisfies(CallbackOrderTest::isCheap);
        operator.awaitState("counted", "ACTIVE");
        assertThat(counted(() -> confluent.deliver(anId(), of("counted", OTHER_PRINCIPAL))))
                .satisfies(CallbackOrderTest::isCheap);
    }

    @Test
    void aCallbackDuringAWorkflowWakesItByOneStatementMore() {
        provisioned("counted-busy");
        aws.faults().on("UpdateAssumeRolePolicy", "counted-busy-confluent-role").always(Fault.INVALID_PRINCIPAL);
        confluent.deliver(anId(), of("counted-busy", PRINCIPAL));
        Awaitility.await()
                .until(() -> operator.get("/environments/counted-busy").text().contains("PrincipalNotFound"));

        Executed executed = counted(() -> confluent.deliver(anId(), of("counted-busy", OTHER_PRINCIPAL)));
        assertThat(executed.statements()).as(executed.toString()).isBetween(1L, 7L);
        assertThat(executed.commits()).isEqualTo(1);

        aws.faults().clear();
        operator.awaitState("counted-busy", "ACTIVE");
    }

    private static void isCheap(Executed executed) {
        assertThat(executed.statements()).as(executed.toString()).isBetween(1L, 6L);
        assertThat(executed.commits()).as(executed.toString()).isEqualTo(1);
    }

    private static Executed counted(Runnable request) {
        SqlCounter counter = node.bean(SqlCounter.class);
        counter.drain();
        request.run();
        return counter.drain().by(Purpose.REQUEST);
    }

    private static void provisioned(String name) {
        operator.post("/environments", "{\"name\":\"" + name + "\"}");
        operator.awaitState(name, "AWAITING_INTEGRATION");
    }

    private static void active(String name) {
        provisioned(name);
        confluent.callBack(name);
        operator.awaitState(name, "ACTIVE");
    }

    private static String of(String name, String principal) {
        return document(name, principal, EXTERNAL_ID);
    }

    private static String principal(String name) {
        return operator.get("/environments/" + name).at("/integration/iamRoleArn");
    }

    private static List<JsonNode> deliveries(String id) {
        return operator.get(PATH + "/deliveries?limit=200")
                .json()
                .path("items")
                .valueStream()
                .filter(it -> it.at("/id").asString().equals(id))
                .toList();
    }

    private static String anId() {
        return "msg_" + UUID.randomUUID();
    }

    private static long seconds() {
        return Instant.now().getEpochSecond();
    }
}
