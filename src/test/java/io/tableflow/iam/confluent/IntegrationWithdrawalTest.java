package io.tableflow.iam.confluent;

import static io.tableflow.iam.testing.ConfluentPipeline.EXTERNAL_ID;
import static io.tableflow.iam.testing.ConfluentPipeline.PRINCIPAL;
import static io.tableflow.iam.testing.ConfluentPipeline.SECRET;
import static io.tableflow.iam.testing.ConfluentPipeline.document;
import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.AwsUser;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.ExpectedTrusts;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.TerraformModule;
import io.tableflow.iam.testing.TestDatabase;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import tools.jackson.databind.JsonNode;

/** Whom the trust lets in while an integration is withdrawn, or replaced by one that IAM does not know. */
class IntegrationWithdrawalTest {

    private static final String OTHER_PRINCIPAL = "arn:aws:iam::851725421142:role/cspi-99999";

    private static LocalAws aws;
    private static Node node;
    private static ApiClient operator;
    private static ConfluentPipeline confluent;

    @BeforeAll
    static void start() {
        aws = LocalAws.start();
        node = Node.start(TestDatabase.create(), aws, "tableflow.workflow.give-up-after=2s");
        operator = new ApiClient(node.uri());
        confluent = new ConfluentPipeline(operator);
    }

    @AfterAll
    static void stop() {
        node.close();
        aws.close();
    }

    @AfterEach
    void noTrustWasEverWide() {
        aws.faults().clear();
        ExpectedTrusts.assertNeverWide(aws);
    }

    @Test
    void theTrustDeniesEveryoneAgainAndTheEnvironmentWaits() {
        active("withdrawn");

        Answer accepted = operator.delete("/environments/withdrawn/integration");
        Answer waiting = operator.awaitState("withdrawn", "AWAITING_INTEGRATION");

        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        assertThat(trust("withdrawn")).isEqualTo(ExpectedTrusts.DENY_ALL);
        assertThat(waiting.json().at("/integration").isNull()).isTrue();
        assertThat(waiting.json().at("/trusted").isNull()).isTrue();
        assertThat(waiting.condition("TrustEstablished")).isEqualTo("False AwaitingIntegration");
        assertThat(waiting.condition("Verified")).isEqualTo("True ReadBack");
        assertThat(operator.get("/environments/withdrawn/events?limit=200").text())
                .contains("INTEGRATION_WITHDRAWN", "TRUST_WITHDRAWN");
        assertThat(operator.delete("/environments/withdrawn/integration").at("/state"))
                .isEqualTo("AWAITING_INTEGRATION");
    }

    @Test
    void whatWasSignedBeforeDoesNotOpenItAgain() {
        provisioned("shut");
        String id = anId();
        confluent.deliver(id, of("shut", PRINCIPAL));
        operator.awaitState("shut", "ACTIVE");
        operator.delete("/environments/shut/integration");
        operator.awaitState("shut", "AWAITING_INTEGRATION");

        Answer retry = confluent.deliver(id, of("shut", PRINCIPAL));
        Answer late = confluent.deliver(anId(), Instant.now().getEpochSecond() - 30, of("shut", PRINCIPAL), SECRET);

        assertThat(retry.at("/outcome")).isEqualTo("DUPLICATE");
        assertThat(late.at("/outcome")).isEqualTo("SUPERSEDED");
        assertThat(operator.get("/environments/shut").at("/state")).isEqualTo("AWAITING_INTEGRATION");
        assertThat(trust("shut")).isEqualTo(ExpectedTrusts.DENY_ALL);

        assertThat(confluent.callBack("shut").at("/outcome")).isEqualTo("ACCEPTED");
        operator.awaitState("shut", "ACTIVE");
    }

    @Test
    void ifMatchGuardsTheWithdrawal() {
        active("guarded");
        String stale = operator.get("/environments/guarded").header("ETag");
        operator.put("/environments/guarded", "{\"tags\":{\"a\":\"1\"}}");
        operator.awaitState("guarded", "ACTIVE");

        Answer refused = operator.send("DELETE", "/environments/guarded/integration", null, Map.of("If-Match", stale));

        assertThat(refused.status()).isEqualTo(412);
        assertThat(operator.delete("/environments/nowhere/integration").status())
                .isEqualTo(404);
        assertThat(trust("guarded")).isEqualTo(ExpectedTrusts.exactly(PRINCIPAL, EXTERNAL_ID));
    }

    @Test
    void aTrustThatWasAdoptedIsNotRetainedOnceItIsWithdrawn() {
        TerraformModule terraform = new TerraformModule(ourselves());
        terraform.apply("inherited");
        terraform.updateTrust("inherited", TerraformModule.finalTrust(PRINCIPAL, EXTERNAL_ID));
        aws.faults().on("TagPolicy").next(2, Fault.UNAVAILABLE);
        operator.post("/environments", "{\"name\": \"inherited\", \"adoptExisting\": true}");

        operator.delete("/environments/inherited/integration");
        operator.awaitState("inherited", "AWAITING_INTEGRATION");
        Awaitility.await().until(() -> trust("inherited").equals(ExpectedTrusts.DENY_ALL));

        operator.put("/environments/inherited", "{\"adoptExisting\": true, \"tags\":{\"a\":\"1\"}}");
        Answer waiting = operator.awaitState("inherited", "AWAITING_INTEGRATION");
        assertThat(waiting.json().at("/integration").isNull()).isTrue();
        assertThat(trust("inherited")).isEqualTo(ExpectedTrusts.DENY_ALL);
    }

