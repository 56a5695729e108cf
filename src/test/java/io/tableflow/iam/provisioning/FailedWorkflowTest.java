package io.tableflow.iam.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.localaws.RecordedCall;
import io.tableflow.iam.policy.OwnershipTags;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.ExpectedTrusts;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.ServiceTest;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import software.amazon.awssdk.services.iam.IamClient;
import tools.jackson.databind.JsonNode;

/** What cannot go on says what AWS said, what that means here and what to do; and goes on from there when told to. */
class FailedWorkflowTest extends ServiceTest {

    static Stream<Arguments> whatNobodyCanRecoverFromAlone() {
        return Stream.of(
                Arguments.of("quota", Fault.LIMIT_EXCEEDED, "LimitExceeded", "aws-limit-exceeded", "quota"),
                Arguments.of(
                        "input",
                        Fault.error(400, "InvalidInput", "The input is not valid."),
                        "InvalidInput",
                        "aws-invalid-request",
                        "corrected spec"),
                Arguments.of(
                        "unmodifiable",
                        Fault.error(400, "UnmodifiableEntity", "It cannot be modified."),
                        "UnmodifiableEntity",
                        "aws-refused",
                        "what AWS names"),
                Arguments.of(
                        "new",
                        Fault.error(400, "AddedByAwsNextYear", "What it says then."),
                        "AddedByAwsNextYear: What it says then.",
                        "aws-refused",
                        "what AWS names"),
                Arguments.of(
                        "attachable",
                        Fault.error(400, "PolicyNotAttachable", "It cannot be attached."),
                        "PolicyNotAttachable",
                        "aws-invalid-request",
                        "corrected spec"),
                Arguments.of(
                        "credentials",
                        Fault.error(403, "InvalidClientTokenId", "The security token is invalid."),
                        "InvalidClientTokenId",
                        "aws-credentials",
                        "credentials"));
    }

    /** What may be attached is told by tags that were set a moment ago. */
    @Test
    void aDenialThatTheNewTagsCanExplainIsOutwaitedForAWhileOnly() {
        aws().faults().on("AttachRolePolicy", "fails-briefly-confluent-role").next(2, Fault.ACCESS_DENIED);
        aws().faults().on("AttachRolePolicy", "fails-denied-confluent-role").always(Fault.ACCESS_DENIED);

        engineer.post("/environments", "{\"name\":\"fails-briefly\"}");
        engineer.post("/environments", "{\"name\":\"fails-denied\"}");

        engineer.awaitState("fails-briefly", "AWAITING_INTEGRATION");
        awaitAsTimePasses(
                "the end of patience",
                () -> engineer.get("/environments/fails-denied").at("/state").equals("FAILED"));
        Answer failed = engineer.awaitState("fails-denied", "FAILED");
        Answer workflow = engineer.get("/workflows/" + failed.at("/workflow/id"));
        assertThat(workflow.at("/problem/code")).isEqualTo("aws-access-denied");
        assertThat(workflow.at("/problem/remedy")).contains("permission");
        aws().faults().clear();
        engineer.post("/environments/fails-denied/retry", "");
        engineer.awaitState("fails-denied", "AWAITING_INTEGRATION");
    }

    @ParameterizedTest
    @MethodSource("whatNobodyCanRecoverFromAlone")
    void namesTheErrorAndTheRemedyAndGoesOnAtThatStepWhenRetried(
            String what, Fault fault, String awsCode, String code, String remedy) {
        String name = "fails-" + what;
        aws().faults().on("AttachRolePolicy", name + "-confluent-role").once(fault);

        engineer.post("/environments", "{\"name\":\"" + name + "\"}");
        Answer failed = engineer.awaitState(name, "FAILED");

        JsonNode problem =
                engineer.get("/workflows/" + failed.at("/workflow/id")).json().at("/problem");
        assertThat(problem.at("/code").asString()).isEqualTo(code);
        assertThat(problem.at("/detail").asString()).contains("AttachRolePolicy", awsCode);
        assertThat(problem.at("/remedy").asString()).contains(remedy);
        int callsBefore = callsAbout(name).size();

        assertThat(engineer.post("/environments/" + name + "/retry", "").status())
                .isEqualTo(202);
        engineer.awaitState(name, "AWAITING_INTEGRATION");

        assertThat(callsAbout(name).stream().skip(callsBefore).map(RecordedCall::operation))
                .as("what was done already is not done again")
                .doesNotContain("CreateRole", "CreatePolicy");
    }

