package io.tableflow.iam.confluent.orphan;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.common.Sha256;
import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.localconfluent.ConfluentFault;
import io.tableflow.iam.localconfluent.ConfluentRequest.Operation;
import io.tableflow.iam.localconfluent.LocalConfluent;
import io.tableflow.iam.localconfluent.LocalIntegration;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.ConsoleClient;
import io.tableflow.iam.testing.ConsoleClient.Page;
import io.tableflow.iam.testing.SettableClock;
import io.tableflow.iam.testing.ZeroTouchFixture;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * A provider integration that a deletion has left at Confluent is listed from the moment that no environment has it, until Confluent does
 * not have it any more.
 */
class OrphanedIntegrationTest {

    private static final String TOPIC = "crn://confluent.cloud/organization=abc123/tableflow-topic=topic_1";

    private static ZeroTouchFixture service;

    @BeforeAll
    static void start() {
        service = ZeroTouchFixture.start(
                "tableflow.security.tokens[0].name=local-operator",
                "tableflow.security.tokens[0].sha256=" + Sha256.sha256Hex("local-operator"),
                "tableflow.security.tokens[0].scopes=environments:read,environments:write",
                "tableflow.security.tokens[1].name=limited",
                "tableflow.security.tokens[1].sha256=" + Sha256.sha256Hex("limited-token"),
                "tableflow.security.tokens[1].scopes=environments:read",
                "tableflow.security.tokens[1].environments=oi-seen*");
    }

