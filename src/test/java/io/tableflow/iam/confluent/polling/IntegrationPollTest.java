package io.tableflow.iam.confluent.polling;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localconfluent.ConfluentCall;
import io.tableflow.iam.localconfluent.ConfluentFault;
import io.tableflow.iam.localconfluent.ConfluentRequest.Operation;
import io.tableflow.iam.localconfluent.LocalIntegration;
import io.tableflow.iam.testing.AwsUser;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.SettableClock;
import io.tableflow.iam.testing.TestSample;
import io.tableflow.iam.testing.ZeroTouchFixture;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;

/** Looks at Confluent Cloud say what a callback says, and what no callback does: that an integration is gone. */
class IntegrationPollTest {

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
    void anIntegrationThatSomebodyElseMakesIsFoundWithoutACallback() {
        service.active("poll-other");
        service.engineer.post("/environments", "{\"name\":\"poll-byhand\"}");
        service.engineer.awaitState("poll-byhand", "AWAITING_INTEGRATION");
        LocalIntegration byHand = service.confluent.create(ZeroTouchFixture.ENV, ZeroTouchFixture.role("poll-byhand"));

        service.poll();

        service.engineer.awaitState("poll-byhand", "ACTIVE");
        assertThat(service.engineer.get("/environments/poll-byhand").at("/trusted/iamRoleArn"))
                .isEqualTo(byHand.principal());
        assertThat(service.engineer.get("/environments/poll-byhand").at("/integration/confluentEnvironmentId"))
                .isEqualTo(ZeroTouchFixture.ENV);
    }

    @Test
    void anotherIntegrationForTheSameRoleIsARotation() {
        LocalIntegration before = service.active("poll-rotated");
        service.confluent.remove(before.id());
        LocalIntegration after = service.confluent.create(ZeroTouchFixture.ENV, ZeroTouchFixture.role("poll-rotated"));

        service.poll();

        service.engineer.awaitState("poll-rotated", "ACTIVE");
        assertThat(service.engineer.get("/environments/poll-rotated").at("/trusted/iamRoleArn"))
                .isEqualTo(after.principal());
        assertThat(service.events("poll-rotated", "INTEGRATION_ROTATED")).hasSize(1);
        assertThat(service.events("poll-rotated", "INTEGRATION_GONE")).isEmpty();
    }

    @Test
    void whatIsAsItWasIsNotWritten() {
        service.active("poll-quiet");
        service.poll();
        String before = service.engineer.get("/environments/poll-quiet").at("/revision");

        service.poll();

        assertThat(service.engineer.get("/environments/poll-quiet").at("/revision"))
                .isEqualTo(before);
    }

