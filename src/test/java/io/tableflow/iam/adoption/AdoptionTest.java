package io.tableflow.iam.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.localaws.RecordedCall;
import io.tableflow.iam.localaws.TrustDocument;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.ExpectedTrusts;
import io.tableflow.iam.testing.ServiceTest;
import io.tableflow.iam.testing.TerraformModule;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;
import tools.jackson.databind.JsonNode;

/** What the Terraform module created is adopted, while the trust that Confluent uses stays in force. */
class AdoptionTest extends ServiceTest {

    private static final String PRINCIPAL = "arn:aws:iam::851725421142:role/cspi-42o61";
    private static final String EXTERNAL_ID = ConfluentPipeline.EXTERNAL_ID;
    private static final String OWN_PRINCIPAL = "arn:aws:iam::123456789012:role/own-account-principal";
    private static final String DATABRICKS =
            "arn:aws:iam::414351767826:role/unity-catalog-prod-UCMasterRole-14S5ZJVKOTYTL";
    private static final String FINAL = TerraformModule.finalTrust(PRINCIPAL, EXTERNAL_ID);
    private static final String ANYBODY = """
        {"Version": "2012-10-17",
         "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]}\
        """;

    private final TerraformModule terraform = new TerraformModule(ourselves());

    @Test
    void aTrustThatIsInUseStaysInForceWithoutABreak() {
        terraform("inherited", FINAL);
        int before = aws().calls().size();

        Answer accepted = engineer.post("/environments", adopt("inherited"));
        Answer active = engineer.awaitState("inherited", "ACTIVE");

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(writes("inherited", before)).containsExactlyInAnyOrder("TagRole", "TagPolicy", "TagPolicy");
        assertThat(trustsSetByUs("inherited")).isEmpty();
        assertThat(ourselves().trust("inherited-confluent-role")).isEqualTo(FINAL);
        assertThat(active.at("/integration/id")).isEqualTo("cspi-42o61");
        assertThat(active.at("/integration/iamRoleArn")).isEqualTo(PRINCIPAL);
        assertThat(active.at("/integration/externalId")).isEqualTo(EXTERNAL_ID);
        assertThat(active.at("/resources/s3Policy/versionId")).isEqualTo("v1");
        assertThat(conditions(active)).containsEntry("RoleReady", "RoleAdopted").containsEntry("Verified", "ReadBack");
        assertThat(tags("inherited"))
                .containsEntry("managed-by", "tableflow-iam")
                .containsEntry("tableflow-iam:environment", "inherited");
        assertThat(ourselves().attachedPolicies("inherited-confluent-role")).hasSize(2);
        compareInSync("inherited");
    }

    @Test
    void isToldInTheAuditTrailAndInTheRevisions() {
        terraform("audited-adoption", FINAL);

        engineer.post("/environments", adopt("audited-adoption"));
        engineer.awaitState("audited-adoption", "ACTIVE");

        String prefix = "arn:aws:iam::123456789012:";
        assertThat(events("audited-adoption", "ADOPTED"))
                .containsExactly(
                        Map.of(
                                "arn",
                                prefix + "role/audited-adoption-confluent-role",
                                "principal",
                                PRINCIPAL,
                                "trust",
                                "kept"),
                        Map.of("arn", prefix + "policy/audited-adoption-confluent-tableflow-s3-permission"),
                        Map.of("arn", prefix + "policy/audited-adoption-confluent-tableflow-connection"));
        for (String policy : List.of("trust", "s3", "glue")) {
            Answer revisions = engineer.get("/environments/audited-adoption/policies/" + policy + "/revisions");
            assertThat(revisions.json().at("/items")).hasSize(1);
            assertThat(revisions.at("/items/0/reason")).isEqualTo("adopted as it stood");
        }
        assertThat(engineer.get("/environments/audited-adoption/policies/trust/revisions")
                        .json()
                        .at("/items/0/document"))
                .isEqualTo(ExpectedTrusts.parse(FINAL));
    }

