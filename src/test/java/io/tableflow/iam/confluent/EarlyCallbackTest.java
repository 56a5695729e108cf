package io.tableflow.iam.confluent;

import static io.tableflow.iam.testing.ConfluentPipeline.EXTERNAL_ID;
import static io.tableflow.iam.testing.ConfluentPipeline.PATH;
import static io.tableflow.iam.testing.ConfluentPipeline.PRINCIPAL;
import static io.tableflow.iam.testing.ConfluentPipeline.SECRET;
import static io.tableflow.iam.testing.ConfluentPipeline.document;
import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.ExpectedTrusts;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.TestDatabase;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Callbacks that come before the environment is asked for, or before its account is known. */
class EarlyCallbackTest {

    private static final String OTHER_PRINCIPAL = "arn:aws:iam::851725421142:role/cspi-99999";

    private static LocalAws aws;
    private static TestDatabase database;
    private static Node node;
    private static ApiClient operator;
    private static ConfluentPipeline confluent;

    @BeforeAll
    static void start() {
        aws = LocalAws.start();
        database = TestDatabase.create();
        node = Node.start(database, aws);
        operator = new ApiClient(node.uri());
        confluent = new ConfluentPipeline(operator);
    }

    @AfterAll
    static void stop() {
        ExpectedTrusts.assertNeverWide(aws);
        node.close();
        aws.close();
    }

    @Test
    void isKeptAndUsedByTheEnvironmentThatIsAskedForLater() {
        String id = anId();
        Answer early = confluent.deliver(id, of("early", PRINCIPAL));
        assertThat(early.status()).isEqualTo(404);
        assertThat(early.at("/code")).isEqualTo("role-not-known");
        assertThat(operator.get(PATH + "/deliveries?limit=200").text()).contains(id);

        Answer created = operator.post("/environments", "{\"name\":\"early\"}");

        assertThat(created.at("/integration/iamRoleArn")).isEqualTo(PRINCIPAL);
        assertThat(created.at("/integration/confluentEnvironmentId")).isEqualTo("env-00000");
        operator.awaitState("early", "ACTIVE");
        assertThat(operator.get("/environments/early/events?limit=200").text())
                .contains("CALLBACK_ACCEPTED", "INTEGRATION_RECEIVED", id);
        assertThat(confluent.deliver(id, of("early", PRINCIPAL)).at("/outcome")).isEqualTo("DUPLICATE");
    }

    @Test
    void aPlanSaysThatOneIsKeptAndNotWhoItLetsIn() {
        assertThat(operator.post("/environments?dryRun=true", "{\"name\":\"foreseen\"}")
                        .text())
                .doesNotContain("is kept");
        confluent.deliver(anId(), of("foreseen", PRINCIPAL));

        Answer plan = operator.post("/environments?dryRun=true", "{\"name\":\"foreseen\"}");

        assertThat(plan.json().at("/warnings").valueStream())
                .extracting(JsonNode::asString)
                .anyMatch(it -> it.contains("is kept") && it.contains("the trust then lets in its principal"));
        assertThat(plan.text()).doesNotContain(PRINCIPAL);
    }

