package io.tableflow.iam.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.localaws.RecordedCall;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.ServiceTest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.Tag;

/** What others attached stops a deletion, unless it is forced: then it is detached, and each detachment is recorded. */
class ForcedDeletionTest extends ServiceTest {

    private static final String READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    private static final String TRUST = """
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";
    private static final String INLINE = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sqs:*","Resource":"*"}]}""";

    @AutoClose
    private final IamClient others = ourselves().iam();

    @Test
    void aForcedDeleteTakesOffWhatOthersAttachedAndRecordsEach() {
        active("forced");
        othersAttach("forced");

        Answer accepted = engineer.delete("/environments/forced?force=true");
        engineer.awaitGone("forced");

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(ourselves().roles()).contains("forced-worker").doesNotContain("forced-confluent-role");
        assertThat(ourselves().policies()).noneMatch(name -> name.startsWith("forced-"));
        assertThat(ourselves().attachedPolicies("forced-worker")).containsExactly("ReadOnlyAccess");
        others.deleteInstanceProfile(onlyIfEmpty -> onlyIfEmpty.instanceProfileName("forced-web"));
        assertThat(events("forced", "FOREIGN_DETACHED"))
                .containsExactlyInAnyOrder(
                        detached("USER_POLICY", "policy " + s3Policy("forced"), "user forced-bob"),
                        detached("GROUP_POLICY", "policy " + s3Policy("forced"), "group forced-crew"),
                        detached("ROLE_POLICY", "policy " + s3Policy("forced"), "role forced-worker"),
                        detached("ROLE_POLICY", "policy " + READ_ONLY, "role forced-confluent-role"),
                        detached("INSTANCE_PROFILE", "role forced-confluent-role", "instance profile forced-web"),
                        Map.of(
                                "kind", "INLINE_POLICY",
                                "detached", "inline policy queues",
                                "from", "role forced-confluent-role",
                                "document", INLINE));
        assertThat(events("forced", "DELETION_REQUESTED"))
                .singleElement()
                .satisfies(details -> assertThat(details).containsEntry("force", "true"));
    }

    @Test
    void accessIsTakenAwayBeforeAnythingElseIs() {
        active("shutfirst");
        othersAttach("shutfirst");
        int before = aws().calls().size();

        engineer.delete("/environments/shutfirst?force");
        engineer.awaitGone("shutfirst");

        assertThat(aws().calls().stream()
                        .skip(before)
                        .filter(call -> call.mutating() && call.userAgent().contains("tableflow-iam"))
                        .map(RecordedCall::operation))
                .startsWith("UpdateAssumeRolePolicy")
                .endsWith("DeleteRole");
    }

    @Test
    void withoutForceItStopsWithAListThatSaysThatThereIsForceAndTheNameIsFreeAfterIt() {
        active("stopped");
        othersAttach("stopped");

        engineer.delete("/environments/stopped");
        engineer.awaitState("stopped", "FAILED");
        Answer workflows = engineer.get("/environments/stopped/workflows");

        assertThat(workflows.at("/items/0/problem/code")).isEqualTo("foreign-attachments");
        assertThat(workflows.at("/items/0/problem/detail"))
                .contains("user stopped-bob", "group stopped-crew", "role stopped-worker");
        assertThat(workflows.at("/items/0/problem/remedy")).contains("?force=true");
        assertThat(ourselves().attachedPolicies("stopped-worker")).hasSize(2);
        assertThat(events("stopped", "FOREIGN_DETACHED")).isEmpty();

        assertThat(engineer.delete("/environments/stopped?force=true").at("/state"))
                .isEqualTo("DELETING");
        awaitGoneAsTimePasses("stopped");
        assertThat(events("stopped", "FOREIGN_DETACHED")).hasSize(6);

        provisioned("stopped");
        assertThat(ourselves().attachedPolicies("stopped-confluent-role")).hasSize(2);
    }

