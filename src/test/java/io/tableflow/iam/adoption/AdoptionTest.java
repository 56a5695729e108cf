package io.tableflow.iam.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.ExpectedTrusts;
import io.tableflow.iam.testing.TerraformModule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;
import tools.jackson.databind.JsonNode;

/** What the Terraform module created is adopted, while the trust that Confluent uses stays in force. */
class AdoptionTest extends AdoptionScenario {

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
    @ValueSource(strings = {"scalar", "no-tag-session", "letter-case", "pattern", "one-letter-pattern", "narrowed"})
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
            case "pattern", "one-letter-pattern" ->
                """
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"AWS": "%s"},
                 "Action": "%s", "Condition": {"StringEquals": {"sts:ExternalId": "%s"}}}}
                """.formatted(PRINCIPAL, how.equals("pattern") ? "sts:Assume*" : "STS:Assume?ol?", EXTERNAL_ID);
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
    void thePlanSaysWhichConditionsOfTheTrustGo() {
        terraform(
                "conditioned",
                FINAL.replace(
                        "\"StringEquals\": {",
                        "\"IpAddress\": {\"AWS:SourceIp\": [\"203.0.113.0/24\", \"198.51.100.7\"]}, \"StringEquals\": {"
                                + "\"aws:PrincipalOrgID\": \"o-a1b2c3d4e5\", "));

        Answer plan = engineer.post("/environments?dryRun=true", adopt("conditioned"));
        Answer kept = engineer.post(
                "/environments?dryRun=true",
                adopt("conditioned")
                        .replace(
                                "}",
                                ", \"trustConditions\": {\"sourceIps\": [\"198.51.100.7\", \"203.0.113.0/24\"]}}"));

        assertThat(planned(plan)).containsEntry("role conditioned-confluent-role", "UPDATE");
        assertThat(plan.at("/warnings/1"))
                .contains("IpAddress AWS:SourceIp 203.0.113.0/24, 198.51.100.7")
                .contains("StringEquals aws:PrincipalOrgID o-a1b2c3d4e5")
                .contains("trustConditions")
                .doesNotContain(EXTERNAL_ID);
        assertThat(kept.at("/warnings/1")).contains("aws:PrincipalOrgID").doesNotContain("203.0.113.0/24");
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

    @Test
    void thePlanNamesWhatOthersGaveTheRole() {
        terraform("shared-role", FINAL);
        String role = "shared-role-confluent-role";
        try (IamClient others = ourselves().iam()) {
            others.putRolePolicy(it -> it.roleName(role).policyName("queues").policyDocument("""
                    {"Version": "2012-10-17",
                     "Statement": [{"Effect": "Allow", "Action": "sqs:*", "Resource": "*"}]}\
                    """));
            others.createInstanceProfile(it -> it.instanceProfileName("shared-role-web"));
            others.addRoleToInstanceProfile(
                    it -> it.instanceProfileName("shared-role-web").roleName(role));
        }

        Answer plan = engineer.post("/environments?dryRun=true", adopt("shared-role"));

        assertThat(plan.json().at("/warnings").valueStream().map(JsonNode::asString))
                .anyMatch(
                        it -> it.contains("gave role " + role + " the policy queues") && it.contains("stops a DELETE"))
                .anyMatch(it -> it.contains("put role " + role + " into the instance profile shared-role-web")
                        && it.contains("stops a DELETE"));
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
}