    @Test
    void theLatestOfSeveralIsUsedAndARetryOfAnEarlierOneRollsNothingBack() {
        String first = anId();
        long now = Instant.now().getEpochSecond();
        confluent.deliver(first, now - 100, of("several", PRINCIPAL), SECRET);
        confluent.deliver(anId(), now - 50, of("several", OTHER_PRINCIPAL), SECRET);

        operator.post("/environments", "{\"name\":\"several\"}");
        Answer active = operator.awaitState("several", "ACTIVE");
        Answer retried = confluent.deliver(first, of("several", PRINCIPAL));

        assertThat(active.at("/trusted/iamRoleArn")).isEqualTo(OTHER_PRINCIPAL);
        assertThat(retried.at("/outcome")).isEqualTo("SUPERSEDED");
        assertThat(operator.get("/environments/several").at("/integration/iamRoleArn"))
                .isEqualTo(OTHER_PRINCIPAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"role/service-role/pathed-confluent-role", "role/Pathed-confluent-role", "role/pathed"})
    void isNotKeptForARoleThatNoEnvironmentCanHaveAndTheAnswerSaysSo(String role) {
        Answer refused = confluent.deliver(anId(), of("pathed", PRINCIPAL).replace("role/pathed-confluent-role", role));

        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.at("/code")).isEqualTo("role-not-known");
        assertThat(refused.at("/detail"))
                .contains("No environment can have the role", role, "{environment}-confluent-role", "not kept");
        assertThat(database.client()
                        .sql("select count(*) from kept_integration where role_arn like '%athed%'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void isNotUsedForTheRoleOfThatNameInAnotherAccount() {
        confluent.deliver(anId(), of("elsewhere", PRINCIPAL).replace("::123456789012:", "::999999999999:"));

        Answer created = operator.post("/environments", "{\"name\":\"elsewhere\"}");

        assertThat(created.json().at("/integration").isNull()).isTrue();
        operator.awaitState("elsewhere", "AWAITING_INTEGRATION");
    }

    @Test
    void isNotUsedOnceItsPrincipalMayNotBeLetInAnyMore() {
        String principal = "arn:aws:iam::464622532012:role/cspi-12345";
        confluent.deliver(anId(), of("no-longer", principal));
        database.client()
                .sql("update kept_integration set principal = ? where environment = 'no-longer'")
                .param("arn:aws:iam::123456789012:role/cspi-12345")
                .update();

        Answer created = operator.post("/environments", "{\"name\":\"no-longer\"}");

        assertThat(created.json().at("/integration").isNull()).isTrue();
        assertThat(operator.get("/environments/no-longer/events?limit=200").text())
                .contains("CALLBACK_REFUSED", "principal-not-allowed");
    }

    @Test
    void isUsedOnceAndNotByTheNextEnvironmentOfThatName() {
        confluent.deliver(anId(), of("again", PRINCIPAL));
        operator.post("/environments", "{\"name\":\"again\"}");
        operator.awaitState("again", "ACTIVE");
        operator.delete("/environments/again");
        operator.awaitGone("again");

        Answer next = operator.post("/environments", "{\"name\":\"again\"}");

        assertThat(next.json().at("/integration").isNull()).isTrue();
    }

    @Test
    void isForgottenAfterThirtyDays() {
        confluent.deliver(anId(), of("forgotten", PRINCIPAL));
        confluent.deliver(anId(), of("remembered", PRINCIPAL));
        age("forgotten", 31);
        age("remembered", 29);

        node.bean(KeptIntegrations.class).removeOld();

        assertThat(database.client()
                        .sql("select environment from kept_integration where environment in ('forgotten',"
                                + " 'remembered')")
                        .query(String.class)
                        .list())
                .containsExactly("remembered");
    }

    @Test
    void candidatesOfSeveralAccountsAreKeptApartUntilTheAccountIsKnown() {
        try (LocalAws silent = LocalAws.start()) {
            silent.faults().on("GetCallerIdentity").always(Fault.UNAVAILABLE);
            try (Node unknowing = Node.start(TestDatabase.create(), silent)) {
                ApiClient engineer = new ApiClient(unknowing.uri());
                ConfluentPipeline pipeline = new ConfluentPipeline(engineer);
                engineer.post("/environments", "{\"name\":\"apart\"}");

                Answer foreign = pipeline.deliver(
                        anId(), of("apart", OTHER_PRINCIPAL).replace("::123456789012:", "::999999999999:"));
                Answer right = pipeline.deliver(anId(), of("apart", PRINCIPAL));
                Answer another = pipeline.deliver(
                        anId(), of("apart", OTHER_PRINCIPAL).replace("::123456789012:", "::888888888888:"));
                assertThat(foreign.status()).isEqualTo(202);
                assertThat(right.status()).isEqualTo(202);
                assertThat(another.status()).isEqualTo(202);

                silent.faults().clear();
                Answer active = engineer.awaitState("apart", "ACTIVE");
                assertThat(active.at("/trusted/iamRoleArn")).isEqualTo(PRINCIPAL);
            }
        }
    }

    @Test
    void theServicesOwnAccountDecidesBeforeTheRoleExists() {
        aws.faults().on("CreateRole", "own-account-confluent-role").next(3, Fault.UNAVAILABLE);
        operator.post("/environments", "{\"name\":\"own-account\"}");

        Answer right = confluent.deliver(anId(), of("own-account", PRINCIPAL));
        Answer foreign = confluent.deliver(
                anId(), of("own-account", OTHER_PRINCIPAL).replace("::123456789012:", "::999999999999:"));

        assertThat(right.status()).isEqualTo(202);
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(operator.awaitState("own-account", "ACTIVE").at("/trusted/iamRoleArn"))
                .isEqualTo(PRINCIPAL);
    }

    private static void age(String environment, int days) {
        node.bean(JdbcClient.class)
                .sql("update kept_integration set last_received_at = now() - make_interval(days => ?) where"
                        + " environment = ?")
                .param(days)
                .param(environment)
                .update();
    }

    private static String of(String name, String principal) {
        return document(name, principal, EXTERNAL_ID);
    }

    private static String anId() {
        return "msg_" + UUID.randomUUID();
    }
}
