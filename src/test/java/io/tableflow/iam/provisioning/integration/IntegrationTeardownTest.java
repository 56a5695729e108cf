package io.tableflow.iam.provisioning.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.RecordedCall;
import io.tableflow.iam.localconfluent.ConfluentFault;
import io.tableflow.iam.localconfluent.ConfluentRequest.Operation;
import io.tableflow.iam.localconfluent.LocalIntegration;
import io.tableflow.iam.testing.ExpectedTrusts;
import io.tableflow.iam.testing.SettableClock;
import io.tableflow.iam.testing.ZeroTouchFixture;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A deletion deletes the integration at Confluent first, and the role last. */
class IntegrationTeardownTest {

    private static final String TOPIC = "crn://confluent.cloud/organization=abc123/tableflow-topic=topic_1";

    private static ZeroTouchFixture service;

    @BeforeAll
    static void start() {
        service = ZeroTouchFixture.start();
    }

    @AfterEach
    void nothingIsLeftOfFaults() {
        service.reset();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void nothingIsLeftOnEitherSide() {
        LocalIntegration integration = service.active("td-all");

        service.engineer.delete("/environments/td-all");
        service.engineer.awaitGone("td-all");

        assertThat(service.confluent.integrationsOf("td-all-confluent-role")).isEmpty();
        assertThat(service.ourselves().roles()).doesNotContain("td-all-confluent-role");
        assertThat(service.events("td-all", "CONFLUENT_WRITE"))
                .last()
                .satisfies(line -> assertThat(line)
                        .containsEntry("operation", "DELETE /pim/v1/integrations/" + integration.id())
                        .containsKey("confluentRequestId"));
    }

    @Test
    void theRoleIsAsItWasUntilTheIntegrationIsGone() {
        LocalIntegration integration = service.active("td-order");
        String trust = service.ourselves().trust("td-order-confluent-role");
        service.confluent
                .faults()
                .on(Operation.DELETE_INTEGRATION, integration.id())
                .once(ConfluentFault.before(() -> {
                    assertThat(service.ourselves().trust("td-order-confluent-role"))
                            .isEqualTo(trust);
                    assertThat(service.ourselves().attachedPolicies("td-order-confluent-role"))
                            .hasSize(2);
                }));

        service.engineer.delete("/environments/td-order");
        service.engineer.awaitGone("td-order");

        assertThat(service.confluent.calls(Operation.DELETE_INTEGRATION, integration.id()))
                .singleElement()
                .satisfies(call -> assertThat(call.status()).isEqualTo(204));
    }

    @Test
    void whatIsInUseIsWaitedForWithoutEndAndSaysByWhatItIsUsed() {
        LocalIntegration integration = service.active("td-used");
        service.confluent.use(integration.id(), TOPIC);

        service.engineer.delete("/environments/td-used");
        service.awaitCondition("td-used", "IntegrationReady", "False IntegrationInUse");
        assertThat(service.message("td-used", "IntegrationReady")).contains(integration.id(), TOPIC);
        service.node.bean(SettableClock.class).pass(Duration.ofHours(3));
        int looks = looks(integration);
        Awaitility.await().until(() -> looks(integration) > looks);
        assertThat(service.engineer.get("/environments/td-used").at("/workflow/state"))
                .isIn("WAITING", "RUNNING");
        assertThat(service.ourselves().roles()).contains("td-used-confluent-role");
        assertThat(service.confluent.calls(Operation.DELETE_INTEGRATION, integration.id()))
                .isEmpty();

        service.confluent.use(integration.id());
        awaitGone("td-used");
        assertThat(service.confluent.integrationsOf("td-used-confluent-role")).isEmpty();
    }

    private static int looks(LocalIntegration integration) {
        return service.confluent
                .calls(Operation.READ_INTEGRATION, integration.id())
                .size();
    }

    @Test
    void aRefusalBecauseOfUseIsWaitedForLikeAUsage() {
        LocalIntegration integration = service.active("td-busy");
        service.confluent
                .faults()
                .on(Operation.DELETE_INTEGRATION, integration.id())
                .next(
                        2,
                        ConfluentFault.status(
                                409, "cannot be deleted as it is being used by active TableFlow instances"));

        service.engineer.delete("/environments/td-busy");
        awaitGone("td-busy");

        assertThat(service.confluent.calls(Operation.DELETE_INTEGRATION, integration.id()))
                .hasSize(3);
    }

    @Test
    void aForcedDeletionGoesOnWithoutItAndSaysSo() {
        LocalIntegration integration = service.active("td-forced");
        service.confluent.use(integration.id(), TOPIC);
        service.engineer.delete("/environments/td-forced");
        service.awaitCondition("td-forced", "IntegrationReady", "False IntegrationInUse");

        service.engineer.delete("/environments/td-forced?force=true");
        awaitGone("td-forced");

        assertThat(service.confluent.integrationsOf("td-forced-confluent-role")).hasSize(1);
        assertThat(service.events("td-forced", "INTEGRATION_LEFT"))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .containsEntry("integration", integration.id())
                        .containsEntry("confluentEnvironment", ZeroTouchFixture.ENV)
                        .hasEntrySatisfying("why", why -> assertThat(why).contains(TOPIC)));
    }

