package io.tableflow.iam.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.ServiceTest;
import io.tableflow.iam.testing.TerraformModule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.Tag;

/** A deletion supersedes whatever is under way, leaves nothing of ours behind and touches nothing of others. */
class EnvironmentDeletionTest extends ServiceTest {

    /** Until then, what a call may have made that was not answered may yet appear. */
    private static final Duration UNTIL_NOTHING_CAN_APPEAR = Duration.ofSeconds(20);

    @Test
    void aDeleteInTheMiddleTakesOverAtTheNextStep() {
        aws().faults()
                .on("CreatePolicy", "middle-confluent-tableflow-connection")
                .next(2, Fault.UNAVAILABLE);
        engineer.post("/environments", "{\"name\":\"middle\"}");

        assertThat(engineer.delete("/environments/middle").status()).isEqualTo(202);
        engineer.awaitGone("middle");

        assertThat(ourselves().roles()).doesNotContain("middle-confluent-role");
        assertThat(ourselves().policies()).noneMatch(name -> name.startsWith("middle-"));
    }

    @Test
    void aLostAnswerEndsLikeAHeardOne() {
        for (String operation :
                List.of("CreateRole", "CreatePolicy", "AttachRolePolicy", "UpdateAssumeRolePolicy", "DeleteRole")) {
            aws().faults().on(operation).once(Fault.LOSE_ANSWER);
        }

        provisioned("lost");
        confluent.callBack("lost");
        awaitStateAsTimePasses("lost", "ACTIVE");
        pass(UNTIL_NOTHING_CAN_APPEAR);
        engineer.delete("/environments/lost");
        engineer.awaitGone("lost");

        assertThat(ourselves().roles()).doesNotContain("lost-confluent-role");
        assertThat(ourselves().policies()).noneMatch(name -> name.startsWith("lost-"));
    }

    @Test
    void aDeleteStopsAtWhatOthersAttachedAndSaysSo() {
        active("held");
        try (var iam = ourselves().iam()) {
            iam.attachRolePolicy(
                    it -> it.roleName("held-confluent-role").policyArn("arn:aws:iam::aws:policy/ReadOnlyAccess"));
            engineer.delete("/environments/held");
            engineer.awaitState("held", "FAILED");

            assertThat(engineer.get("/environments/held/workflows").at("/items/0/problem/detail"))
                    .contains("ReadOnlyAccess");
            iam.detachRolePolicy(
                    it -> it.roleName("held-confluent-role").policyArn("arn:aws:iam::aws:policy/ReadOnlyAccess"));
        }
        assertThat(engineer.post("/environments/held/retry", "").at("/state")).isEqualTo("DELETING");
        engineer.awaitGone("held");
    }

    @Test
    void aDeleteStopsAtAPolicyThatBoundsSomebodyAndSaysWhom() {
        active("bounding");
        String policy = "arn:aws:iam::123456789012:policy/bounding-confluent-tableflow-s3-permission";
        try (var iam = ourselves().iam()) {
            iam.createUser(it -> it.userName("bounded").permissionsBoundary(policy));
            engineer.delete("/environments/bounding");
            engineer.awaitState("bounding", "FAILED");

            assertThat(engineer.get("/environments/bounding/workflows").at("/items/0/problem/detail"))
                    .contains("user/bounded");
            iam.deleteUser(it -> it.userName("bounded"));
        }
        engineer.post("/environments/bounding/retry", "");
        engineer.awaitGone("bounding");
    }

    @Test
    void aDeleteThatRetainsOnlyLetsGo() {
        engineer.post("/environments", "{\"name\":\"kept\",\"deletionPolicy\":\"RETAIN\"}");
        engineer.awaitState("kept", "AWAITING_INTEGRATION");
        confluent.callBack("kept");
        engineer.awaitState("kept", "ACTIVE");
        String trust = ourselves().trust("kept-confluent-role");

        engineer.delete("/environments/kept");
        engineer.awaitGone("kept");

        assertThat(ourselves().trust("kept-confluent-role")).isEqualTo(trust);
        assertThat(ourselves().attachedPolicies("kept-confluent-role")).hasSize(2);
    }

