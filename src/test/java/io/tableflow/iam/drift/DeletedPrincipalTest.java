package io.tableflow.iam.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.AwsUser;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.ExpectedTrusts;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.TestDatabase;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;

/** Whoever makes a deleted principal anew is not let in before somebody has confirmed that it is Confluent's. */
class DeletedPrincipalTest {

    private static final String NOBODY = """
        {"Version": "2012-10-17",
         "Statement": [{"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]}\
        """;

    @AutoClose
    private final LocalAws aws = LocalAws.start();

    @AutoClose
    private final Node node = Node.start(TestDatabase.create(), aws);

    @AutoClose
    private final IamClient confluentIam =
            AwsUser.ofAccount(aws.endpoint(), "851725421142").iam();

    private final ApiClient engineer = new ApiClient(node.uri());
    private final ConfluentPipeline confluent = new ConfluentPipeline(engineer);

    @BeforeEach
    void theRoleThatTheTrustNamesIsMadeAnew() {
        principal();
        engineer.post("/environments", "{\"name\": \"dev\"}");
        engineer.awaitState("dev", "AWAITING_INTEGRATION");
        confluent.callBack("dev");
        engineer.awaitState("dev", "ACTIVE");
        confluentIam.deleteRole(it -> it.roleName("cspi-42o61"));
        principal();
        assertThat(trust()).contains("AROA");
    }

    @Test
    void isReportedAndNotWrittenAgainByAnythingButAConfirmation() {
        node.bean(DriftSweep.class).run(() -> false);
        engineer.awaitState("dev", "ACTIVE");
        assertThat(engineer.get("/environments/dev/drift").at("/differences/0/kind"))
                .isEqualTo("PRINCIPAL_DELETED");
        assertThat(engineer.get("/environments/dev").text()).contains("PrincipalDeleted", "confirmed");

        engineer.post("/environments/dev/reconcile", "");
        engineer.awaitState("dev", "ACTIVE");
        engineer.put("/environments/dev", "{\"maxSessionDurationSeconds\": 7200}");
        engineer.awaitState("dev", "ACTIVE");
        assertThat(trust()).contains("AROA");

        confluent.callBack("dev");
        engineer.awaitState("dev", "ACTIVE");
        assertIsConfluents();
        assertThat(engineer.get("/environments/dev").text()).doesNotContain("PrincipalDeleted");
    }

    @Test
    void anOperatorConfirmsItByEnteringTheIntegrationOnceMore() {
        node.bean(DriftSweep.class).run(() -> false);
        assertThat(engineer.get("/environments/dev").text()).contains("PrincipalDeleted");

        ApiClient.Answer entered = engineer.put(
                "/environments/dev/integration",
                ConfluentPipeline.document("dev", ConfluentPipeline.PRINCIPAL, ConfluentPipeline.EXTERNAL_ID));

        assertThat(entered.status()).isEqualTo(202);
        engineer.awaitState("dev", "ACTIVE");

        assertIsConfluents();
    }

    private void principal() {
        confluentIam.createRole(it -> it.roleName("cspi-42o61").assumeRolePolicyDocument(NOBODY));
    }

    private void assertIsConfluents() {
        assertThat(ExpectedTrusts.parse(trust()))
                .isEqualTo(ExpectedTrusts.exactly(ConfluentPipeline.PRINCIPAL, ConfluentPipeline.EXTERNAL_ID));
    }

    private String trust() {
        return AwsUser.ofAccount(aws.endpoint(), Node.ACCOUNT).trust("dev-confluent-role");
    }
}