    @Test
    void anIntegrationThatIsGoneIsReportedOnlyWhenTwoListsInARowDoNotHaveIt() {
        LocalIntegration integration = service.active("poll-gone");
        service.confluent.remove(integration.id());

        service.poll();
        assertThat(service.condition("poll-gone", "IntegrationReady")).isEqualTo("Unknown IntegrationNotListed");
        assertThat(service.events("poll-gone", "INTEGRATION_GONE")).isEmpty();
        service.poll();
        service.poll();

        assertThat(service.condition("poll-gone", "IntegrationReady")).isEqualTo("False IntegrationGone");
        assertThat(service.events("poll-gone", "INTEGRATION_GONE"))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .containsEntry("integration", integration.id())
                        .containsEntry("action", "report"));
        assertThat(service.engineer.get("/environments/poll-gone").at("/state")).isEqualTo("ACTIVE");
        assertThat(service.engineer.get("/actuator/prometheus").text())
                .contains("tableflow_confluent_integrations_gone_total{action=\"report\"}");
    }

    @Test
    void anEmptyPageByMistakeIsForgotten() {
        service.active("poll-empty");
        service.confluent.faults().on(Operation.LIST_INTEGRATIONS).once(ConfluentFault.EMPTY_PAGE);

        service.poll();
        assertThat(service.condition("poll-empty", "IntegrationReady")).isEqualTo("Unknown IntegrationNotListed");
        service.poll();

        assertThat(service.condition("poll-empty", "IntegrationReady")).isEqualTo("True IntegrationKnown");
        assertThat(service.events("poll-empty", "INTEGRATION_GONE")).isEmpty();
    }

    @Test
    void aKeyThatSeesNothingAnyMoreProvesNothing() {
        LocalIntegration integration = service.active("poll-blind");
        service.confluent.faults().on(Operation.LIST_INTEGRATIONS).next(3, ConfluentFault.EMPTY_PAGE);
        service.confluent
                .faults()
                .on(Operation.READ_INTEGRATION, integration.id())
                .always(ConfluentFault.status(403, "Forbidden Access"));

        for (int i = 0; i < 3; i++) {
            service.poll();
        }

        assertThat(service.condition("poll-blind", "IntegrationReady")).isEqualTo("Unknown IntegrationNotListed");
        assertThat(service.events("poll-blind", "INTEGRATION_GONE")).isEmpty();
    }

    @Test
    void aListThatFailsProvesNothing() {
        LocalIntegration integration = service.active("poll-refused");
        service.confluent.remove(integration.id());
        for (int status : new int[] {401, 403, 429, 500}) {
            service.confluent.faults().on(Operation.LIST_INTEGRATIONS).once(ConfluentFault.status(status, "no"));
            service.poll();
            service.confluent.faults().clear();
        }

        assertThat(service.condition("poll-refused", "IntegrationReady")).isEqualTo("True IntegrationKnown");
    }

    @Test
    void aPrincipalThatWasDeletedIsLetInAgainOnlyIfConfluentStillHasTheIntegration() {
        LocalIntegration integration = service.active("poll-principal");
        service.principals.deleted(integration.id());
        service.principals.created(integration.id());
        service.engineer.post("/environments/poll-principal/reconcile", "");
        service.awaitCondition("poll-principal", "TrustEstablished", "False PrincipalDeleted");

        service.poll();

        service.awaitCondition("poll-principal", "TrustEstablished", "True TrustUpdated");
        assertThat(service.principal(integration)
                        .assume(ZeroTouchFixture.role("poll-principal"), integration.externalId()))
                .isNotNull();
    }

    @Test
    void aPrincipalThatWasDeletedWithItsIntegrationIsNotLetInAgain() {
        LocalIntegration integration = service.active("poll-impostor");
        service.confluent.remove(integration.id());
        service.principals.created(integration.id());
        service.engineer.post("/environments/poll-impostor/reconcile", "");
        service.awaitCondition("poll-impostor", "TrustEstablished", "False PrincipalDeleted");

        service.poll();
        service.poll();

        assertThat(service.condition("poll-impostor", "TrustEstablished")).isEqualTo("False PrincipalDeleted");
        assertThat(service.condition("poll-impostor", "IntegrationReady")).isEqualTo("False IntegrationGone");
        assertThat(service.ourselves().trust("poll-impostor-confluent-role")).doesNotContain(integration.principal());
        try (IamClient iam =
                AwsUser.ofAccount(service.aws.endpoint(), "851725421142").iam()) {
            iam.deleteRole(role -> role.roleName(integration.id()));
        }
    }

    @Test
    void theSameRoleInAnotherConfluentEnvironmentChangesNothing() {
        LocalIntegration integration = service.active("poll-twice");
        service.engineer.post(
                "/environments", ZeroTouchFixture.body("poll-elsewhere").replace(ZeroTouchFixture.ENV, "env-other"));
        service.engineer.awaitState("poll-elsewhere", "ACTIVE");
        service.confluent.create("env-other", ZeroTouchFixture.role("poll-twice"));

        service.poll();

        assertThat(service.engineer.get("/environments/poll-twice").at("/integration/id"))
                .isEqualTo(integration.id());
        assertThat(service.engineer.get("/environments/poll-twice").at("/state"))
                .isEqualTo("ACTIVE");
    }

    @Test
    void eachConfluentEnvironmentIsListedOnceAHundredAtATime() {
        service.engineer.post(
                "/environments", ZeroTouchFixture.body("poll-listed").replace(ZeroTouchFixture.ENV, "env-listed"));
        service.engineer.awaitState("poll-listed", "ACTIVE");
        for (int i = 0; i < 249; i++) {
            service.confluent.create("env-listed", "arn:aws:iam::123456789012:role/strangers-" + i);
        }
        int before = lists("env-listed").size();

        service.poll();

        assertThat(lists("env-listed").size() - before).isEqualTo(3);
    }

    /** A thousand are ten lists; {@code verify} asks for 250. */
    @Test
    void theEnvironmentsOfOneConfluentEnvironmentAreOneListForEachHundred() {
        int environments = TestSample.size(250, 1000);
        service.engineer.post(
                "/environments", ZeroTouchFixture.body("poll-many").replace(ZeroTouchFixture.ENV, "env-thousand"));
        service.engineer.awaitState("poll-many", "ACTIVE");
        service.database.client().sql("""
                insert into environment
                select copy.*
                from environment e, generate_series(1, :more) n, jsonb_populate_record(e, jsonb_build_object(
                    'id', md5('poll-many' || n)::uuid, 'name', 'poll-many-' || n, 'workflow_id', null,
                    'spec', e.spec || jsonb_build_object('name', 'poll-many-' || n),
                    'integration', e.integration || jsonb_build_object('id', 'cspi-many' || n))) copy
                where e.name = 'poll-many'
                """).param("more", environments - 1).update();
        for (int i = 1; i < environments; i++) {
            service.confluent.create("env-thousand", ZeroTouchFixture.role("poll-many-" + i));
        }
        int before = lists("env-thousand").size();

        service.node.bean(IntegrationPoll.class).run(() -> false);

        assertThat(lists("env-thousand").size() - before).isEqualTo(environments == 1000 ? 10 : 3);
        service.database
                .client()
                .sql("delete from environment where name like 'poll-many%'")
                .update();
    }

    private static List<ConfluentCall> lists(String confluentEnvironment) {
        return service.confluent.calls().stream()
                .filter(it -> it.operation().equals("ListIntegrations") && it.names(confluentEnvironment))
                .toList();
    }

    @Test
    void aCallbackThatIsNewerThanTheListCountsMore() {
        LocalIntegration before = service.active("poll-late");
        service.confluent.faults().on(Operation.LIST_INTEGRATIONS).once(ConfluentFault.before(() -> {
            service.confluent.remove(before.id());
            LocalIntegration after = service.confluent.create("env-hidden", ZeroTouchFixture.role("poll-late"));
            new ConfluentPipeline(service.engineer)
                    .deliver(
                            "msg_poll-late",
                            service.node.bean(SettableClock.class).instant().getEpochSecond(),
                            ConfluentPipeline.document("poll-late", after.principal(), after.externalId())
                                    .replace("cspi-42o61", after.id())
                                    .replace("env-00000", ZeroTouchFixture.ENV),
                            ConfluentPipeline.SECRET);
        }));

        service.poll();

        assertThat(service.condition("poll-late", "IntegrationReady")).isNotEqualTo("Unknown IntegrationNotListed");
    }
}
