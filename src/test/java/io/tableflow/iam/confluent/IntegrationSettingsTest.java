package io.tableflow.iam.confluent;

import static io.tableflow.iam.testing.ConfluentPipeline.EXTERNAL_ID;
import static io.tableflow.iam.testing.ConfluentPipeline.PRINCIPAL;
import static io.tableflow.iam.testing.ConfluentPipeline.SECRET;
import static io.tableflow.iam.testing.ConfluentPipeline.document;
import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.TestDatabase;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The effects of the webhook's settings. */
class IntegrationSettingsTest {

    private static final String NEW_SECRET = "whsec_YW5vdGhlci1zZWNyZXQtb2YtdGhpcnR5LXR3by1ieXRlcw==";

    @Test
    void duringARotationBothSecretsHoldAndOnlyTheAllowedAccountsAreTrusted() {
        try (LocalAws aws = LocalAws.start();
                Node node = Node.start(
                        TestDatabase.create(),
                        aws,
                        "tableflow.webhook.secrets[0]=" + SECRET,
                        "tableflow.webhook.secrets[1]=" + NEW_SECRET,
                        "tableflow.confluent.principal-accounts[0]=851725421142")) {
            ApiClient engineer = new ApiClient(node.uri());
            ConfluentPipeline confluent = new ConfluentPipeline(engineer);
            engineer.post("/environments", "{\"name\":\"dev\"}");
            long now = Instant.now().getEpochSecond();
            String body = document("dev", PRINCIPAL, EXTERNAL_ID);

            ApiClient.Answer foreign =
                    confluent.deliver("msg_0", document("dev", PRINCIPAL.replace("8517", "9999"), EXTERNAL_ID));
            assertThat(foreign.status()).isEqualTo(403);
            assertThat(foreign.at("/code")).isEqualTo("principal-not-allowed");

            assertThat(confluent.deliver("msg_1", now, body, SECRET).status()).isEqualTo(202);
            assertThat(confluent.deliver("msg_2", now, body, NEW_SECRET).status())
                    .isEqualTo(202);
            String both = "v1,bm90IHRoaXMgb25l " + ConfluentPipeline.signature("msg_3", now, body, NEW_SECRET);
            Map<String, String> headers = ConfluentPipeline.headers("msg_3", now, both);
            assertThat(engineer.send("POST", ConfluentPipeline.PATH, body, headers)
                            .status())
                    .isEqualTo(202);
            engineer.awaitState("dev", "ACTIVE");
        }
    }

    /** What is only asked for there would count as ours, and nobody in Confluent's account could be let in any more. */
    @Test
    void noEnvironmentIsInAnAccountOfConfluents() {
        try (LocalAws aws = LocalAws.start();
                Node node = Node.start(
                        TestDatabase.create(), aws, "tableflow.confluent.principal-accounts[0]=851725421142")) {
            ApiClient engineer = new ApiClient(node.uri());
            String body = "{\"name\":\"dev-evil\",\"accountId\":\"851725421142\"}";

            ApiClient.Answer refused = engineer.post("/environments", body);

            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.at("/code")).isEqualTo("account-not-allowed");
            assertThat(refused.at("/errors/0/field")).isEqualTo("accountId");
            assertThat(engineer.post("/environments?dryRun=true", body).at("/code"))
                    .isEqualTo("account-not-allowed");
            assertThat(engineer.get("/environments/dev-evil").status()).isEqualTo(404);
        }
    }
}
