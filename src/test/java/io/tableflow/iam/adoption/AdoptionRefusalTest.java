package io.tableflow.iam.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.ExpectedTrusts;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;

/** What must not be adopted, or not yet, is left as it is, and whoever asks is told why. */
class AdoptionRefusalTest extends AdoptionScenario {

    private static final String OWN_PRINCIPAL = "arn:aws:iam::123456789012:role/own-account-principal";
    private static final String DATABRICKS =
            "arn:aws:iam::414351767826:role/unity-catalog-prod-UCMasterRole-14S5ZJVKOTYTL";
    private static final String ANYBODY = """
        {"Version": "2012-10-17",
         "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]}\
        """;

    @Test
    void withoutTheFlagNothingIsTouchedAndTheAnswerSaysHow() {
        terraform("untouched", FINAL);
        Answer plan = engineer.post("/environments?dryRun=true", "{\"name\": \"untouched\"}");
        int before = aws().calls().size();

        engineer.post("/environments", "{\"name\": \"untouched\"}");
        engineer.awaitState("untouched", "FAILED");

        assertThat(plan.at("/changes/0/conflict"))
                .contains("role/untouched-confluent-role")
                .contains("only " + PRINCIPAL + " can assume it, with an external id")
                .contains("adoptExisting: true")
                .doesNotContain(EXTERNAL_ID);
        assertThat(plan.at("/changes/1/conflict")).contains("adoptExisting: true");
        Answer workflows = engineer.get("/environments/untouched/workflows");
        assertThat(workflows.at("/items/0/problem/code")).isEqualTo("role-not-ours");
        assertThat(workflows.at("/items/0/problem/detail"))
                .contains("only " + PRINCIPAL + " can assume it, with an external id");
        assertThat(workflows.at("/items/0/problem/remedy")).contains("PUT", "adoptExisting: true");
        assertThat(successfulWrites("untouched", before)).isEmpty();

        Answer again = engineer.post("/environments", adopt("untouched"));
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.at("/code")).isEqualTo("environment-exists");
        assertThat(again.at("/detail")).contains("PUT /environments/untouched");