    @Test
    void aDeleteLeavesNothingBehindThatCouldNotBeSeenYet() {
        aws().faults().on("CreateRole", "unseen-confluent-role").once(Fault.hiddenFor(Duration.ofSeconds(5)));
        engineer.post("/environments", "{\"name\":\"unseen\"}");
        Awaitility.await()
                .until(() -> aws().calls().stream()
                        .anyMatch(call -> call.operation().equals("CreateRole")
                                && call.parameters().containsValue("unseen-confluent-role")));

        engineer.delete("/environments/unseen");
        engineer.awaitGone("unseen");

        assertThat(ourselves().roles()).doesNotContain("unseen-confluent-role");
        assertThat(ourselves().policies()).noneMatch(name -> name.startsWith("unseen-"));
    }

    @Test
    void aDeleteIsNotLostWhenTheAttemptUnderWayFails() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch deleted = new CountDownLatch(1);
        aws().faults()
                .on("CreatePolicy", "failing-confluent-tableflow-connection")
                .once(Fault.before(() -> {
                    begun.countDown();
                    awaitUninterrupted(deleted);
                }));
        aws().faults()
                .on("CreatePolicy", "failing-confluent-tableflow-connection")
                .once(Fault.ACCESS_DENIED);
        engineer.post("/environments", "{\"name\":\"failing\"}");
        begun.await();

        engineer.delete("/environments/failing");
        deleted.countDown();