    @Test
    void theAccountWideGluePolicyIsNarrowedToTheDatabasesOfTheSpec() {
        terraform("narrowing", FINAL);
        String spec = "{\"name\":\"narrowing\",\"adoptExisting\":true,\"glueDatabases\":[\"lkc-abc123\"]}";
        int before = aws().calls().size();

        Answer plan = engineer.post("/environments?dryRun=true", spec);
        assertThat(plan.status()).as(plan.text()).isEqualTo(200);
        assertThat(plan.text())
                .contains("arn:aws:glue:eu-central-1:123456789012:*")
                .contains("arn:aws:glue:eu-central-1:123456789012:table/lkc-abc123/*");
        engineer.post("/environments", spec);
        Answer active = engineer.awaitState("narrowing", "ACTIVE");

        assertThat(writes("narrowing", before))
                .containsExactlyInAnyOrder("TagRole", "TagPolicy", "TagPolicy", "CreatePolicyVersion");
        assertThat(active.at("/resources/gluePolicy/versionId")).isEqualTo("v2");
        assertThat(ourselves().trust("narrowing-confluent-role")).isEqualTo(FINAL);
        compareInSync("narrowing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "no-tag-session", "letter-case", "pattern", "narrowed"})
    void aTrustInOtherWordsIsChangedByOneCallAtMost(String how) {
        String name = "words-" + how;
        String trust = switch (how) {
            case "scalar" -> FINAL.replace("[\"" + PRINCIPAL + "\"]", "\"" + PRINCIPAL + "\"");
            case "no-tag-session" -> """
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"AWS": "%s"},
                 "Action": ["sts:AssumeRole"], "Condition": {"StringEquals": {"sts:ExternalId": ["%s"]}}}}
                """.formatted(PRINCIPAL, EXTERNAL_ID);
            case "letter-case" ->
                FINAL.replace("sts:AssumeRole", "sts:assumerole").replace("sts:TagSession", "STS:TagSession");
            case "pattern" -> """
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"AWS": "%s"},
                 "Action": "sts:Assume*", "Condition": {"StringEquals": {"sts:ExternalId": "%s"}}}}
                """.formatted(PRINCIPAL, EXTERNAL_ID);
            default ->
                FINAL.replace(
                        "\"StringEquals\"", "\"IpAddress\": {\"aws:SourceIp\": \"203.0.113.0/24\"}, \"StringEquals\"");
        };
        terraform(name, trust);

        engineer.post("/environments", adopt(name));
        engineer.awaitState(name, "ACTIVE");

        assertThat(trustsSetByUs(name))
                .isEqualTo(how.equals("scalar") ? List.of() : List.of(ExpectedTrusts.exactly(PRINCIPAL, EXTERNAL_ID)));
        compareInSync(name);
    }

    @Test
    void whatDenysEveryoneAwaitsItsIntegration() {
        terraform("unfinished", TerraformModule.DENY_ALL);
        int before = aws().calls().size();

        engineer.post("/environments", adopt("unfinished"));
        engineer.awaitState("unfinished", "AWAITING_INTEGRATION");

        assertThat(writes("unfinished", before)).containsExactlyInAnyOrder("TagRole", "TagPolicy", "TagPolicy");
        confluent.callBack("unfinished");
        engineer.awaitState("unfinished", "ACTIVE");
        assertThat(trustsSetByUs("unfinished")).containsExactly(ExpectedTrusts.exactly(PRINCIPAL, EXTERNAL_ID));
    }

    @Test
    void whatDiffersIsChangedByOneCallEach() {
        terraform("differing", FINAL);
        try (IamClient iam = ourselves().iam()) {
            iam.updateRole(it -> it.roleName("differing-confluent-role")
                    .maxSessionDuration(7200)
                    .description("by Terraform"));
            iam.tagRole(it -> it.roleName("differing-confluent-role")
                    .tags(
                            Tag.builder().key("managed-by").value("terraform").build(),
                            Tag.builder().key("cost-center").value("4711").build()));
            iam.createPolicyVersion(
                    it -> it.policyArn("arn:aws:iam::123456789012:policy/differing-confluent-tableflow-s3-permission")
                            .policyDocument(TerraformModule.s3("elsewhere"))
                            .setAsDefault(true));
        }
        Answer plan = engineer.post("/environments?dryRun=true", adopt("differing"));
        int before = aws().calls().size();

        engineer.post("/environments", adopt("differing"));
        engineer.awaitState("differing", "ACTIVE");

        assertThat(writes("differing", before))
                .containsExactlyInAnyOrder("TagRole", "UpdateRole", "TagPolicy", "CreatePolicyVersion", "TagPolicy");
        assertThat(tags("differing"))
                .containsEntry("managed-by", "tableflow-iam")
                .containsEntry("cost-center", "4711");
        assertThat(planned(plan))
                .containsEntry("role differing-confluent-role", "NONE")
                .containsEntry("longest session of role differing-confluent-role", "UPDATE")
                .containsEntry("tags of role differing-confluent-role", "UPDATE")
                .containsEntry("policy differing-confluent-tableflow-s3-permission", "UPDATE")
                .containsEntry("policy differing-confluent-tableflow-connection", "NONE")
                .containsEntry("attachment to differing-confluent-role", "NONE");
        assertThat(engineer.get("/environments/differing/policies/s3/revisions")
                        .json()
                        .at("/items"))
                .extracting(it -> it.at("/reason").asString())
                .containsExactly("policy created", "adopted as it stood");
        compareInSync("differing");
    }

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

    @Test
    void thePlanSaysThatTheTrustStaysAndStoresNothing() {
        terraform("planned-adoption", FINAL);

        Answer plan = engineer.post("/environments?dryRun=true", adopt("planned-adoption"));

        assertThat(plan.status()).isEqualTo(200);
        assertThat(plan.json().at("/changes"))
                .allSatisfy(it -> assertThat(it.at("/conflict").isNull()).isTrue());
        assertThat(planned(plan))
                .containsEntry("role planned-adoption-confluent-role", "NONE")
                .containsEntry("tags of role planned-adoption-confluent-role", "CREATE")
                .containsEntry("policy planned-adoption-confluent-tableflow-s3-permission", "NONE")
                .containsEntry("attachment to planned-adoption-confluent-role", "NONE");
        assertThat(plan.at("/warnings/0")).contains("only " + PRINCIPAL).contains("without a break");
        assertThat(plan.text()).doesNotContain("would be set to deny everyone");
        assertThat(engineer.get("/environments/planned-adoption").status()).isEqualTo(404);
        assertThat(tags("planned-adoption")).isEmpty();
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

    @Test
    void aLaterCallbackForTheSamePrincipalChangesNothingAndForAnotherOneRotates() {
        String named = "arn:aws:iam::851725421142:role/their-own-name";
        terraform("called-back", TerraformModule.finalTrust(named, EXTERNAL_ID));
        engineer.post("/environments", adopt("called-back"));
        Answer adopted = engineer.awaitState("called-back", "ACTIVE");
        assertThat(adopted.at("/integration/id")).isEqualTo("adopted");
        int before = aws().calls().size();

        assertThat(confluent
                        .deliver("msg_called_back_1", ConfluentPipeline.document("called-back", named, EXTERNAL_ID))
                        .at("/state"))
                .isEqualTo("ACTIVE");
        assertThat(engineer.get("/environments/called-back").at("/integration/id"))
                .isEqualTo("cspi-42o61");
        assertThat(writes("called-back", before)).isEmpty();

        confluent.deliver(
                "msg_called_back_2", ConfluentPipeline.document("called-back", PRINCIPAL, "another-external-id"));
        engineer.awaitState("called-back", "ACTIVE");
        assertThat(trustsSetByUs("called-back"))
                .containsExactly(ExpectedTrusts.exactly(PRINCIPAL, "another-external-id"));
        assertThat(events("called-back", "INTEGRATION_ROTATED")).hasSize(1);
    }

    @Test
    void aCallbackThatComesFirstIsFollowedByOneCallFromOnePrincipalToTheOther() {
        terraform("told-first", TerraformModule.finalTrust("arn:aws:iam::851725421142:role/cspi-older", "older-id"));
        aws().faults().on("GetRole", "told-first-confluent-role").next(2, Fault.UNAVAILABLE);

        engineer.post("/environments", adopt("told-first"));
        confluent.callBack("told-first");
        engineer.awaitState("told-first", "ACTIVE");

        assertThat(trustsSetByUs("told-first")).containsExactly(ExpectedTrusts.exactly(PRINCIPAL, EXTERNAL_ID));
        assertThat(engineer.get("/environments/told-first").at("/integration/iamRoleArn"))
                .isEqualTo(PRINCIPAL);
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
    void anotherSpecInTheMiddleOfItDoesNotShutTheTrust() {
        terraform("superseding", FINAL);
        aws().faults()
                .on("TagPolicy", "superseding-confluent-tableflow-connection")
                .next(2, Fault.UNAVAILABLE);
        engineer.post("/environments", adopt("superseding"));

        engineer.put("/environments/superseding", "{\"maxSessionDurationSeconds\": 7200}");
        engineer.put("/environments/superseding", "{\"maxSessionDurationSeconds\": 7200, \"adoptExisting\": true}");
        engineer.awaitState("superseding", "ACTIVE");

        assertThat(trustsSetByUs("superseding")).isEmpty();
        compareInSync("superseding");
    }

    @Test
    void whatAnEnvironmentLostToOthersIsTakenBackByAnUpdate() {
        active("taken-back");
        try (IamClient iam = ourselves().iam()) {
            iam.untagRole(it -> it.roleName("taken-back-confluent-role").tagKeys("tableflow-iam:environment-id"));
        }
        engineer.put("/environments/taken-back", "{\"maxSessionDurationSeconds\": 7200}");
        engineer.awaitState("taken-back", "FAILED");

        engineer.put("/environments/taken-back", "{\"maxSessionDurationSeconds\": 7200, \"adoptExisting\": true}");
        engineer.awaitState("taken-back", "ACTIVE");

        assertThat(trustsSetByUs("taken-back"))
                .as("those of its provisioning")
                .containsExactly(ExpectedTrusts.DENY_ALL, ExpectedTrusts.exactly(PRINCIPAL, EXTERNAL_ID));
        assertThat(events("taken-back", "ADOPTED")).hasSize(1);
        compareInSync("taken-back");
    }

    @Test
    void onlyWhatIsThereIsTakenOverAndTheRestIsMade() {
        try (IamClient iam = ourselves().iam()) {
            iam.createPolicy(it ->
                    it.policyName("half-there-confluent-tableflow-connection").policyDocument(TerraformModule.GLUE));
        }

        engineer.post("/environments", adopt("half-there"));
        engineer.awaitState("half-there", "AWAITING_INTEGRATION");

        assertThat(events("half-there", "ADOPTED")).hasSize(1);
        assertThat(ourselves().attachedPolicies("half-there-confluent-role")).hasSize(2);
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

    private void terraform(String name, String trust) {
        terraform.apply(name);
        terraform.updateTrust(name, trust);
    }

    private String trusted(String name) {
        return engineer.get("/environments/" + name).at("/trusted/iamRoleArn");
    }

    private static String adopt(String name) {
        return "{\"name\": \"" + name + "\", \"adoptExisting\": true}";
    }

    private void compareInSync(String name) {
        int before = aws().calls().size();
        engineer.post("/environments/" + name + "/reconcile", "");
        Answer active = engineer.awaitState(name, "ACTIVE");
        assertThat(conditions(active)).containsEntry("InSync", "Compared");
        assertThat(writes(name, before)).isEmpty();
    }

    private static Map<String, String> conditions(Answer answer) {
        return answer.json()
                .at("/conditions")
                .valueStream()
                .collect(Collectors.toMap(
                        it -> it.at("/type").asString(), it -> it.at("/reason").asString()));
    }

    private static Map<String, String> planned(Answer plan) {
        return plan.json()
                .at("/changes")
                .valueStream()
                .collect(Collectors.toMap(
                        it -> it.at("/resource").asString(),
                        it -> it.at("/action").asString(),
                        (a, b) -> a));
    }

    private static Map<String, String> tags(String name) {
        try (IamClient iam = ourselves().iam()) {
            return iam.getRole(it -> it.roleName(name + "-confluent-role")).role().tags().stream()
                    .collect(Collectors.toMap(Tag::key, Tag::value));
        }
    }

    private static List<JsonNode> trustsSetByUs(String name) {
        return aws().trustDocuments().stream()
                .filter(ExpectedTrusts.setByUs())
                .filter(it -> it.toString().contains(name + "-confluent-role"))
                .map(TrustDocument::document)
                .map(ExpectedTrusts::parse)
                .toList();
    }

    private static List<String> writes(String name, int since) {
        return ours(name, since).map(RecordedCall::operation).toList();
    }

    private static List<String> successfulWrites(String name, int since) {
        return ours(name, since)
                .filter(RecordedCall::succeeded)
                .map(RecordedCall::operation)
                .toList();
    }

    private static Stream<RecordedCall> ours(String name, int since) {
        return aws().calls().subList(since, aws().calls().size()).stream()
                .filter(RecordedCall::mutating)
                .filter(call -> call.userAgent().contains("tableflow-iam"))
                .filter(call -> call.parameters().values().stream().anyMatch(it -> it.contains(name + "-confluent-")));
    }
}