    @Test
    void anIntegrationThatIsGoneAlreadyIsGoneWhicheverStatusConfluentSays() {
        for (int status : new int[] {404, 403}) {
            String name = "td-gone-" + status;
            LocalIntegration integration = service.active(name);
            service.confluent.goneStatus(status);
            service.confluent.remove(integration.id());

            service.engineer.delete("/environments/" + name);
            service.engineer.awaitGone(name);
        }
    }

    @Test
    void a403ThatMeansTheKeyIsNoProofThatItIsGone() {
        LocalIntegration integration = service.active("td-key");
        service.confluent
                .faults()
                .on(Operation.DELETE_INTEGRATION, integration.id())
                .once(ConfluentFault.status(403, "no"));

        service.engineer.delete("/environments/td-key");
        service.engineer.awaitState("td-key", "FAILED");

        assertThat(service.condition("td-key", "IntegrationReady")).isEqualTo("False ConfluentKeyRefused");
        assertThat(service.ourselves().roles()).contains("td-key-confluent-role");
        service.engineer.post("/environments/td-key/retry", "");
        service.engineer.awaitGone("td-key");
        assertThat(service.confluent.integrationsOf("td-key-confluent-role")).isEmpty();
    }

    @Test
    void aDeletionWhoseAnswerIsLostIsDone() {
        LocalIntegration integration = service.active("td-lost");
        service.confluent
                .faults()
                .on(Operation.DELETE_INTEGRATION, integration.id())
                .once(ConfluentFault.LOSE_ANSWER);

        service.engineer.delete("/environments/td-lost");
        service.engineer.awaitGone("td-lost");

        assertThat(service.confluent.calls(Operation.DELETE_INTEGRATION, integration.id()))
                .hasSize(1);
    }

    @Test
    void retainKeepsTheIntegrationToo() {
        service.engineer.post("/environments", ZeroTouchFixture.body("td-kept", "\"deletionPolicy\":\"RETAIN\""));
        service.engineer.awaitState("td-kept", "ACTIVE");

        service.engineer.delete("/environments/td-kept");
        service.engineer.awaitGone("td-kept");

        assertThat(service.confluent.integrationsOf("td-kept-confluent-role")).hasSize(1);
        assertThat(service.ourselves().roles()).contains("td-kept-confluent-role");
    }

    @Test
    void whoNoLongerAsksForAnIntegrationKeepsIt() {
        LocalIntegration integration = service.active("td-free");
        service.engineer.put("/environments/td-free", "{\"name\":\"td-free\"}");
        service.engineer.awaitState("td-free", "ACTIVE");
        assertThat(service.condition("td-free", "IntegrationReady")).isEmpty();

        service.engineer.delete("/environments/td-free");
        service.engineer.awaitGone("td-free");

        assertThat(service.confluent.integrationsOf("td-free-confluent-role")).containsExactly(integration);
    }

    @Test
    void anAbandonedEnvironmentSaysWhatIsLeftAtConfluent() {
        LocalIntegration integration = service.active("td-abandoned");

        service.engineer.delete("/environments/td-abandoned?abandon=true");
        service.engineer.awaitGone("td-abandoned");

        assertThat(service.events("td-abandoned", "ABANDONED"))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .containsEntry("integration", integration.id())
                        .containsEntry("confluentEnvironment", ZeroTouchFixture.ENV));
        assertThat(service.confluent.integrationsOf("td-abandoned-confluent-role"))
                .hasSize(1);
    }

    @Test
    void anEnvironmentWhoseRoleIsSomebodyElsesLeavesTheirIntegrationAlone() {
        service.ourselves()
                .iam()
                .createRole(role -> role.roleName("td-theirs-confluent-role")
                        .assumeRolePolicyDocument(ExpectedTrusts.DENY_ALL.toString()));
        service.confluent.create(ZeroTouchFixture.ENV, ZeroTouchFixture.role("td-theirs"));
        service.request("td-theirs");
        service.engineer.awaitState("td-theirs", "FAILED");

        service.engineer.delete("/environments/td-theirs");
        service.engineer.awaitGone("td-theirs");

        assertThat(service.confluent.integrationsOf("td-theirs-confluent-role")).hasSize(1);
    }

    @Test
    void aDeletionRightAfterACreationWithoutAnswerLeavesNothingThatAppearsLater() {
        service.confluent
                .faults()
                .on(Operation.CREATE_INTEGRATION, "td-late-confluent-role")
                .once(ConfluentFault.before(() -> {
                    service.engineer.delete("/environments/td-late");
                    throw new IllegalStateException("the connection breaks, and the call lands later");
                }));
        service.request("td-late");
        service.engineer.awaitState("td-late", "DELETING");
        service.awaitCondition("td-late", "IntegrationReady", "False IntegrationNotVisibleYet");
        service.confluent.create(ZeroTouchFixture.ENV, ZeroTouchFixture.role("td-late"));

        awaitGone("td-late");

        assertThat(service.confluent.integrationsOf("td-late-confluent-role")).isEmpty();
        assertThat(service.aws.calls())
                .filteredOn(RecordedCall::succeeded)
                .extracting(RecordedCall::operation)
                .contains("DeleteRole");
    }

    private static void awaitGone(String name) {
        service.node.awaitAsTimePasses(
                name + " being gone",
                () -> service.engineer.get("/environments/" + name).status() == 404);
    }
}