    @Test
    void theRolesOwnListNamesAllThreeKinds() {
        active("listed");
        othersAttachToTheRole("listed");

        engineer.delete("/environments/listed");
        engineer.awaitState("listed", "FAILED");

        Answer workflows = engineer.get("/environments/listed/workflows");
        assertThat(workflows.at("/items/0/problem/detail"))
                .contains("policy " + READ_ONLY, "inline policy queues", "instance profile listed-web");
        assertThat(workflows.at("/items/0/problem/remedy")).contains("?force=true");
    }

    @Test
    void forceTakesEffectOnADeletionThatIsUnderWay() throws InterruptedException {
        CountDownLatch looking = new CountDownLatch(1);
        CountDownLatch forced = new CountDownLatch(1);
        active("underway");
        othersAttachToTheRole("underway");
        aws().faults().on("ListRolePolicies", "underway-confluent-role").once(Fault.before(() -> {
            looking.countDown();
            awaitUninterrupted(forced);
        }));
        engineer.delete("/environments/underway");
        looking.await();

        Answer accepted = engineer.delete("/environments/underway?force=true");
        forced.countDown();

        assertThat(accepted.status()).isEqualTo(202);
        engineer.awaitGone("underway");
        assertThat(events("underway", "FOREIGN_DETACHED")).hasSize(3);
        assertThat(events("underway", "FAILED")).isEmpty();
    }

    @Test
    void lostAnswersTellNothingTwiceAndLoseNoDocument() {
        active("toldonce");
        othersAttach("toldonce");
        for (String operation : List.of("DetachRolePolicy", "DeleteRolePolicy", "RemoveRoleFromInstanceProfile")) {
            aws().faults().on(operation, "toldonce-confluent-role").next(2, Fault.LOSE_ANSWER);
        }

        engineer.delete("/environments/toldonce?force=true");
        engineer.awaitGone("toldonce");

        assertThat(events("toldonce", "FOREIGN_DETACHED")).hasSize(6).doesNotHaveDuplicates();
        assertThat(events("toldonce", "FOREIGN_DETACHED"))
                .anySatisfy(details -> assertThat(details).containsEntry("document", INLINE));
    }

    @Test
    void aPolicyThatBoundsSomebodyIsNotTakenAwayByForceEither() {
        active("bounds");
        others.createUser(it -> it.userName("bounds-user").permissionsBoundary(s3Policy("bounds")));

        engineer.delete("/environments/bounds?force=true");
        engineer.awaitState("bounds", "FAILED");

        Answer workflows = engineer.get("/environments/bounds/workflows");
        assertThat(workflows.at("/items/0/problem/code")).isEqualTo("policy-is-a-boundary");
        assertThat(workflows.at("/items/0/problem/detail")).contains("user/bounds-user");
        others.deleteUser(it -> it.userName("bounds-user"));
        engineer.post("/environments/bounds/retry", "");
        engineer.awaitGone("bounds");
    }

    @Test
    void aStrangersRoleInThePlaceOfOursLosesOurPolicyAndNothingElse() {
        active("supplanted");
        String role = "supplanted-confluent-role";
        ourselves()
                .attachedPolicies(role)
                .forEach(name -> others.detachRolePolicy(
                        it -> it.roleName(role).policyArn("arn:aws:iam::123456789012:policy/" + name)));
        others.deleteRole(it -> it.roleName(role));
        others.createRole(it -> it.roleName(role).assumeRolePolicyDocument(TRUST));
        others.attachRolePolicy(it -> it.roleName(role).policyArn(READ_ONLY));
        others.attachRolePolicy(it -> it.roleName(role).policyArn(s3Policy("supplanted")));

        engineer.delete("/environments/supplanted");
        awaitStateAsTimePasses("supplanted", "FAILED");
        assertThat(engineer.get("/environments/supplanted/workflows").at("/items/0/problem/detail"))
                .contains("role " + role);
        engineer.delete("/environments/supplanted?force=true");
        awaitGoneAsTimePasses("supplanted");

        assertThat(ourselves().attachedPolicies(role)).containsExactly("ReadOnlyAccess");
        assertThat(ourselves().trust(role)).isEqualToIgnoringWhitespace(TRUST);
    }