    @Test
    void recoversByItselfFromWhatPasses() {
        Stream.of(
                        Fault.THROTTLE,
                        Fault.SERVICE_FAILURE,
                        Fault.UNAVAILABLE,
                        Fault.CONCURRENT_MODIFICATION,
                        Fault.error(409, "EntityTemporarilyUnmodifiable", "It was made again a moment ago."),
                        Fault.DISCONNECT,
                        Fault.LOSE_ANSWER)
                .forEach(fault -> aws().faults().onNamesLike("passes-").next(1, fault));
        aws().faults().on("UpdateAssumeRolePolicy", "passes-confluent-role").next(2, Fault.INVALID_PRINCIPAL);
        aws().faults().on("CreatePolicy").once(Fault.hiddenForReads(2));

        provisioned("passes");
        confluent.callBack("passes");
        awaitStateAsTimePasses("passes", "ACTIVE");
        aws().faults().on("DeletePolicy").once(Fault.DELETE_CONFLICT);
        engineer.delete("/environments/passes");

        awaitGoneAsTimePasses("passes");
    }

    @Test
    void aPrincipalThatShowsUpAfterMinutesIsWaitedForAndSaidToBeMissing() {
        provisioned("patient");
        aws().faults().on("UpdateAssumeRolePolicy", "patient-confluent-role").always(Fault.INVALID_PRINCIPAL);
        confluent.callBack("patient");

        Awaitility.await()
                .until(() -> engineer.get("/environments/patient").text().contains("PrincipalNotFound"));
        pass(Duration.ofMinutes(10));
        int before = callsAbout("patient").size();
        awaitAsTimePasses("another attempt", () -> callsAbout("patient").size() > before + 4);
        assertThat(engineer.get("/environments/patient").at("/state")).isEqualTo("UPDATING_TRUST");

        aws().faults().clear();
        awaitAsTimePasses(
                "the principal",
                () -> engineer.get("/environments/patient").at("/state").equals("ACTIVE"));
    }

