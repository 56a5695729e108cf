package io.tableflow.iam.provisioning.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tableflow.iam.localconfluent.ConfluentCall;
import io.tableflow.iam.localconfluent.ConfluentFault;
import io.tableflow.iam.localconfluent.ConfluentRequest.Operation;
import io.tableflow.iam.localconfluent.LocalConfluent;
import io.tableflow.iam.localconfluent.LocalIntegration;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.AwsUser;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.ExpectedTrusts;
import io.tableflow.iam.testing.ZeroTouchFixture;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import software.amazon.awssdk.services.sts.model.StsException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The service makes the provider integration itself, at Confluent Cloud. */
class ZeroTouchTest {

    private static ZeroTouchFixture service;

    @BeforeAll
    static void start() {
        service = ZeroTouchFixture.start();
    }

    @AfterEach
    void nothingIsLeftOfFaults() {
        service.confluent.faults().clear();
        service.confluent.duplicateStatus(409);
        service.confluent.goneStatus(404);
        service.confluent.accept(LocalConfluent.KEY, LocalConfluent.SECRET);
        service.principals.slow(Duration.ZERO);
        ExpectedTrusts.assertNeverWide(service.aws);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void oneRequestMakesAnEnvironmentThatConfluentsPrincipalAndNobodyElseGetsInto() {
        ApiClient.Answer accepted = service.request("zero");
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.at("/state")).isEqualTo("PROVISIONING");

        ApiClient.Answer active = service.engineer.awaitState("zero", "ACTIVE");

        LocalIntegration integration = service.integration("zero");
        assertThat(integration.displayName()).isEqualTo("zero");
        assertThat(integration.customerRole()).isEqualTo(ZeroTouchFixture.role("zero"));
        assertThat(active.at("/integration/id")).isEqualTo(integration.id());
        assertThat(active.at("/integration/confluentEnvironmentId")).isEqualTo(ZeroTouchFixture.ENV);
        assertThat(active.at("/trusted/iamRoleArn")).isEqualTo(integration.principal());
        assertThat(service.condition("zero", "IntegrationReady")).isEqualTo("True IntegrationKnown");
        AwsUser confluent = service.principal(integration);
        assertThat(confluent.assume(ZeroTouchFixture.role("zero"), integration.externalId()))
                .isNotNull();
        assertThatThrownBy(() -> confluent.assume(ZeroTouchFixture.role("zero"), "guessed"))
                .isInstanceOf(StsException.class);
        assertThatThrownBy(() -> service.ourselves().assume(ZeroTouchFixture.role("zero"), integration.externalId()))
                .isInstanceOf(StsException.class);
    }