    @Test
    void aDeleteThatRetainsIsHeldByNothingAndTakesOnlyOurTagsAway() {
        engineer.post("/environments", """
                {"name": "letgo", "deletionPolicy": "RETAIN", "tags": {"team": "streaming"}}""");
        engineer.awaitState("letgo", "AWAITING_INTEGRATION");
        confluent.callBack("letgo");
        engineer.awaitState("letgo", "ACTIVE");
        othersAttach("letgo");
        others.createUser(it -> it.userName("letgo-bounded").permissionsBoundary(s3Policy("letgo")));
        String trust = ourselves().trust("letgo-confluent-role");
        int before = aws().calls().size();

        engineer.delete("/environments/letgo?force=true");
        engineer.awaitGone("letgo");

        assertThat(aws().calls().stream()
                        .skip(before)
                        .filter(call -> call.mutating() && call.userAgent().contains("tableflow-iam"))
                        .map(RecordedCall::operation))
                .containsExactly("UntagPolicy", "UntagPolicy", "UntagRole");
        assertThat(ourselves().trust("letgo-confluent-role")).isEqualTo(trust);
        assertThat(ourselves().attachedPolicies("letgo-confluent-role")).hasSize(3);
        assertThat(tags("letgo"))
                .allSatisfy(tags -> assertThat(tags).extracting(Tag::key).containsExactly("team"));
        assertThat(events("letgo", "FOREIGN_DETACHED")).isEmpty();
    }

    @Test
    void refusesAForceThatIsNeitherTrueNorFalse() {
        Answer refused = engineer.delete("/environments/any?force=maybe");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.at("/errors/0/field")).isEqualTo("force");
    }

    private void othersAttach(String environment) {
        othersAttachToTheRole(environment);
        String policy = s3Policy(environment);
        others.createUser(it -> it.userName(environment + "-bob"));
        others.attachUserPolicy(it -> it.userName(environment + "-bob").policyArn(policy));
        others.createGroup(it -> it.groupName(environment + "-crew"));
        others.attachGroupPolicy(it -> it.groupName(environment + "-crew").policyArn(policy));
        others.createRole(it -> it.roleName(environment + "-worker").assumeRolePolicyDocument(TRUST));
        others.attachRolePolicy(it -> it.roleName(environment + "-worker").policyArn(policy));
        others.attachRolePolicy(it -> it.roleName(environment + "-worker").policyArn(READ_ONLY));
    }

    private void othersAttachToTheRole(String environment) {
        String role = environment + "-confluent-role";
        others.attachRolePolicy(it -> it.roleName(role).policyArn(READ_ONLY));
        others.putRolePolicy(it -> it.roleName(role).policyName("queues").policyDocument(INLINE));
        others.createInstanceProfile(it -> it.instanceProfileName(environment + "-web"));
        others.addRoleToInstanceProfile(
                it -> it.instanceProfileName(environment + "-web").roleName(role));
    }

    private List<List<Tag>> tags(String environment) {
        return Stream.concat(
                        Stream.of(others.getRole(it -> it.roleName(environment + "-confluent-role"))
                                .role()
                                .tags()),
                        others
                                .listAttachedRolePolicies(it -> it.roleName(environment + "-confluent-role"))
                                .attachedPolicies()
                                .stream()
                                .map(AttachedPolicy::policyArn)
                                .filter(arn -> !arn.equals(READ_ONLY))
                                .map(arn -> others.getPolicy(it -> it.policyArn(arn))
                                        .policy()
                                        .tags()))
                .toList();
    }

    private static Map<String, String> detached(String kind, String what, String from) {
        return Map.of("kind", kind, "detached", what, "from", from);
    }

    private static String s3Policy(String environment) {
        return "arn:aws:iam::123456789012:policy/" + environment + "-confluent-tableflow-s3-permission";
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