    @Test
    void keepsACallbackThatComesForAFailedEnvironment() {
        aws().faults().on("CreatePolicy").once(Fault.LIMIT_EXCEEDED);
        engineer.post("/environments", "{\"name\":\"kept-callback\"}");
        engineer.awaitState("kept-callback", "FAILED");

        Answer answer = confluent.callBack("kept-callback");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.at("/state")).isEqualTo("FAILED");
        engineer.post("/environments/kept-callback/retry", "");
        engineer.awaitState("kept-callback", "ACTIVE");
    }

    @Test
    void writesTheTrustAgainThatSomebodyElseChangedBeforeItWasReadBack() {
        provisioned("meddled");
        aws().faults()
                .on("UpdateAssumeRolePolicy", "meddled-confluent-role")
                .nth(1, Fault.after(() -> denyAgain("meddled-confluent-role")));

        confluent.callBack("meddled");

        awaitAsTimePasses(
                "the trust being written again",
                () -> engineer.get("/environments/meddled").at("/state").equals("ACTIVE"));
    }

    /** The policy was this environment's own: the call that the remedy names gets it back. */
    @Test
    void whatLosesItsTagsWhileTheEnvironmentIsCreatedIsAdoptedAsTheRemedySays() {
        String policy = "untagged-early-confluent-tableflow-connection";
        aws().faults().on("CreateRole", "untagged-early-confluent-role").once(Fault.THROTTLE);
        aws().faults().on("CreatePolicy", policy).once(Fault.after(() -> untag(policy)));
        engineer.post("/environments", "{\"name\":\"untagged-early\",\"adoptExisting\":true}");
        engineer.awaitState("untagged-early", "FAILED");
        assertThat(engineer.get("/environments/untagged-early/workflows").text())
                .contains("policy-not-ours", "if its spec says so already, POST .../reconcile");

        assertThat(engineer.post("/environments/untagged-early/reconcile", "").status())
                .isEqualTo(202);

        engineer.awaitState("untagged-early", "AWAITING_INTEGRATION");
    }

    /** A tag robot takes off all that it does not know, and somebody opens what nobody watches any more. */
    @Test
    void whatLosesItsTagsLaterIsAdoptedAgainAndShutToOthersOnceTheSpecSaysSo() {
        active("untagged-late");
        String role = "untagged-late-confluent-role";
        try (IamClient iam = ourselves().iam()) {
            iam.untagRole(it -> it.roleName(role).tagKeys(OwnershipTags.tagKeys()));
            iam.updateAssumeRolePolicy(it -> it.roleName(role).policyDocument("""
                    {"Version":"2012-10-17","Statement":[
                      {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::999999999999:root"},"Action":"sts:AssumeRole"}]}\
                    """));
        }
        untag("untagged-late-confluent-tableflow-connection");
        engineer.post("/environments/untagged-late/reconcile", "");
        Awaitility.await()
                .until(() ->
                        engineer.get("/environments/untagged-late/drift").text().contains("NOT_OURS")
                                && engineer.get("/environments/untagged-late")
                                        .at("/state")
                                        .equals("ACTIVE"));

        engineer.put("/environments/untagged-late", "{\"adoptExisting\":true}");
        engineer.post("/environments/untagged-late/reconcile", "");

        Awaitility.await("the adoption")
                .until(() -> engineer.get("/environments/untagged-late/drift")
                        .json()
                        .at("/inSync")
                        .asBoolean(false));
        engineer.awaitState("untagged-late", "ACTIVE");
        assertThat(ExpectedTrusts.parse(aws().trust(Node.ACCOUNT, role).orElseThrow()))
                .isEqualTo(ExpectedTrusts.exactly(ConfluentPipeline.PRINCIPAL, ConfluentPipeline.EXTERNAL_ID));
    }

    private static void untag(String policy) {
        try (IamClient iam = ourselves().iam()) {
            iam.untagPolicy(it ->
                    it.policyArn("arn:aws:iam::123456789012:policy/" + policy).tagKeys(OwnershipTags.tagKeys()));
        }
    }

    private static void denyAgain(String role) {
        ourselves().iam().updateAssumeRolePolicy(update -> update.roleName(role).policyDocument("""
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Deny","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}\
            """));
    }

    @Test
    void aRowThatCannotBeWorkedOnIsInNobodysWay() {
        JdbcClient database = node().bean(JdbcClient.class);
        List<String> poisoned =
                Stream.of("poisoned-1", "poisoned-2", "poisoned-3").toList();
        poisoned.forEach(name -> {
            aws().faults().on("CreateRole", name + "-confluent-role").always(Fault.UNAVAILABLE);
            engineer.post("/environments", "{\"name\":\"" + name + "\"}");
        });
        assertThat(database.sql("update workflow set kind = 'OF_A_LATER_VERSION', version = version + 1 where"
                                + " subject_name like 'poisoned-%'")
                        .update())
                .isEqualTo(3);

        active("healthy");
        assertThat(engineer.get("/environments?limit=200").status()).isEqualTo(200);
        poisoned.forEach(name ->
                assertThat(engineer.get("/environments/" + name).status()).isEqualTo(200));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> database.sql("select min(consecutive_failures) from scheduled_tasks t join workflow w"
                                        + " on t.task_instance = w.id::text where w.subject_name like 'poisoned-%'")
                                .query(Integer.class)
                                .single()
                        >= 1);

        aws().faults().clear();
        database.sql("update workflow set kind = 'PROVISION', version = version + 1 where subject_name like"
                        + " 'poisoned-%'")
                .update();
        poisoned.forEach(name -> engineer.awaitState(name, "AWAITING_INTEGRATION"));
    }

    private static List<RecordedCall> callsAbout(String environment) {
        return aws().calls().stream()
                .filter(call -> call.parameters().values().stream().anyMatch(it -> it.contains(environment)))
                .toList();
    }
}