        assertThat(engineer.put("/environments/untouched", "{\"adoptExisting\": true}")
                        .status())
                .isEqualTo(202);
        engineer.awaitState("untouched", "ACTIVE");
        assertThat(trustsSetByUs("untouched")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"anybody", "own-account", "no-external-id", "databricks-beside"})
    void anAdoptionThatWouldShutSomebodyOutFailsAndTouchesNothing(String how) {
        String name = "opened-" + how;
        terraform(name, opened(how));
        Answer plan = engineer.post("/environments?dryRun=true", adopt(name));
        int before = aws().calls().size();

        engineer.post("/environments", adopt(name));
        engineer.awaitState(name, "FAILED");

        String who = how.equals("anybody") ? "anybody" : how.equals("own-account") ? OWN_PRINCIPAL : PRINCIPAL;
        assertThat(plan.at("/changes/0/conflict")).contains(who, "can assume it", "would shut them out");
        Answer workflows = engineer.get("/environments/" + name + "/workflows");
        assertThat(workflows.at("/items/0/problem/code")).isEqualTo("trust-lets-in-others");
        assertThat(workflows.at("/items/0/problem/detail")).contains(who, "can assume it");
        assertThat(workflows.at("/items/0/problem/remedy")).contains("revokeExistingAccess");
        assertThat(writes(name, before)).isEmpty();
        assertThat(ourselves().trust(name + "-confluent-role")).isEqualTo(opened(how));
        if (how.equals("databricks-beside")) {
            assertThat(workflows.at("/items/0/problem/detail")).contains(DATABRICKS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"anybody", "own-account", "no-external-id", "databricks-beside"})
    void whoGetsInTodayIsShutOutAsSoonAsTheRoleIsOursIfTheSpecSaysSo(String how) {
        String name = "revoked-" + how;
        terraform(name, opened(how));
        engineer.post("/environments", adopt(name));
        engineer.awaitState(name, "FAILED");
        String spec = "{\"adoptExisting\": true, \"revokeExistingAccess\": true}";
        Answer plan = engineer.put("/environments/" + name + "?dryRun=true", spec);
        int before = aws().calls().size();

        engineer.put("/environments/" + name, spec);
        Answer adopted = engineer.awaitState(name, "AWAITING_INTEGRATION");

        assertThat(adopted.json().at("/spec/revokeExistingAccess").asBoolean()).isTrue();
        assertThat(planned(plan)).containsEntry("role " + name + "-confluent-role", "UPDATE");
        assertThat(plan.at("/warnings/0")).contains("would be set to deny everyone");
        assertThat(writes(name, before)).startsWith("TagRole", "UpdateAssumeRolePolicy");
        assertThat(trustsSetByUs(name)).containsExactly(ExpectedTrusts.DENY_ALL);
        assertThat(adopted.json().at("/integration").isNull()).isTrue();
        assertThat(events(name, "ADOPTED").getFirst())
                .containsEntry("trust", "denies everyone")
                .doesNotContainKey("principal");
        assertThat(engineer.get("/environments/" + name + "/policies/trust/revisions")
                        .json()
                        .at("/items"))
                .extracting(it -> it.at("/reason").asString())
                .containsExactly("role created: denies everyone", "adopted as it stood");
    }

    private static String opened(String how) {
        if (how.equals("own-account") && !ourselves().roles().contains("own-account-principal")) {
            try (IamClient iam = ourselves().iam()) {
                iam.createRole(it -> it.roleName("own-account-principal").assumeRolePolicyDocument(ANYBODY));
            }
        }
        return switch (how) {
            case "anybody" -> ANYBODY;
            case "own-account" -> FINAL.replace(PRINCIPAL, OWN_PRINCIPAL);
            case "databricks-beside" ->
                FINAL.replace("[\"" + PRINCIPAL + "\"]", "[\"" + PRINCIPAL + "\", \"" + DATABRICKS + "\"]");
            default -> FINAL.replace("sts:ExternalId", "aws:PrincipalOrgID");
        };
    }

    @Test
    void nothingIsTaggedIfOneOfTheThreeCannotBeAdopted() {
        terraform("one-of-three", FINAL);
        try (IamClient iam = ourselves().iam()) {
            iam.tagPolicy(
                    it -> it.policyArn("arn:aws:iam::123456789012:policy/one-of-three-confluent-tableflow-connection")
                            .tags(Tag.builder()
                                    .key("tableflow-iam:environment-id")
                                    .value("7d4f5f2e-5f0f-4d37-8d9b-0f6c1a4d9a11")
                                    .build()));
        }
        int before = aws().calls().size();

        engineer.post("/environments", adopt("one-of-three"));
        engineer.awaitState("one-of-three", "FAILED");

        Answer workflows = engineer.get("/environments/one-of-three/workflows");
        assertThat(workflows.at("/items/0/problem/code")).isEqualTo("owned-by-another-environment");
        assertThat(workflows.at("/items/0/problem/detail")).contains("tableflow-connection");
        assertThat(writes("one-of-three", before)).isEmpty();
        engineer.delete("/environments/one-of-three");
        engineer.awaitGone("one-of-three");
        assertThat(ourselves().trust("one-of-three-confluent-role")).isEqualTo(FINAL);
    }

    /** IAM takes fifty; of ours there are three. */
    @ParameterizedTest
    @ValueSource(strings = {"role", "policy"})
    void whatHasNoRoomForTheTagsOfTheEnvironmentIsLeftAsItIs(String what) {
        String name = "crowded-" + what;
        terraform(name, FINAL);
        List<Tag> crowd = IntStream.range(0, 48)
                .mapToObj(it -> Tag.builder().key("k" + it).value("v").build())
                .toList();
        String policy = "arn:aws:iam::123456789012:policy/" + name + "-confluent-tableflow-connection";
        try (IamClient iam = ourselves().iam()) {
            if (what.equals("role")) {
                iam.tagRole(it -> it.roleName(name + "-confluent-role").tags(crowd));
            } else {
                iam.tagPolicy(it -> it.policyArn(policy).tags(crowd));
            }
            Answer plan = engineer.post("/environments?dryRun=true", adopt(name));
            int before = aws().calls().size();

            engineer.post("/environments", adopt(name));
            engineer.awaitState(name, "FAILED");

            Answer workflows = engineer.get("/environments/" + name + "/workflows");
            assertThat(workflows.at("/items/0/problem/code")).isEqualTo("too-many-tags");
            assertThat(workflows.at("/items/0/problem/detail"))
                    .contains(what.equals("role") ? "role/" + name + "-confluent-role" : policy)
                    .contains("has 48 tags")
                    .contains("1 more than the 50");
            assertThat(plan.text()).contains("has 48 tags");
            assertThat(writes(name, before)).isEmpty();

            iam.untagRole(it -> it.roleName(name + "-confluent-role").tagKeys("k7"));
            iam.untagPolicy(it -> it.policyArn(policy).tagKeys("k7"));
        }
        engineer.post("/environments/" + name + "/retry", "");
        engineer.awaitState(name, "ACTIVE");
    }

    @Test
    void whatADeletionHasDeletedMayBeShownForAWhileAndIsWaitedFor() {
        provisioned("second-life");
        String gone = engineer.get("/environments/second-life/events").at("/items/0/environmentId");
        engineer.delete("/environments/second-life");
        awaitAsTimePasses(
                "its end", () -> engineer.get("/environments/second-life").status() == 404);
        terraform("second-life", FINAL);
        try (IamClient iam = ourselves().iam()) {
            iam.tagRole(it -> it.roleName("second-life-confluent-role")
                    .tags(Tag.builder()
                            .key("tableflow-iam:environment-id")
                            .value(gone)
                            .build()));

            engineer.post("/environments", adopt("second-life"));
            Awaitility.await()
                    .until(() -> engineer.get("/environments/second-life/workflows")
                            .at("/items/0/steps/0/lastError/code")
                            .equals("owned-by-another-environment"));
            assertThat(engineer.get("/environments/second-life").at("/state")).isEqualTo("PROVISIONING");

            iam.untagRole(it -> it.roleName("second-life-confluent-role").tagKeys("tableflow-iam:environment-id"));
        }
        engineer.awaitState("second-life", "ACTIVE");
    }

    @Test
    void whatCarriesTheIdOfAnotherEnvironmentIsLeftAlone() {
        terraform("owned", FINAL);
        try (IamClient iam = ourselves().iam()) {
            iam.tagRole(it -> it.roleName("owned-confluent-role")
                    .tags(Tag.builder()
                            .key("tableflow-iam:environment-id")
                            .value("7d4f5f2e-5f0f-4d37-8d9b-0f6c1a4d9a11")
                            .build()));
        }
        Answer plan = engineer.post("/environments?dryRun=true", adopt("owned"));
        int before = aws().calls().size();

        engineer.post("/environments", adopt("owned"));
        engineer.awaitState("owned", "FAILED");

        assertThat(plan.at("/changes/0/conflict")).contains("of another environment");
        Answer workflows = engineer.get("/environments/owned/workflows");
        assertThat(workflows.at("/items/0/problem/code")).isEqualTo("owned-by-another-environment");
        assertThat(workflows.at("/items/0/problem/detail")).contains("7d4f5f2e-5f0f-4d37-8d9b-0f6c1a4d9a11");
        assertThat(writes("owned", before)).isEmpty();

        try (IamClient iam = ourselves().iam()) {
            iam.untagRole(it -> it.roleName("owned-confluent-role").tagKeys("tableflow-iam:environment-id"));
        }
        engineer.post("/environments/owned/retry", "");
        engineer.awaitState("owned", "ACTIVE");
    }
}
