package io.tableflow.iam.confluent.polling;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localconfluent.ConfluentPrincipals;
import io.tableflow.iam.localconfluent.LocalConfluent;
import io.tableflow.iam.localconfluent.LocalIntegration;
import io.tableflow.iam.testing.ExpectedTrusts;
import io.tableflow.iam.testing.ZeroTouchFixture;
import org.junit.jupiter.api.Test;

/** What is done about an integration that is gone at Confluent, as {@code tableflow.confluent.on-missing} says. */
class MissingIntegrationTest {

    @Test
    void withdrawDeniesEveryoneUntilConfluentHasAnother() {
        try (ZeroTouchFixture service = ZeroTouchFixture.start("tableflow.confluent.on-missing=withdraw")) {
            LocalIntegration integration = service.active("mi-shut");
            service.confluent.remove(integration.id());
            service.poll();
            assertThat(service.engineer.get("/environments/mi-shut").at("/state"))
                    .isEqualTo("ACTIVE");

            service.poll();
            service.engineer.awaitState("mi-shut", "AWAITING_INTEGRATION");

            assertThat(ExpectedTrusts.parse(service.ourselves().trust("mi-shut-confluent-role")))
                    .isEqualTo(ExpectedTrusts.DENY_ALL);
            assertThat(service.events("mi-shut", "INTEGRATION_WITHDRAWN")).hasSize(1);
            assertThat(service.condition("mi-shut", "IntegrationReady")).isEqualTo("False IntegrationGone");
            LocalIntegration another = service.confluent.create(ZeroTouchFixture.ENV, ZeroTouchFixture.role("mi-shut"));
            service.poll();
            service.engineer.awaitState("mi-shut", "ACTIVE");
            assertThat(service.engineer.get("/environments/mi-shut").at("/trusted/iamRoleArn"))
                    .isEqualTo(another.principal());
        }
    }

    @Test
    void recreateMakesAnotherForWhoAskedForOneAndReportsForTheOthers() {
        try (ZeroTouchFixture service = ZeroTouchFixture.start("tableflow.confluent.on-missing=recreate")) {
            LocalIntegration integration = service.active("mi-anew");
            service.engineer.post("/environments", "{\"name\":\"mi-byhand\"}");
            service.engineer.awaitState("mi-byhand", "AWAITING_INTEGRATION");
            LocalIntegration byHand =
                    service.confluent.create(ZeroTouchFixture.ENV, ZeroTouchFixture.role("mi-byhand"));
            service.poll();
            service.engineer.awaitState("mi-byhand", "ACTIVE");
            service.confluent.remove(integration.id());
            service.confluent.remove(byHand.id());

            service.poll();
            service.poll();
            service.engineer.awaitState("mi-anew", "ACTIVE");

            assertThat(service.integration("mi-anew").id()).isNotEqualTo(integration.id());
            assertThat(service.engineer.get("/environments/mi-anew").at("/trusted/iamRoleArn"))
                    .isEqualTo(service.integration("mi-anew").principal());
            assertThat(service.events("mi-anew", "INTEGRATION_ROTATED")).hasSize(1);
            assertThat(service.events("mi-byhand", "INTEGRATION_GONE"))
                    .singleElement()
                    .satisfies(line -> assertThat(line).containsEntry("action", "report"));
            assertThat(service.confluent.integrationsOf("mi-byhand-confluent-role"))
                    .isEmpty();
        }
    }

    @Test
    void aKeyThatMayOnlyReadReplacesThePipeline() {
        try (ZeroTouchFixture service = ZeroTouchFixture.start("tableflow.confluent.api-key=READER")) {
            service.confluent.readingKey("READER", LocalConfluent.SECRET);
            service.request("mi-reader");
            service.engineer.awaitState("mi-reader", "FAILED");
            service.engineer.post("/environments", "{\"name\":\"mi-read\"}");
            service.engineer.awaitState("mi-read", "AWAITING_INTEGRATION");
            service.confluent.create(ZeroTouchFixture.ENV, ZeroTouchFixture.role("mi-read"));
            service.confluent.create(ZeroTouchFixture.ENV, ZeroTouchFixture.role("mi-reader"));

            service.poll();

            service.engineer.awaitState("mi-read", "ACTIVE");
            service.engineer.awaitState("mi-reader", "ACTIVE");
            assertThat(service.engineer.get("/environments/mi-read").at("/trusted/iamRoleArn"))
                    .startsWith("arn:aws:iam::" + ConfluentPrincipals.ACCOUNT);
        }
    }

    @Test
    void aPrincipalThatTheSettingsDoNotAllowIsNotLetIn() {
        try (ZeroTouchFixture service =
                ZeroTouchFixture.start("tableflow.confluent.principal-accounts[0]=210987654321")) {
            service.request("mi-stranger");

            service.engineer.awaitState("mi-stranger", "FAILED");

            assertThat(service.condition("mi-stranger", "IntegrationReady"))
                    .isEqualTo("False IntegrationPrincipalNotAllowed");
            service.poll();
            assertThat(ExpectedTrusts.parse(service.ourselves().trust("mi-stranger-confluent-role")))
                    .isEqualTo(ExpectedTrusts.DENY_ALL);
        }
    }
}
