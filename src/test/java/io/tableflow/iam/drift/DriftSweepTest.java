package io.tableflow.iam.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.localaws.RecordedCall;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.AwsUser;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.DriftScenario;
import io.tableflow.iam.testing.ExpectedTrusts;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.SettableClock;
import io.tableflow.iam.testing.SettableTime;
import io.tableflow.iam.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Role;

/**
 * Changes by others are found by sweeping the account, reported, and reconciled if the environment owns what was
 * changed.
 */
class DriftSweepTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Set<DriftScenario> CRITICAL =
            EnumSet.of(DriftScenario.TRUST_OPENED, DriftScenario.NEW_VERSION, DriftScenario.OLD_VERSION_DELETED);
    private static final LocalAws AWS = LocalAws.start();
    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final Node NODE = started();

    private final ApiClient engineer = new ApiClient(NODE.uri());
    private final ConfluentPipeline confluent = new ConfluentPipeline(engineer, NODE.bean(SettableClock.class));

    /** A role and its policies come on different pages. */
    private static Node started() {
        AWS.largestPage(4);
        return Node.start(
                DATABASE, AWS, List.of(SettableTime.class), SettableTime.NO_HEARTBEATS, "tableflow.drift.interval=1s");
    }

    @AfterEach
    void noTrustWasEverWide() {
        AWS.faults().clear();
        ExpectedTrusts.assertNeverWide(AWS);
    }

    @AfterAll
    static void stop() {
        NODE.close();
        AWS.close();
    }

    @ParameterizedTest
    @EnumSource
    void isFoundNamedAndPutRightIfItIsOurs(DriftScenario mischief) {
        String name = mischief.name().toLowerCase(Locale.ROOT).replace('_', '-');
        active(name);
        int before = AWS.calls().size();
        happens(mischief, name);

        boolean repaired = !mischief.writes().isEmpty();
        awaitInSync(
                name,
                repaired ? "True" : "False",
                () -> repaired
                        ? events(name, "REPAIRED").size() == 1
                        : events(name, "DRIFT_FOUND").size() == 1);

        assertThat(kindsFound(name)).isEqualTo(mischief.kinds());
        assertThat(String.join(" ", writes(name, before))).isEqualTo(mischief.writes());
        assertThat(events(name, "DRIFT_FOUND"))
                .hasSize(1)
                .allSatisfy(details ->
                        assertThat(details).contains("\"critical\": \"" + CRITICAL.contains(mischief) + "\""));
        Answer drift = engineer.get("/environments/" + name + "/drift");
        assertThat(drift.json().at("/inSync").asBoolean()).isEqualTo(repaired);
    }

    @Test
    void whatIsIntactIsSaidToBeInSyncWithoutBeingWrittenTo() {
        active("intact");
        String revision = engineer.get("/environments/intact").at("/revision");

        awaitInSync("intact", "True", () -> true);

        Answer drift = engineer.get("/environments/intact/drift");
        assertThat(drift.json().at("/inSync").asBoolean()).isTrue();
        Instant first = Instant.parse(drift.at("/checkedAt"));
        NODE.awaitAsTimePasses(
                "the next sweep",
                () -> Instant.parse(engineer.get("/environments/intact/drift").at("/checkedAt"))
                        .isAfter(first));
        assertThat(engineer.get("/environments/intact").at("/revision")).isEqualTo(revision);
        assertThat(writes("intact", 0)).hasSize(6);
        assertThat(DATABASE.client()
                        .sql("select count(*) from drift d join environment e on e.id = d.environment_id where name"
                                + " = ?")
                        .param("intact")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    /** The Terraform module had a difference in every plan. */
    @Test
    void theSameInOtherWordsIsNoDrift() {
        active("words");
        try (IamClient iam = ourselves().iam()) {
            iam.updateAssumeRolePolicy(it -> it.roleName("words-confluent-role")
                    .policyDocument("""
                        {"Statement": [
                          {"Action": ["sts:TagSession"], "Principal": {"AWS": ["%1$s"]}, "Effect": "Allow"},
                          {"Condition": {"StringEquals": {"sts:ExternalId": ["%2$s"]}},
                           "Action": ["sts:AssumeRole"], "Principal": {"AWS": "%1$s"}, "Effect": "Allow"}],
                         "Version": "2012-10-17"}\
                        """.formatted(ConfluentPipeline.PRINCIPAL, ConfluentPipeline.EXTERNAL_ID)));
        }
        int before = AWS.calls().size();

        awaitSweeps(3);

        assertThat(inSync("words")).isEqualTo("True");
        assertThat(events("words", "DRIFT_FOUND")).isEmpty();
        assertThat(callsNaming("words", before)).isEmpty();
    }

    @Test
    void aTrustThatLetsOthersInIsShutAlsoWhereTheEnvironmentHasFailed() {
        active("stuck");
        AWS.faults().on("UpdateRole", "stuck-confluent-role").always(Fault.ACCESS_DENIED);
        engineer.put("/environments/stuck", "{\"maxSessionDurationSeconds\": 7200}");
        engineer.awaitState("stuck", "FAILED");
        happens(DriftScenario.TRUST_OPENED, "stuck");

        NODE.awaitAsTimePasses(
                "the trust being shut",
                () -> ExpectedTrusts.exactly(ConfluentPipeline.PRINCIPAL, ConfluentPipeline.EXTERNAL_ID)
                        .equals(ExpectedTrusts.parse(ourselves().trust("stuck-confluent-role"))));
        engineer.awaitState("stuck", "FAILED");
        assertThat(events("stuck", "DRIFT_FOUND").getLast()).contains("\"critical\": \"true\"");
    }

    @Test
    void aPolicyThatAllowsMoreIsPutRightAlsoWhereTheEnvironmentHasFailed() {
        active("widened");
        AWS.faults().on("UpdateRole", "widened-confluent-role").always(Fault.ACCESS_DENIED);
        engineer.put("/environments/widened", "{\"maxSessionDurationSeconds\": 7200}");
        engineer.awaitState("widened", "FAILED");
        happens(DriftScenario.NEW_VERSION, "widened");

        NODE.awaitAsTimePasses("the policy being put right", () -> isInForce("widened", "v1"));
    }

    @Test
    void whatCannotBePutRightWhereTheEnvironmentHasFailedIsTriedLessAndLessOften() {
        active("hopeless");
        String policy = "arn:aws:iam::" + Node.ACCOUNT + ":policy/hopeless-confluent-tableflow-s3-permission";
        AWS.faults().on("UpdateRole", "hopeless-confluent-role").always(Fault.ACCESS_DENIED);
        AWS.faults().on("SetDefaultPolicyVersion", policy).always(Fault.ACCESS_DENIED);
        engineer.put("/environments/hopeless", "{\"maxSessionDurationSeconds\": 7200}");
        engineer.awaitState("hopeless", "FAILED");
        long before = updates("hopeless");
        happens(DriftScenario.NEW_VERSION, "hopeless");

        NODE.awaitAsTimePasses("three attempts", () -> updates("hopeless") == before + 3);
        engineer.awaitState("hopeless", "FAILED");
        awaitSweeps(1);
        int calls = AWS.calls().size();
        awaitSweeps(2);
        assertThat(updates("hopeless")).isEqualTo(before + 3);
        assertThat(AWS.calls().stream().skip(calls))
                .as("calls about it")
                .noneMatch(call -> call.parameters().containsValue(policy));

        happens(DriftScenario.TRUST_OPENED, "hopeless");
        NODE.awaitAsTimePasses(
                "the trust being shut",
                () -> ExpectedTrusts.exactly(ConfluentPipeline.PRINCIPAL, ConfluentPipeline.EXTERNAL_ID)
                        .equals(ExpectedTrusts.parse(ourselves().trust("hopeless-confluent-role"))));
        engineer.awaitState("hopeless", "FAILED");
        long afterwards = updates("hopeless");
        NODE.bean(SettableClock.class).pass(Duration.ofMinutes(31));
        NODE.awaitAsTimePasses("another attempt", () -> updates("hopeless") > afterwards);
        assertThat(conditions("hopeless")).doesNotContain("Contested");
    }

    private long updates(String name) {
        return engineer.get("/environments/" + name + "/workflows")
                .json()
                .at("/items")
                .valueStream()
                .filter(it -> it.at("/kind").asString().equals("UPDATE"))
                .count();
    }

    @Test
    void whatCanBePutRightIsAlsoIfSomethingElseCannot() {
        active("half");
        AWS.faults().on("DeleteRolePermissionsBoundary", "half-confluent-role").always(Fault.ACCESS_DENIED);
        AWS.faults().on("TagPolicy", "half-confluent-tableflow-s3-permission").always(Fault.ACCESS_DENIED);
        try (IamClient iam = ourselves().iam()) {
            iam.untagPolicy(it -> it.policyArn(
                            "arn:aws:iam::" + Node.ACCOUNT + ":policy/half-confluent-tableflow-s3-permission")
                    .tagKeys("managed-by"));
            iam.detachRolePolicy(it -> it.roleName("half-confluent-role")
                    .policyArn("arn:aws:iam::" + Node.ACCOUNT + ":policy/half-confluent-tableflow-connection"));
        }
        happens(DriftScenario.BOUNDARY_PUT, "half");
        happens(DriftScenario.SESSION_SHORTENED, "half");
        happens(DriftScenario.TAG_REMOVED, "half");
        happens(DriftScenario.NEW_VERSION, "half");

        NODE.awaitAsTimePasses(
                "what can be put right",
                () -> engineer.get("/environments/half").at("/state").equals("FAILED") && isInForce("half", "v1"));

        assertThat(ourselves().attachedPolicies("half-confluent-role")).hasSize(2);
        try (IamClient iam = ourselves().iam()) {
            Role role = iam.getRole(it -> it.roleName("half-confluent-role")).role();
            assertThat(role.tags()).anyMatch(tag -> tag.key().equals("managed-by"));
            assertThat(role.maxSessionDuration()).isEqualTo(3600);
        }
    }

    private static boolean isInForce(String name, String version) {
        try (IamClient iam = ourselves().iam()) {
            return iam.getPolicy(it -> it.policyArn(
                            "arn:aws:iam::" + Node.ACCOUNT + ":policy/" + name + "-confluent-tableflow-s3-permission"))
                    .policy()
                    .defaultVersionId()
                    .equals(version);
        }
    }

    @Test
    void anAccountThatCannotBeLookedAtIsNotSaidToBeInSync() {
        active("unseen");
        awaitInSync("unseen", "True", () -> true);
        AWS.faults().on("GetAccountAuthorizationDetails").always(Fault.ACCESS_DENIED);

        awaitInSync("unseen", "Unknown", () -> true);

        assertThat(engineer.get("/environments/unseen").text()).contains("NotCompared", "AccessDenied");
        AWS.faults().clear();
        awaitInSync("unseen", "True", () -> true);
    }

    @Test
    void aPageThatFailsForAPassingReasonIsAskedForAgain() {
        active("patient");
        AWS.faults().on("GetAccountAuthorizationDetails").once(Fault.THROTTLE);

        awaitInSync("patient", "True", () -> true);
    }

    @Test
    void whoMayNotListRolesStillHasTheRestCompared() {
        active("unlisted");
        AWS.faults().on("ListRoles").always(Fault.ACCESS_DENIED);
        happens(DriftScenario.POLICY_DETACHED, "unlisted");

        awaitInSync("unlisted", "True", () -> events("unlisted", "REPAIRED").size() == 1);
    }

    @Test
    void whatIsForeignIsReportedOnceAndGoneWhenItsOwnerTakesItAway() {
        active("guest");
        happens(DriftScenario.FOREIGN_POLICY, "guest");
        awaitInSync("guest", "False", () -> true);
        awaitSweeps(2);
        assertThat(events("guest", "DRIFT_FOUND")).hasSize(1);
        assertThat(ourselves().attachedPolicies("guest-confluent-role")).hasSize(3);

        try (IamClient iam = ourselves().iam()) {
            iam.detachRolePolicy(
                    it -> it.roleName("guest-confluent-role").policyArn("arn:aws:iam::aws:policy/ReadOnlyAccess"));
        }

        awaitInSync("guest", "True", () -> true);
        assertThat(engineer.get("/environments/guest/drift").json().at("/differences"))
                .isEmpty();
    }

    @Test
    void whatSomebodyUndoesAgainAndAgainIsContestedSaidOnceAndRepairedLessOften() {
        active("contested");
        for (int times = 1; times <= 3; times++) {
            assertThat(conditions("contested")).doesNotContain("Contested");
            happens(DriftScenario.POLICY_DETACHED, "contested");
            awaitBothAttached("contested");
        }
        NODE.awaitAsTimePasses("contested", () -> conditions("contested").contains("Contested"));
        int found = events("contested", "DRIFT_FOUND").size();

        happens(DriftScenario.POLICY_DETACHED, "contested");
        awaitInSync("contested", "False", () -> true);
        awaitSweeps(2);
        assertThat(ourselves().attachedPolicies("contested-confluent-role")).hasSize(1);
        NODE.bean(SettableClock.class).pass(Duration.ofMinutes(6));
        awaitBothAttached("contested");

        assertThat(events("contested", "DRIFT_CONTESTED")).hasSize(1);
        assertThat(events("contested", "DRIFT_FOUND")).hasSize(found);
        NODE.bean(SettableClock.class).pass(Duration.ofMinutes(61));
        assertThat(conditions("contested")).doesNotContain("Contested");
    }

    private void awaitBothAttached(String name) {
        awaitInSync(
                name,
                "True",
                () -> ourselves().attachedPolicies(name + "-confluent-role").size() == 2);
    }

    private String conditions(String name) {
        return engineer.get("/environments/" + name).json().at("/conditions").toString();
    }

    @Test
    void withoutRepairEverythingIsOnlyReported() {
        try (LocalAws aws = LocalAws.start();
                Node watching = Node.start(
                        TestDatabase.create(), aws, "tableflow.drift.interval=1s", "tableflow.drift.repair=false")) {
            ApiClient client = new ApiClient(watching.uri());
            client.post("/environments", "{\"name\": \"watched\"}");
            client.awaitState("watched", "AWAITING_INTEGRATION");
            try (IamClient iam = AwsUser.ofAccount(aws.endpoint(), Node.ACCOUNT).iam()) {
                DriftScenario.TRUST_OPENED.happen(iam, "watched");
            }

            Answer drift = Awaitility.await("the drift being reported")
                    .atMost(PATIENCE)
                    .until(
                            () -> client.get("/environments/watched/drift"),
                            it -> it.at("/inSync").equals("false"));

            assertThat(drift.at("/differences/0/kind")).isEqualTo("TRUST_CHANGED");
            assertThat(drift.at("/differences/0/critical")).isEqualTo("true");
            assertThat(client.get("/environments/watched/workflows").json().at("/items"))
                    .hasSize(1);
        }
    }

    private void active(String name) {
        engineer.post("/environments", "{\"name\":\"" + name + "\"}");
        engineer.awaitState(name, "AWAITING_INTEGRATION");
        confluent.callBack(name);
        engineer.awaitState(name, "ACTIVE");
    }

    private static void happens(DriftScenario mischief, String name) {
        try (IamClient iam = ourselves().iam()) {
            mischief.happen(iam, name);
        }
    }

    private static AwsUser ourselves() {
        return AwsUser.ofAccount(AWS.endpoint(), Node.ACCOUNT);
    }

    private void awaitInSync(String name, String status, Callable<Boolean> more) {
        NODE.awaitAsTimePasses(
                name + " being in sync: " + status,
                () -> inSync(name).equals(status)
                        && List.of("ACTIVE", "AWAITING_INTEGRATION")
                                .contains(engineer.get("/environments/" + name).at("/state"))
                        && more.call());
    }

    private String inSync(String name) {
        return engineer.get("/environments/" + name).conditionStatus("InSync");
    }

    private static void awaitSweeps(int more) {
        for (int i = 0; i < more; i++) {
            Instant last = lastSweep();
            NODE.awaitAsTimePasses("a sweep", () -> lastSweep().isAfter(last));
        }
    }

    private static Instant lastSweep() {
        return DATABASE.client()
                .sql("select coalesce(max(finished_at), 'epoch') from drift_sweep")
                .query(Instant.class)
                .single();
    }

    private static List<@Nullable String> events(String name, String type) {
        return DATABASE.client()
                .sql("select details::jsonb::text from audit_event where environment = ? and type = ? order by id")
                .params(name, type)
                .query(String.class)
                .list();
    }

    private static String kindsFound(String name) {
        return String.join(
                " ",
                events(name, "DRIFT_FOUND").stream()
                        .flatMap(it -> Pattern.compile("\\b[A-Z]+(_[A-Z]+)+\\b")
                                .matcher(it)
                                .results())
                        .map(MatchResult::group)
                        .distinct()
                        .toList());
    }

    private static List<String> writes(String name, int since) {
        return callsNaming(name, since).stream()
                .filter(RecordedCall::mutating)
                .map(RecordedCall::operation)
                .toList();
    }

    private static List<RecordedCall> callsNaming(String name, int since) {
        return AWS.calls().subList(since, AWS.calls().size()).stream()
                .filter(call -> call.userAgent().contains("tableflow-iam"))
                .filter(call -> call.parameters().values().stream().anyMatch(it -> it.contains(name + "-confluent-")))
                .toList();
    }
}