    @AfterEach
    void nothingIsLeftOfFaults() {
        service.reset();
        service.aws.faults().clear();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void whatAForcedDeletionLeavesIsListedUntilConfluentDoesNotHaveIt() {
        LocalIntegration integration = forced("oi-forced");

        JsonNode orphan = orphan("oi-forced").orElseThrow();
        assertThat(orphan.path("kind").asString()).isEqualTo("PROVIDER_INTEGRATION");
        assertThat(orphan.path("account").asString()).isEqualTo("123456789012");
        assertThat(orphan.path("arn").asString()).isEqualTo(ZeroTouchFixture.role("oi-forced"));
        assertThat(orphan.path("integration").path("id").asString()).isEqualTo(integration.id());
        assertThat(orphan.path("integration").path("confluentEnvironmentId").asString())
                .isEqualTo(ZeroTouchFixture.ENV);
        assertThat(orphan.path("integration").path("leftBy").asString()).isEqualTo("token:local-operator");
        assertThat(orphan.path("integration").path("why").asString()).contains(TOPIC);
        assertThat(orphan.path("integration").path("confirmedAt").isNull()).isTrue();
        assertThat(orphan.path("remedy").asString())
                .contains("confluent provider-integration delete " + integration.id() + " --environment "
                        + ZeroTouchFixture.ENV)
                .contains("/pim/v1/integrations/" + integration.id() + "?environment=" + ZeroTouchFixture.ENV);

        look();
        assertThat(orphan("oi-forced")
                        .orElseThrow()
                        .path("integration")
                        .path("confirmedAt")
                        .isNull())
                .isFalse();
        service.confluent.remove(integration.id());
        look();
        assertThat(orphan("oi-forced")).as("one list without it proves nothing").isPresent();
        look();
        assertThat(orphan("oi-forced")).isEmpty();
    }

    @Test
    void itIsTheEnvironmentsAsLongAsThatIsBeingDeleted() {
        LocalIntegration integration = service.active("oi-deleting");
        service.confluent.use(integration.id(), TOPIC);
        service.engineer.delete("/environments/oi-deleting");
        service.awaitCondition("oi-deleting", "IntegrationReady", "False IntegrationInUse");

        look();

        assertThat(orphan("oi-deleting")).isEmpty();
        service.confluent.use(integration.id());
        awaitGone("oi-deleting");
        assertThat(orphan("oi-deleting")).isEmpty();
    }

    @Test
    void whatAnAbandonedEnvironmentLeavesIsListedWithoutACall() {
        LocalIntegration integration = service.active("oi-abandoned");
        int before = service.confluent.calls().size();

        service.engineer.delete("/environments/oi-abandoned?abandon=true");
        awaitGone("oi-abandoned");

        assertThat(service.confluent.calls()).hasSize(before);
        assertThat(idOf("oi-abandoned")).isEqualTo(integration.id());
        assertThat(service.events("oi-abandoned", "INTEGRATION_LEFT"))
                .singleElement()
                .satisfies(line -> assertThat(line).containsEntry("integration", integration.id()));
    }

    @Test
    void anEnvironmentThatIsAbandonedBeforeAnythingWasMadeLeavesNothing() {
        service.confluent.revoke(LocalConfluent.KEY);
        service.request("oi-nothing");
        service.engineer.awaitState("oi-nothing", "FAILED");

        service.engineer.delete("/environments/oi-nothing?abandon=true");
        awaitGone("oi-nothing");

        assertThat(orphan("oi-nothing")).isEmpty();
        assertThat(service.events("oi-nothing", "INTEGRATION_LEFT")).isEmpty();
    }

    @Test
    void whatADeletionHasDeletedIsNotLeftByAnAbandonment() {
        service.active("oi-halfway");
        service.ourselves()
                .iam()
                .attachRolePolicy(it ->
                        it.roleName("oi-halfway-confluent-role").policyArn("arn:aws:iam::aws:policy/ReadOnlyAccess"));
        service.engineer.delete("/environments/oi-halfway");
        service.engineer.awaitState("oi-halfway", "FAILED");
        assertThat(service.confluent.integrationsOf("oi-halfway-confluent-role"))
                .isEmpty();

        service.engineer.delete("/environments/oi-halfway?abandon=true");
        awaitGone("oi-halfway");

        assertThat(orphan("oi-halfway")).isEmpty();
    }

    @Test
    void oneWhoseMakingHadNoAnswerIsListedWithoutItsIdUntilALookKnowsIt() {
        service.confluent
                .faults()
                .on(Operation.CREATE_INTEGRATION, "oi-unheard-confluent-role")
                .once(ConfluentFault.LOSE_ANSWER);
        service.confluent.faults().on(Operation.LIST_INTEGRATIONS).always(ConfluentFault.status(500, "no"));
        service.request("oi-unheard");
        service.awaitCondition("oi-unheard", "IntegrationReady", "False ConfluentUnavailable");
        service.engineer.delete("/environments/oi-unheard?abandon=true");
        awaitGone("oi-unheard");

        assertThat(idOf("oi-unheard")).isEmpty();
        assertThat(orphan("oi-unheard").orElseThrow().path("remedy").asString())
                .contains("provider-integration list", ZeroTouchFixture.role("oi-unheard"));
        service.confluent.faults().clear();
        look();

        assertThat(idOf("oi-unheard"))
                .isEqualTo(service.integration("oi-unheard").id());
    }

    @Test
    void oneThatConfluentDidNotMakeAfterAllIsNotListedForLong() {
        service.confluent
                .faults()
                .on(Operation.CREATE_INTEGRATION, "oi-never-confluent-role")
                .once(ConfluentFault.DISCONNECT);
        service.confluent.faults().on(Operation.LIST_INTEGRATIONS).always(ConfluentFault.status(500, "no"));
        service.request("oi-never");
        service.awaitCondition("oi-never", "IntegrationReady", "False ConfluentUnavailable");
        service.engineer.delete("/environments/oi-never?abandon=true");
        awaitGone("oi-never");
        service.confluent.faults().clear();

        service.poll();
        service.poll();
        assertThat(orphan("oi-never")).as("the call may still take effect").isPresent();
        look();
        look();

        assertThat(orphan("oi-never")).isEmpty();
    }

    @Test
    void oneOfWhichNobodyHasHeardIsNotForgottenWhenTheSpecAsksElsewhere() {
        service.confluent
                .faults()
                .on(Operation.CREATE_INTEGRATION, "oi-moves-confluent-role")
                .once(ConfluentFault.LOSE_ANSWER);
        service.confluent
                .faults()
                .on(Operation.LIST_INTEGRATIONS, ZeroTouchFixture.ENV)
                .always(ConfluentFault.status(403, "Forbidden Access"));
        service.request("oi-moves");
        service.engineer.awaitState("oi-moves", "FAILED");
        LocalIntegration unheard = service.integration("oi-moves");

        service.engineer.put(
                "/environments/oi-moves",
                ZeroTouchFixture.body("oi-moves").replace(ZeroTouchFixture.ENV, "env-elsewhere"));
        service.engineer.awaitState("oi-moves", "ACTIVE");

        assertThat(orphan("oi-moves")
                        .orElseThrow()
                        .path("integration")
                        .path("why")
                        .asString())
                .contains("had no answer");
        assertThat(idOf("oi-moves")).isEmpty();
        service.confluent.faults().clear();
        look();
        assertThat(idOf("oi-moves")).isEqualTo(unheard.id());
        service.confluent.remove(unheard.id());
        look();
        look();
        assertThat(orphan("oi-moves")).isEmpty();
    }

    @Test
    void aKeyThatWasRevokedHidesNothing() {
        LocalIntegration integration = service.active("oi-revoked");
        service.confluent.revoke(LocalConfluent.KEY);
        service.engineer.delete("/environments/oi-revoked?force=true");
        awaitGone("oi-revoked");

        look();
        look();
        assertThat(idOf("oi-revoked")).isEqualTo(integration.id());
        assertThat(orphan("oi-revoked")
                        .orElseThrow()
                        .path("integration")
                        .path("why")
                        .asString())
                .contains("401")
                .doesNotContain(LocalConfluent.SECRET);

        service.confluent.accept(LocalConfluent.KEY, LocalConfluent.SECRET);
        service.confluent.remove(integration.id());
        look();
        look();
        assertThat(orphan("oi-revoked")).isEmpty();
    }

    @Test
    void aKeyThatSeesNothingAnyMoreHidesNothing() {
        LocalIntegration integration = forced("oi-blind");
        service.confluent.faults().on(Operation.LIST_INTEGRATIONS).next(3, ConfluentFault.EMPTY_PAGE);
        service.confluent
                .faults()
                .on(Operation.READ_INTEGRATION, integration.id())
                .always(ConfluentFault.status(403, "Forbidden Access"));

        for (int i = 0; i < 3; i++) {
            look();
        }

        assertThat(orphan("oi-blind")).isPresent();
    }

    @Test
    void theLastOneOfAConfluentEnvironmentIsGoneWhenItsListIsEmptyForADay() {
        service.engineer.post(
                "/environments", ZeroTouchFixture.body("oi-last").replace(ZeroTouchFixture.ENV, "env-last"));
        service.engineer.awaitState("oi-last", "ACTIVE");
        LocalIntegration integration = service.integration("oi-last");
        service.engineer.delete("/environments/oi-last?abandon=true");
        awaitGone("oi-last");
        service.confluent.goneStatus(403);
        service.confluent.remove(integration.id());
        look();
        look();
        assertThat(orphan("oi-last")).as("the key may see nothing").isPresent();

        service.node.bean(SettableClock.class).pass(Duration.ofDays(1));
        look();

        assertThat(orphan("oi-last")).isEmpty();
    }

    @Test
    void whatConfluentNeitherShowsNorDeniesToADeletionIsNotForgotten() {
        service.engineer.post(
                "/environments", ZeroTouchFixture.body("oi-hidden").replace(ZeroTouchFixture.ENV, "env-hidden"));
        service.engineer.awaitState("oi-hidden", "ACTIVE");
        LocalIntegration integration = service.integration("oi-hidden");
        service.confluent.faults().on(Operation.LIST_INTEGRATIONS, "env-hidden").always(ConfluentFault.EMPTY_PAGE);
        service.confluent
                .faults()
                .on(Operation.READ_INTEGRATION, integration.id())
                .always(ConfluentFault.status(403, "Forbidden Access"));

        service.engineer.delete("/environments/oi-hidden");
        service.awaitCondition("oi-hidden", "IntegrationReady", "False IntegrationListEmpty");
        awaitGone("oi-hidden");

        assertThat(service.integration("oi-hidden")).isEqualTo(integration);
        assertThat(idOf("oi-hidden")).isEqualTo(integration.id());
        service.confluent.faults().clear();
        service.confluent.remove(integration.id());
        look();
        look();
        assertThat(orphan("oi-hidden")).isEmpty();
    }

    @Test
    void aConfluentEnvironmentThatWasDeletedTakesItAlong() {
        service.engineer.post(
                "/environments", ZeroTouchFixture.body("oi-moved").replace(ZeroTouchFixture.ENV, "env-deleted"));
        service.engineer.awaitState("oi-moved", "ACTIVE");
        LocalIntegration integration = service.integration("oi-moved");
        service.engineer.delete("/environments/oi-moved?abandon=true");
        awaitGone("oi-moved");
        service.confluent.remove(integration.id());

        for (int i = 0; i < 2; i++) {
            assertThat(orphan("oi-moved")).isPresent();
            service.confluent
                    .faults()
                    .on(Operation.LIST_INTEGRATIONS, "env-deleted")
                    .always(ConfluentFault.status(404, "environment not found"));
            look();
        }

        assertThat(orphan("oi-moved")).isEmpty();
    }

    @Test
    void anEnvironmentOfTheSameNameAdoptsItAndDeletesItWithItself() {
        LocalIntegration integration = forced("oi-again");

        assertThat(service.active("oi-again")).isEqualTo(integration);
        assertThat(orphan("oi-again")).as("an environment has it").isEmpty();
        service.confluent.use(integration.id());
        service.engineer.delete("/environments/oi-again");
        awaitGone("oi-again");

        assertThat(orphan("oi-again")).isEmpty();
        assertThat(service.confluent.integrationsOf("oi-again-confluent-role")).isEmpty();
    }

    @Test
    void anEnvironmentThatOnlyUsesItLeavesItToTheListAgain() {
        LocalIntegration integration = forced("oi-used");
        service.engineer.post("/environments", "{\"name\":\"oi-used\"}");
        service.engineer.awaitState("oi-used", "AWAITING_INTEGRATION");
        assertThat(orphan("oi-used")).as("nobody has said yet whose it is").isPresent();
        new ConfluentPipeline(service.engineer, service.node.bean(SettableClock.class))
                .deliver(
                        "msg_oi_used",
                        ConfluentPipeline.document("oi-used", integration.principal(), integration.externalId())
                                .replace("cspi-42o61", integration.id())
                                .replace("env-00000", ZeroTouchFixture.ENV));
        service.engineer.awaitState("oi-used", "ACTIVE");
        assertThat(orphan("oi-used")).isEmpty();

        service.engineer.delete("/environments/oi-used");
        awaitGone("oi-used");

        assertThat(idOf("oi-used")).isEqualTo(integration.id());
    }

    @Test
    void anotherIntegrationForTheRoleMeansThatThisOneIsGone() {
        LocalIntegration integration = forced("oi-remade");
        service.confluent.remove(integration.id());
        service.confluent.create(ZeroTouchFixture.ENV, ZeroTouchFixture.role("oi-remade"));

        look();

        assertThat(orphan("oi-remade")).isEmpty();
    }

    @Test
    void theSameNameInAnotherConfluentEnvironmentHasNothingToDoWithIt() {
        LocalIntegration integration = forced("oi-other");
        service.engineer.post(
                "/environments", ZeroTouchFixture.body("oi-other").replace(ZeroTouchFixture.ENV, "env-else"));
        service.engineer.awaitState("oi-other", "ACTIVE");

        look();

        assertThat(idOf("oi-other")).isEqualTo(integration.id());
    }

    @Test
    void whatIsRetainedWithItsRoleIsNotLeft() {
        LocalIntegration integration = service.active("oi-kept");
        service.confluent.use(integration.id(), TOPIC);
        service.aws
                .faults()
                .on("UpdateAssumeRolePolicy", "oi-kept-confluent-role")
                .always(Fault.ACCESS_DENIED);
        service.engineer.delete("/environments/oi-kept?force=true");
        service.engineer.awaitState("oi-kept", "FAILED");
        assertThat(service.events("oi-kept", "INTEGRATION_LEFT")).hasSize(1);

        service.engineer.put(
                "/environments/oi-kept", ZeroTouchFixture.body("oi-kept", "\"deletionPolicy\":\"RETAIN\""));
        awaitGone("oi-kept");

        assertThat(service.integration("oi-kept").id()).isEqualTo(integration.id());
        assertThat(orphan("oi-kept")).isEmpty();
    }

    @Test
    void whoeverSeesTheEnvironmentSeesWhatItLeft() {
        forced("oi-seen");
        forced("oi-unseen");
        ApiClient limited = new ApiClient(service.node.uri()).withToken("limited-token");

        assertThat(names(limited.get("/orphans"))).containsExactly("oi-seen");
        assertThat(names(service.engineer.get("/orphans"))).contains("oi-seen", "oi-unseen");
        // The series of an account that is new appears with the scrape after the one that read it.
        service.engineer.get("/actuator/prometheus");
        assertThat(service.engineer.get("/actuator/prometheus").text())
                .containsPattern("tableflow_orphans\\{account=\"123456789012\"} [1-9]");
    }

    @Test
    void theConsoleShowsItWithTheCommandThatDeletesIt() {
        LocalIntegration integration = forced("oi-page");
        ConsoleClient operator = new ConsoleClient(service.node.uri());
        operator.signIn("local-operator");

        Page page = operator.get("/console/orphans");

        assertThat(page.text("main"))
                .contains(
                        integration.id(),
                        ZeroTouchFixture.role("oi-page"),
                        "token:local-operator",
                        TOPIC,
                        "not seen since",
                        "confluent provider-integration delete " + integration.id() + " --environment "
                                + ZeroTouchFixture.ENV);
    }

    @Test
    void aPageEndsBetweenARoleAndItsIntegration() {
        service.engineer.post("/environments", ZeroTouchFixture.body("oi-pages"));
        service.engineer.awaitState("oi-pages", "ACTIVE");
        service.engineer.delete("/environments/oi-pages?abandon=true");
        awaitGone("oi-pages");
        service.database
                .client()
                .sql("""
            insert into orphan (arn, account_id, environment, environment_id, looked_at, seen_since)
            values (?, '123456789012', 'oi-pages', '5b0cd2f4-54fd-45ff-8a9c-4f1a0d1b0a77', now(), now())
            """)
                .param(ZeroTouchFixture.role("oi-pages"))
                .update();

        List<JsonNode> all = service.engineer
                .get("/orphans?limit=200")
                .json()
                .path("items")
                .valueStream()
                .toList();
        int at = names(service.engineer.get("/orphans?limit=200")).indexOf("oi-pages");
        String next = service.engineer.get("/orphans?limit=" + (at + 1)).at("/next");
        JsonNode following = service.engineer
                .get("/orphans?limit=1&after=" + next)
                .json()
                .path("items")
                .path(0);

        assertThat(all.get(at).path("kind").asString()).isEqualTo("ROLE");
        assertThat(all.get(at).path("integration").isNull()).isTrue();
        assertThat(following.path("arn")).isEqualTo(all.get(at).path("arn"));
        assertThat(following.path("kind").asString()).isEqualTo("PROVIDER_INTEGRATION");
    }

    /** The integration of an environment that is gone, by a forced deletion while something used it. */
    private static LocalIntegration forced(String name) {
        LocalIntegration integration = service.active(name);
        service.confluent.use(integration.id(), TOPIC);
        service.engineer.delete("/environments/" + name + "?force=true");
        awaitGone(name);
        return service.integration(name);
    }

    /** A look that comes later than any call of before could take effect. */
    private static void look() {
        service.node.bean(SettableClock.class).pass(Duration.ofMinutes(2));
        service.poll();
    }

    private static Optional<JsonNode> orphan(String name) {
        return service.engineer
                .get("/orphans?limit=200")
                .json()
                .path("items")
                .valueStream()
                .filter(it -> it.path("environment").asString().equals(name))
                .findFirst();
    }

    private static String idOf(String name) {
        return orphan(name).orElseThrow().path("integration").path("id").asString("");
    }

    private static List<String> names(Answer orphans) {
        return orphans.json()
                .path("items")
                .valueStream()
                .map(it -> it.path("environment").asString())
                .toList();
    }

    private static void awaitGone(String name) {
        service.node.awaitAsTimePasses(
                name + " being gone",
                () -> service.engineer.get("/environments/" + name).status() == 404);
    }
}