    @Test
    void theExampleWithAllSettingsIsPlanned() throws IOException {
        ObjectNode request = (ObjectNode) JsonMapper.shared()
                .readTree(new ClassPathResource("openapi/examples/environment-request-full.json").getInputStream())
                .path("value");
        request.put("name", "zero-full");

        assertThat(request.has("confluent")).isTrue();
        assertThat(service.engineer
                        .post("/environments?dryRun=true", request.toString())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theRoleDeniedEveryoneBeforeConfluentWasAsked() {
        service.confluent
                .faults()
                .on(Operation.CREATE_INTEGRATION, "deny-first-confluent-role")
                .once(ConfluentFault.before(() -> {
                    assertThat(ExpectedTrusts.parse(service.ourselves().trust("deny-first-confluent-role")))
                            .isEqualTo(ExpectedTrusts.DENY_ALL);
                    assertThat(service.ourselves().attachedPolicies("deny-first-confluent-role"))
                            .hasSize(2);
                }));

        service.active("deny-first");

        assertThat(creations("deny-first")).hasSize(1);
    }

    @Test
    void confluentIsAskedOnceAndTheTrailHasItsRequestId() {
        LocalIntegration integration = service.active("once");

        List<ConfluentCall> calls = service.confluent.calls().stream()
                .filter(it -> it.names("once-confluent-role") || it.names(integration.id()))
                .toList();
        assertThat(calls).hasSize(1);
        assertThat(service.events("once", "CONFLUENT_WRITE"))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .containsEntry("operation", "POST /pim/v1/integrations")
                        .containsEntry("outcome", "OK")
                        .containsEntry("confluentEnvironment", ZeroTouchFixture.ENV)
                        .containsEntry("confluentRequestId", calls.getFirst().requestId()));
        assertThat(service.events("once", "INTEGRATION_RECEIVED"))
                .singleElement()
                .satisfies(line -> assertThat(line).containsEntry("integration", integration.id()));
        assertThat(workflow("once")).isEqualTo("create-integration DONE, update-trust DONE, verify-trust DONE");
    }

    @Test
    void anAnswerThatIsLostLeavesOneIntegration() {
        service.confluent
                .faults()
                .on(Operation.CREATE_INTEGRATION, "lost-confluent-role")
                .once(ConfluentFault.LOSE_ANSWER);

        service.active("lost");

        assertThat(service.confluent.integrationsOf("lost-confluent-role")).hasSize(1);
        assertThat(creations("lost")).hasSize(1);
        assertThat(service.events("lost", "CONFLUENT_WRITE"))
                .extracting(it -> it.get("outcome"))
                .containsExactly("NoAnswer");
    }

    @Test
    void whateverStatusASecondIntegrationGetsTheFirstIsAdopted() {
        for (int status : List.of(409, 400, 422)) {
            String name = "second-" + status;
            service.confluent.duplicateStatus(status);
            LocalIntegration byHand = service.confluent.create(ZeroTouchFixture.ENV, ZeroTouchFixture.role(name));

            assertThat(service.active(name)).isEqualTo(byHand);
        }
    }

    @Test
    void aRefusalThatIsNoDuplicateFailsWithConfluentsWords() {
        service.confluent
                .faults()
                .on(Operation.CREATE_INTEGRATION, "refused-confluent-role")
                .once(ConfluentFault.status(422, "the environment is being moved"));

        service.request("refused");
        service.engineer.awaitState("refused", "FAILED");

        assertThat(service.condition("refused", "IntegrationReady")).isEqualTo("False ConfluentInvalidRequest");
        assertThat(service.message("refused", "IntegrationReady")).contains("the environment is being moved");
        service.engineer.post("/environments/refused/retry", "");
        service.engineer.awaitState("refused", "ACTIVE");
    }

    @Test
    void stormsOf429And500Pass() {
        for (int i = 0; i < 6; i++) {
            service.confluent
                    .faults()
                    .on(Operation.CREATE_INTEGRATION, "storm-confluent-role")
                    .once(i % 2 == 0 ? ConfluentFault.tooManyRequests(1) : ConfluentFault.status(500, "oops"));
        }
        service.confluent.faults().on(Operation.LIST_INTEGRATIONS).next(2, ConfluentFault.tooManyRequestsUntilReset(1));
        service.request("storm");

        service.node.awaitAsTimePasses(
                "storm becoming ACTIVE",
                () -> service.engineer.get("/environments/storm").at("/state").equals("ACTIVE"));

        assertThat(service.confluent.integrationsOf("storm-confluent-role")).hasSize(1);
    }

    @Test
    void aKeyThatWasRevokedIsNamedWithItsStatusAndARetryGoesOnOnceThereIsAKey() {
        service.confluent.revoke(LocalConfluent.KEY);
        service.request("revoked");

        service.engineer.awaitState("revoked", "FAILED");

        assertThat(service.condition("revoked", "IntegrationReady")).isEqualTo("False ConfluentKeyRefused");
        assertThat(service.message("revoked", "IntegrationReady"))
                .contains(LocalConfluent.KEY, "401")
                .doesNotContain(LocalConfluent.SECRET);
        assertThat(ExpectedTrusts.parse(service.ourselves().trust("revoked-confluent-role")))
                .isEqualTo(ExpectedTrusts.DENY_ALL);
        service.confluent.accept(LocalConfluent.KEY, LocalConfluent.SECRET);
        service.engineer.post("/environments/revoked/retry", "");
        service.engineer.awaitState("revoked", "ACTIVE");
    }

    @Test
    void aPrincipalThatIamDoesNotKnowYetIsWaitedFor() {
        service.principals.slow(Duration.ofSeconds(2));

        service.active("slow");

        assertThat(service.events("slow", "AWS_WRITE"))
                .extracting(it -> it.get("outcome"))
                .contains("MalformedPolicyDocument");
    }

    @Test
    void aLongNameIsCutForConfluent() {
        String name = "a-name-of-thirty-nine-characters-exactly".substring(0, 39);
        assertThat(service.active(name).displayName()).isEqualTo(name);
        assertThat(service.engineer
                        .post(
                                "/environments",
                                ZeroTouchFixture.body("named")
                                        .replace(
                                                ZeroTouchFixture.ENV + "\"",
                                                ZeroTouchFixture.ENV + "\",\"displayName\":\"Tableflow of dev\""))
                        .status())
                .isEqualTo(202);
        service.engineer.awaitState("named", "ACTIVE");
        assertThat(service.integration("named").displayName()).isEqualTo("Tableflow of dev");
    }

    @Test
    void aPutThatAsksForAnIntegrationMakesIt() {
        service.engineer.post("/environments", "{\"name\":\"later\"}");
        service.engineer.awaitState("later", "AWAITING_INTEGRATION");
        assertThat(service.condition("later", "IntegrationReady")).isEmpty();

        service.engineer.put("/environments/later", ZeroTouchFixture.body("later"));

        service.engineer.awaitState("later", "ACTIVE");
        assertThat(service.integration("later").customerRole()).isEqualTo(ZeroTouchFixture.role("later"));
    }

    @Test
    void aPutThatAsksForWhatACallbackBroughtTakesThatOver() {
        service.engineer.post("/environments", "{\"name\":\"brought\"}");
        service.engineer.awaitState("brought", "AWAITING_INTEGRATION");
        LocalIntegration byHand = service.confluent.create(ZeroTouchFixture.ENV, ZeroTouchFixture.role("brought"));
        new ConfluentPipeline(service.engineer)
                .deliver(
                        "msg_brought",
                        ConfluentPipeline.document("brought", byHand.principal(), byHand.externalId())
                                .replace("cspi-42o61", byHand.id())
                                .replace("env-00000", ZeroTouchFixture.ENV));
        service.engineer.awaitState("brought", "ACTIVE");

        service.engineer.put("/environments/brought", ZeroTouchFixture.body("brought"));
        service.engineer.awaitState("brought", "ACTIVE");
        service.poll();

        service.awaitCondition("brought", "IntegrationReady", "True IntegrationKnown");
        assertThat(creations("brought")).isEmpty();
        assertThat(service.integration("brought")).isEqualTo(byHand);
    }

    @Test
    void anIntegrationThatAnOperatorHasWithdrawnIsNotMadeAgainUntilTheSpecAsksAnew() {
        LocalIntegration integration = service.active("withdrawn");
        service.engineer.delete("/environments/withdrawn/integration");
        service.engineer.awaitState("withdrawn", "AWAITING_INTEGRATION");

        service.poll();
        service.engineer.post("/environments/withdrawn/reconcile", "");
        service.engineer.awaitState("withdrawn", "AWAITING_INTEGRATION");

        assertThat(service.condition("withdrawn", "IntegrationReady")).isEqualTo("False IntegrationWithdrawn");
        assertThatThrownBy(() -> service.principal(integration)
                        .assume(ZeroTouchFixture.role("withdrawn"), integration.externalId()))
                .isInstanceOf(StsException.class);
        service.engineer.put("/environments/withdrawn", "{\"name\":\"withdrawn\"}");
        service.engineer.awaitState("withdrawn", "AWAITING_INTEGRATION");
        service.engineer.put("/environments/withdrawn", ZeroTouchFixture.body("withdrawn"));
        service.engineer.awaitState("withdrawn", "ACTIVE");
        assertThat(service.integration("withdrawn")).isEqualTo(integration);
    }

    @Test
    void manyEnvironmentsAtOnceHaveOneIntegrationEachWhileConfluentLosesEveryThirdAnswer() {
        service.confluent.faults().on(Operation.CREATE_INTEGRATION).everyNth(3, ConfluentFault.LOSE_ANSWER);
        for (int i = 0; i < 20; i++) {
            assertThat(service.request("many-" + i).status()).isEqualTo(202);
        }
        for (int i = 0; i < 20; i++) {
            service.engineer.awaitState("many-" + i, "ACTIVE");
            assertThat(service.confluent.integrationsOf("many-" + i + "-confluent-role"))
                    .hasSize(1);
        }
        for (int i = 0; i < 20; i++) {
            service.engineer.delete("/environments/many-" + i);
        }
        for (int i = 0; i < 20; i++) {
            String name = "many-" + i;
            service.node.awaitAsTimePasses(
                    name + " being gone",
                    () -> service.engineer.get("/environments/" + name).status() == 404);
            assertThat(service.confluent.integrationsOf(name + "-confluent-role"))
                    .isEmpty();
        }
    }

    @Test
    void aDryRunSaysWhatIsMadeAndWhatADeletionDeletesAndCallsNobody() {
        int before = service.confluent.calls().size();
        assertThat(service.engineer
                        .post("/environments?dryRun=true", ZeroTouchFixture.body("zt-plan"))
                        .json()
                        .at("/changes"))
                .anySatisfy(change -> {
                    assertThat(change.path("resource").asString()).isEqualTo("provider integration at Confluent");
                    assertThat(change.path("action").asString()).isEqualTo("CREATE");
                    assertThat(change.path("after").asString()).contains(ZeroTouchFixture.ENV, "zt-plan");
                });
        assertThat(service.confluent.calls()).hasSize(before);

        LocalIntegration integration = service.active("zt-plan");

        ApiClient.Answer deletion = service.engineer.delete("/environments/zt-plan?dryRun=true");
        assertThat(deletion.at("/changes/0/resource")).isEqualTo("provider integration at Confluent");
        assertThat(deletion.at("/changes/0/action")).isEqualTo("DELETE");
        assertThat(deletion.at("/changes/0/before")).contains(integration.id());
        assertThat(deletion.text()).contains("the deletion waits");
        assertThat(service.engineer
                        .delete("/environments/zt-plan?dryRun=true&abandon=true")
                        .text())
                .contains("provider integration " + integration.id() + " is left there");
        assertThat(service.engineer
                        .put("/environments/zt-plan?dryRun=true", ZeroTouchFixture.body("zt-plan"))
                        .json()
                        .at("/changes"))
                .anySatisfy(change -> {
                    assertThat(change.path("resource").asString()).isEqualTo("provider integration at Confluent");
                    assertThat(change.path("action").asString()).isEqualTo("NONE");
                });
    }

    private static List<ConfluentCall> creations(String name) {
        return service.confluent.calls(Operation.CREATE_INTEGRATION, name + "-confluent-role");
    }

    /** The steps of the latest workflow. */
    private static String workflow(String name) {
        return String.join(
                ", ",
                service.engineer
                        .get("/environments/" + name + "/workflows")
                        .json()
                        .at("/items/0/steps")
                        .valueStream()
                        .map(it -> it.path("name").asString() + " "
                                + it.path("state").asString())
                        .toList());
    }
}
