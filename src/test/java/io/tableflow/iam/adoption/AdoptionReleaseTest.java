package io.tableflow.iam.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.TerraformModule;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;

/** What was adopted can be let go again. */
class AdoptionReleaseTest extends AdoptionScenario {

    @Test
    void whatWasAdoptedIsReleasedIfItsEnvironmentGoesBeforeItWasWhole() {
        terraform("half-adopted", FINAL);
        String glue = "arn:aws:iam::123456789012:policy/half-adopted-confluent-tableflow-connection";
        try (IamClient iam = ourselves().iam()) {
            iam.detachRolePolicy(
                    it -> it.roleName("half-adopted-confluent-role").policyArn(glue));
            iam.deletePolicy(it -> it.policyArn(glue));
        }
        aws().faults().on("AttachRolePolicy", "half-adopted-confluent-role").once(Fault.LIMIT_EXCEEDED);
        engineer.post("/environments", adopt("half-adopted"));
        engineer.awaitState("half-adopted", "FAILED");
        assertThat(tags("half-adopted")).containsKey("tableflow-iam:environment-id");
        assertThat(trusted("half-adopted")).isEqualTo(PRINCIPAL);

        Answer plan = engineer.delete("/environments/half-adopted?dryRun=true");
        engineer.delete("/environments/half-adopted");
        engineer.awaitGone("half-adopted");

        assertThat(planned(plan))
                .containsEntry("role half-adopted-confluent-role", "NONE")
                .containsEntry("tags of role half-adopted-confluent-role", "DELETE")
                .containsEntry("policy half-adopted-confluent-tableflow-s3-permission", "NONE")
                .containsEntry("policy half-adopted-confluent-tableflow-connection", "DELETE");
        assertThat(plan.at("/warnings/0")).contains("only " + PRINCIPAL, "never complete", "stays so");
        assertThat(ourselves().trust("half-adopted-confluent-role")).isEqualTo(FINAL);
        assertThat(trustsSetByUs("half-adopted")).isEmpty();
        assertThat(tags("half-adopted")).isEmpty();
        assertThat(ourselves().attachedPolicies("half-adopted-confluent-role"))
                .singleElement()
                .satisfies(it -> assertThat(it).contains("s3-permission"));
        assertThat(ourselves().policies())
                .contains("half-adopted-confluent-tableflow-s3-permission")
                .doesNotContain("half-adopted-confluent-tableflow-connection");
    }

    @Test
    void onlyWhatWeMadeIsDeletedOfAnEnvironmentThatWasNeverWhole() {
        try (IamClient iam = ourselves().iam()) {
            iam.createPolicy(it ->
                    it.policyName("half-made-confluent-tableflow-connection").policyDocument(TerraformModule.GLUE));
        }
        aws().faults()
                .on("CreatePolicy", "half-made-confluent-tableflow-s3-permission")
                .once(Fault.ACCESS_DENIED);
        engineer.post("/environments", adopt("half-made"));
        engineer.awaitState("half-made", "FAILED");

        engineer.delete("/environments/half-made");
        awaitAsTimePasses(
                "its end", () -> engineer.get("/environments/half-made").status() == 404);

        assertThat(ourselves().roles()).doesNotContain("half-made-confluent-role");
        assertThat(ourselves().policies()).contains("half-made-confluent-tableflow-connection");
    }

    @Test
    void onceItIsWithdrawnNobodySaysThatWhomAnAdoptedTrustLetInStillGetsIn() {
        terraform("withdrawn-adoption", FINAL);
        engineer.post("/environments", adopt("withdrawn-adoption"));
        engineer.awaitState("withdrawn-adoption", "ACTIVE");

        engineer.delete("/environments/withdrawn-adoption/integration");
        Answer shut = engineer.awaitState("withdrawn-adoption", "AWAITING_INTEGRATION");
        assertThat(shut.json().at("/trusted").isNull()).isTrue();

        Answer plan = engineer.delete("/environments/withdrawn-adoption?abandon=true&dryRun=true");
        assertThat(plan.at("/warnings/0")).isNotEmpty();
        assertThat(plan.text()).doesNotContain(PRINCIPAL);
        engineer.delete("/environments/withdrawn-adoption?abandon=true");
        engineer.awaitGone("withdrawn-adoption");
        assertThat(events("withdrawn-adoption", "ABANDONED"))
                .singleElement()
                .satisfies(details -> assertThat(details).doesNotContainKey("principal"));
    }

    @Test
    void isDeletedLikeAnythingOfOursAndCanBeLetGoAndTakenUpAgain() {
        terraform("to-and-fro", FINAL);
        engineer.post("/environments", adopt("to-and-fro").replace("}", ", \"deletionPolicy\": \"RETAIN\"}"));
        engineer.awaitState("to-and-fro", "ACTIVE");
        engineer.delete("/environments/to-and-fro");
        engineer.awaitGone("to-and-fro");
        assertThat(ourselves().trust("to-and-fro-confluent-role")).isEqualTo(FINAL);
        assertThat(tags("to-and-fro")).isEmpty();

        engineer.post("/environments", adopt("to-and-fro"));
        engineer.awaitState("to-and-fro", "ACTIVE");
        engineer.delete("/environments/to-and-fro");
        engineer.awaitGone("to-and-fro");

        assertThat(ourselves().roles()).doesNotContain("to-and-fro-confluent-role");
        assertThat(ourselves().policies()).noneMatch(it -> it.startsWith("to-and-fro-"));
    }
}