        awaitAsTimePasses("its end", () -> engineer.get("/environments/failing").status() == 404);
        assertThat(ourselves().roles()).doesNotContain("failing-confluent-role");
    }

    @Test
    void anAccountThatWasNeverReachedDoesNotHoldTheName() {
        engineer.post("/environments", "{\"name\":\"unconnected\",\"accountId\":\"999999999999\"}");
        Answer failed = engineer.awaitState("unconnected", "FAILED");
        assertThat(failed.text()).contains("AccountNotConnected", "tableflow.aws.provisioner-role-name");

        engineer.delete("/environments/unconnected");

        engineer.awaitGone("unconnected");
    }

    @Test
    void ifMatchGuardsADelete() {
        provisioned("guarded");
        String etag = engineer.get("/environments/guarded").header("ETag");

        Answer refused = engineer.send("DELETE", "/environments/guarded", null, Map.of("If-Match", "\"99\""));
        Answer accepted = engineer.send("DELETE", "/environments/guarded", null, Map.of("If-Match", etag));

        assertThat(refused.status()).isEqualTo(412);
        assertThat(accepted.status()).isEqualTo(202);
        engineer.awaitGone("guarded");
        provisioned("guarded");
    }

    @Test
    void whatIsOursStaysOursIfSomebodyWritesOurTagInAnotherLetterCase() {
        provisioned("retagged");
        String id = engineer.get("/environments/retagged/events").at("/items/0/environmentId");
        try (var iam = ourselves().iam()) {
            iam.tagRole(it -> it.roleName("retagged-confluent-role")
                    .tags(Tag.builder()
                            .key("Tableflow-IAM:Environment-Id")
                            .value(id)
                            .build()));
        }

        engineer.delete("/environments/retagged");
        engineer.awaitGone("retagged");

        assertThat(ourselves().roles()).doesNotContain("retagged-confluent-role");
    }

    @Test
    void aDeletionThatFailedCanLetGoWhatIsLeftInsteadButNotBeCalledOff() {
        active("laterkept");
        try (var iam = ourselves().iam()) {
            iam.attachRolePolicy(
                    it -> it.roleName("laterkept-confluent-role").policyArn("arn:aws:iam::aws:policy/ReadOnlyAccess"));
        }
        engineer.delete("/environments/laterkept");
        engineer.awaitState("laterkept", "FAILED");

        Answer refused = engineer.put("/environments/laterkept", "{\"bucket\": \"another-bucket\"}");
        Answer accepted = engineer.put("/environments/laterkept", "{\"deletionPolicy\": \"RETAIN\"}");
        awaitGoneAsTimePasses("laterkept");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.at("/detail")).contains("can't be called off", "RETAIN");
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.at("/state")).isEqualTo("DELETING");
        try (var iam = ourselves().iam()) {
            assertThat(iam.getRole(it -> it.roleName("laterkept-confluent-role"))
                            .role()
                            .tags())
                    .isEmpty();
        }
    }

    @Test
    void ourOwnPolicyAsTheBoundaryOfOurOwnRoleDoesNotStopADelete() {
        active("selfbound");
        try (var iam = ourselves().iam()) {
            iam.putRolePermissionsBoundary(it -> it.roleName("selfbound-confluent-role")
                    .permissionsBoundary(
                            "arn:aws:iam::123456789012:policy/selfbound-confluent-tableflow-s3-permission"));
        }

        Answer plan = engineer.delete("/environments/selfbound?dryRun=true");
        engineer.delete("/environments/selfbound");
        engineer.awaitGone("selfbound");

        assertThat(plan.json().path("changes").valueStream())
                .allMatch(it -> it.path("conflict").isNull());
        assertThat(ourselves().roles()).doesNotContain("selfbound-confluent-role");
        assertThat(ourselves().policies()).noneMatch(it -> it.startsWith("selfbound-"));
    }

    @Test
    void anEnvironmentWhoseAccountWasClosedIsLetGoWithoutAws() {
        active("closed");
        aws().faults().on("GetRole", "closed-confluent-role").next(1000, Fault.ACCESS_DENIED);
        engineer.delete("/environments/closed");
        engineer.awaitState("closed", "FAILED");
        int before = aws().calls().size();

        Answer plan = engineer.delete("/environments/closed?dryRun=true&abandon=true");
        Answer accepted = engineer.delete("/environments/closed?abandon=true");
        engineer.awaitGone("closed");

        assertThat(plan.status()).isEqualTo(200);
        assertThat(plan.at("/changes/0/action")).isEqualTo("NONE");
        assertThat(plan.at("/warnings/1")).contains("arn:aws:iam::851725421142:role/cspi-42o61", "still can");
        assertThat(accepted.at("/state")).isEqualTo("DELETING");
        assertThat(aws().calls().subList(before, aws().calls().size()))
                .noneMatch(
                        call -> call.parameters().values().stream().anyMatch(it -> it.contains("closed-confluent-")));
        assertThat(events("closed", "ABANDONED"))
                .containsExactly(Map.of(
                        "account", "123456789012",
                        "principal", "arn:aws:iam::851725421142:role/cspi-42o61",
                        "integration", "cspi-42o61",
                        "confluentEnvironment", "env-00000",
                        "role", "arn:aws:iam::123456789012:role/closed-confluent-role",
                        "s3-policy", "arn:aws:iam::123456789012:policy/closed-confluent-tableflow-s3-permission",
                        "glue-policy", "arn:aws:iam::123456789012:policy/closed-confluent-tableflow-connection"));
        assertThat(ourselves().roles()).contains("closed-confluent-role");
    }

    @Test
    void aDeletionThatKeepsTryingIsAbandonedAtOnceAndWhatItHasDeletedIsNotListedAsLeft() {
        provisioned("held");
        pass(UNTIL_NOTHING_CAN_APPEAR);
        aws().faults().on("DeleteRole", "held-confluent-role").next(1000, Fault.UNAVAILABLE);
        engineer.delete("/environments/held");
        Awaitility.await()
                .until(() -> engineer.get("/environments/held/workflows")
                        .at("/items/0/steps/5/lastError/code")
                        .equals("aws-unavailable"));

        engineer.delete("/environments/held?abandon=true");
        engineer.awaitGone("held");

        assertThat(events("held", "ABANDONED"))
                .containsExactly(Map.of(
                        "account", "123456789012", "role", "arn:aws:iam::123456789012:role/held-confluent-role"));
        assertThat(engineer.delete("/environments/stuck?abandon=true&force=true")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void isNotGoneWhileSomethingIsOpenThatLostItsTag() {
        active("untagged");
        String policies = "arn:aws:iam::123456789012:policy/untagged-confluent-tableflow-";
        String trust = ourselves().trust("untagged-confluent-role");
        try (var iam = ourselves().iam()) {
            iam.untagRole(it -> it.roleName("untagged-confluent-role").tagKeys("tableflow-iam:environment-id"));
            for (String policy : List.of("s3-permission", "connection")) {
                iam.untagPolicy(it -> it.policyArn(policies + policy).tagKeys("tableflow-iam:environment-id"));
            }
        }

        engineer.delete("/environments/untagged");
        awaitAsTimePasses(
                "its failure",
                () -> engineer.get("/environments/untagged").at("/state").equals("FAILED"));

        Answer workflows = engineer.get("/environments/untagged/workflows");
        assertThat(workflows.at("/items/0/problem/code")).isEqualTo("ownership-tag-missing");
        assertThat(workflows.at("/items/0/problem/detail"))
                .contains(
                        "tableflow-iam:environment-id=",
                        "only arn:aws:iam::851725421142:role/cspi-42o61 can assume it");
        assertThat(workflows.at("/items/0/problem/remedy")).contains("put the tag back", "force=true");
        assertThat(ourselves().trust("untagged-confluent-role")).isEqualTo(trust);

        engineer.delete("/environments/untagged?force=true");
        engineer.awaitGone("untagged");

        assertThat(ourselves().roles()).doesNotContain("untagged-confluent-role");
        assertThat(ourselves().policies()).noneMatch(it -> it.startsWith("untagged-"));
        assertThat(events("untagged", "TAGS_RESTORED"))
                .extracting(it -> it.get("arn"))
                .containsExactlyInAnyOrder(
                        "arn:aws:iam::123456789012:role/untagged-confluent-role",
                        policies + "s3-permission",
                        policies + "connection");
    }

    @Test
    void aForcedDeletionLeavesWhatNothingProvesToBeOursAndRecordsThat() {
        provisioned("unproven");
        String policy = "arn:aws:iam::123456789012:policy/unproven-confluent-tableflow-s3-permission";
        try (var iam = ourselves().iam()) {
            iam.untagPolicy(it -> it.policyArn(policy).tagKeys("tableflow-iam:environment-id"));
            iam.createPolicyVersion(
                    it -> it.policyArn(policy).setAsDefault(true).policyDocument(TerraformModule.s3("somebody-elses")));
        }
        Answer plan = engineer.delete("/environments/unproven?dryRun=true&force=true");

        engineer.delete("/environments/unproven?force=true");
        engineer.awaitGone("unproven");

        assertThat(plan.at("/warnings/0")).contains(policy, "leaves it as it is");
        assertThat(ourselves().policies()).contains("unproven-confluent-tableflow-s3-permission");
        assertThat(ourselves().roles()).doesNotContain("unproven-confluent-role");
        assertThat(events("unproven", "RELEASED"))
                .singleElement()
                .satisfies(it -> assertThat(it).containsEntry("arn", policy));
    }

    @Test
    void aRoleThatSomebodyHasCreatedAgainIsTheirs() {
        provisioned("remade");
        String role = "remade-confluent-role";
        try (var iam = ourselves().iam()) {
            ourselves()
                    .attachedPolicies(role)
                    .forEach(policy -> iam.detachRolePolicy(
                            it -> it.roleName(role).policyArn("arn:aws:iam::123456789012:policy/" + policy)));
            iam.deleteRole(it -> it.roleName(role));
            iam.createRole(it -> it.roleName(role).assumeRolePolicyDocument(TerraformModule.DENY_ALL));
        }

        engineer.delete("/environments/remade");
        engineer.awaitGone("remade");

        assertThat(ourselves().roles()).contains(role);
    }

    @Test
    void aTagOfAnEnvironmentThatIsGoneDoesNotDeleteTheNextOneOfThatName() {
        provisioned("twolives");
        String etag = engineer.get("/environments/twolives").header("ETag");
        engineer.delete("/environments/twolives");
        engineer.awaitGone("twolives");
        provisioned("twolives");

        Answer refused = engineer.send("DELETE", "/environments/twolives", null, Map.of("If-Match", etag));
        Answer changed = engineer.send("PUT", "/environments/twolives", "{}", Map.of("If-Match", etag));

        Answer reconciled = engineer.send("POST", "/environments/twolives/reconcile", null, Map.of("If-Match", etag));
        Answer retried = engineer.send("POST", "/environments/twolives/retry", null, Map.of("If-Match", etag));

        assertThat(refused.status()).isEqualTo(412);
        assertThat(changed.status()).isEqualTo(412);
        assertThat(reconciled.status()).isEqualTo(412);
        assertThat(retried.status()).isEqualTo(412);
        assertThat(engineer.get("/environments/twolives").at("/state")).isEqualTo("AWAITING_INTEGRATION");
        assertThat(engineer.get("/environments/twolives").header("ETag")).isNotEqualTo(etag);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