    @Test
    void aWithdrawalDuringAnUpdateIsCarriedOutByIt() {
        active("updating");
        aws.faults().on("GetRole", "updating-confluent-role").next(2, Fault.UNAVAILABLE);
        operator.put("/environments/updating", "{\"tags\":{\"a\":\"1\"}}");

        operator.delete("/environments/updating/integration");

        operator.awaitState("updating", "AWAITING_INTEGRATION");
        assertThat(trust("updating")).isEqualTo(ExpectedTrusts.DENY_ALL);
    }

    @Test
    void aFailedRotationShowsWhoIsTrustedAndIsWokenByTheSameCallback() {
        active("rotating");
        String since = operator.get("/environments/rotating").at("/trusted/since");
        String id = anId();
        failingRotation("rotating", id);

        Answer failed = operator.get("/environments/rotating");
        assertThat(failed.at("/integration/iamRoleArn")).isEqualTo(OTHER_PRINCIPAL);
        assertThat(failed.at("/trusted/iamRoleArn")).isEqualTo(PRINCIPAL);
        assertThat(failed.at("/trusted/externalId")).isEqualTo(EXTERNAL_ID);
        assertThat(failed.at("/trusted/since")).isEqualTo(since);
        assertThat(failed.condition("TrustEstablished")).isEqualTo("False PrincipalNotFound");
        assertThat(trust("rotating")).isEqualTo(ExpectedTrusts.exactly(PRINCIPAL, EXTERNAL_ID));

        aws.faults().clear();
        assertThat(confluent.deliver(id, of("rotating", OTHER_PRINCIPAL)).at("/outcome"))
                .isEqualTo("DUPLICATE");
        Answer active = operator.awaitState("rotating", "ACTIVE");
        assertThat(active.at("/trusted/iamRoleArn")).isEqualTo(OTHER_PRINCIPAL);
        assertThat(active.at("/trusted/since")).isGreaterThan(since);
    }

    @Test
    void aCorrectedCallbackBringsAFailedEnvironmentOn() {
        active("corrected");
        failingRotation("corrected", anId());
        aws.faults().clear();

        Answer corrected = confluent.deliver(anId(), of("corrected", "arn:aws:iam::851725421142:role/cspi-33333"));

        assertThat(corrected.at("/state")).isEqualTo("UPDATING_TRUST");
        assertThat(operator.awaitState("corrected", "ACTIVE").at("/trusted/iamRoleArn"))
                .endsWith("cspi-33333");
    }

    @Test
    void aFailedRotationCanBeWithdrawn() {
        active("called-off");
        failingRotation("called-off", anId());
        aws.faults().clear();

        operator.delete("/environments/called-off/integration");

        operator.awaitState("called-off", "AWAITING_INTEGRATION");
        assertThat(trust("called-off")).isEqualTo(ExpectedTrusts.DENY_ALL);
    }

    @Test
    void theOldPrincipalStaysInForceAlsoIfTheSpecChangesWhileTheNewOneIsUnknown() {
        active("both-change");
        aws.faults().on("UpdateAssumeRolePolicy", "both-change-confluent-role").always(Fault.INVALID_PRINCIPAL);
        confluent.deliver(anId(), of("both-change", OTHER_PRINCIPAL));
        operator.put("/environments/both-change", "{\"tags\":{\"a\":\"1\"}}");

        operator.awaitState("both-change", "FAILED");
        assertThat(trust("both-change")).isEqualTo(ExpectedTrusts.exactly(PRINCIPAL, EXTERNAL_ID));

        aws.faults().clear();
        confluent.deliver(anId(), of("both-change", OTHER_PRINCIPAL));
        operator.awaitState("both-change", "ACTIVE");
        assertThat(trust("both-change")).isEqualTo(ExpectedTrusts.exactly(OTHER_PRINCIPAL, EXTERNAL_ID));
    }

    @Test
    void theSameCallbackRewritesATrustWhosePrincipalWasMadeAnew() {
        String principal = "arn:aws:iam::851725421149:role/cspi-anew";
        try (IamClient iam = AwsUser.ofAccount(aws.endpoint(), "851725421149").iam()) {
            iam.createRole(it -> it.roleName("cspi-anew").assumeRolePolicyDocument(TerraformModule.DENY_ALL));
            provisioned("anew");
            confluent.deliver(anId(), of("anew", principal));
            operator.awaitState("anew", "ACTIVE");
            iam.deleteRole(it -> it.roleName("cspi-anew"));
            iam.createRole(it -> it.roleName("cspi-anew").assumeRolePolicyDocument(TerraformModule.DENY_ALL));
        }
        assertThat(trust("anew").toString()).contains("AROA");

        confluent.deliver(anId(), of("anew", principal));

        Awaitility.await().until(() -> trust("anew").equals(ExpectedTrusts.exactly(principal, EXTERNAL_ID)));
        operator.awaitState("anew", "ACTIVE");
    }

    private static void failingRotation(String name, String id) {
        aws.faults().on("UpdateAssumeRolePolicy", name + "-confluent-role").always(Fault.INVALID_PRINCIPAL);
        confluent.deliver(id, of(name, OTHER_PRINCIPAL));
        Awaitility.await()
                .until(() -> operator.get("/environments/" + name)
                        .condition("TrustEstablished")
                        .equals("False PrincipalNotFound"));
        assertThat(operator.get("/environments/" + name).at("/state")).isIn("UPDATING_TRUST", "FAILED");
        operator.awaitState(name, "FAILED");
    }

    private static JsonNode trust(String name) {
        return ExpectedTrusts.parse(ourselves().trust(name + "-confluent-role"));
    }

    private static AwsUser ourselves() {
        return AwsUser.ofAccount(aws.endpoint(), Node.ACCOUNT);
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

    private static String anId() {
        return "msg_" + UUID.randomUUID();
    }
}
