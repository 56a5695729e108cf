package io.tableflow.iam.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.localaws.RecordedCall;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.AwsUser;
import io.tableflow.iam.testing.DriftScenario;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.SettableClock;
import io.tableflow.iam.testing.SettableTime;
import io.tableflow.iam.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.iam.IamClient;

/** Each account, and each environment of it, is swept for itself; and what is known costs nothing again. */
class SweepOfAccountsTest {

    private static final List<String> WATCHED =
            List.of("environment", "drift", "audit_event", "workflow", "policy_revision");

    private final LocalAws aws = LocalAws.start();
    private final TestDatabase database = TestDatabase.create();
    private Node node;
    private ApiClient engineer;

    @BeforeEach
    void start() {
        start("10s");
    }

    private void start(String accountTimeout, String... settings) {
        node = Node.start(
                database,
                aws,
                List.of(SettableTime.class),
                Stream.concat(
                                Stream.of(
                                        SettableTime.NO_HEARTBEATS,
                                        "tableflow.aws.provisioner-role-name=provisioner",
                                        "tableflow.aws.call-timeout=2s",
                                        "tableflow.drift.concurrency=3",
                                        "tableflow.drift.account-timeout=" + accountTimeout,
                                        "tableflow.drift.stale-after=25h"),
                                Stream.of(settings))
                        .toArray(String[]::new));
        engineer = new ApiClient(node.uri());
    }

    @AfterEach
    void stop() {
        node.close();
        aws.close();
    }

    @Test
    void anAccountWhoseSweepFailsUnexpectedlyDoesNotStopTheOthers() {
        provisioned("fine");
        for (String broken : List.of("0", "zzz")) {
            copied("fine", "broken-" + broken, broken);
        }

        sweep();

        assertThat(inSync("fine")).isEqualTo("True");
        assertThat(database.client()
                        .sql("select failure from drift_sweep where account_id = 'zzz'")
                        .query(String.class)
                        .single())
                .contains("IllegalArgumentException");
        assertThat(sweeps("zzz", "failed")).isOne();
        assertThat(sweeps("zzz", "finished")).isZero();
        assertThat(sweeps(Node.ACCOUNT, "finished")).isPositive();
    }

    @Test
    void anEnvironmentThatCannotBeComparedDoesNotHideTheOthers() {
        provisioned("a-locked");
        provisioned("b-drifted");
        aws.faults().on("GetRole", "a-locked-confluent-role").always(Fault.ACCESS_DENIED);
        happens(DriftScenario.POLICY_DETACHED, "a-locked");
        happens(DriftScenario.POLICY_DETACHED, "b-drifted");

        sweep();

        assertThat(inSync("a-locked")).isEqualTo("Unknown");
        assertThat(text("a-locked")).contains("NotCompared", "AccessDenied");
        awaitRepaired("b-drifted");
        sweep();
        assertThat(inSync("a-locked")).as("still").isEqualTo("Unknown");
        aws.faults().clear();
        sweep();
        awaitRepaired("a-locked");
    }

    @Test
    void anOldComparisonDoesNotSayThatAnEnvironmentIsInSync() {
        provisioned("old");
        sweep();
        assertThat(inSync("old")).isEqualTo("True");

        node.bean(SettableClock.class).ahead(Duration.ofHours(26));

        assertThat(inSync("old")).isEqualTo("Unknown");
        assertThat(text("old")).contains("NotCompared");
        sweep();
        assertThat(inSync("old")).isEqualTo("True");
    }

    @Test
    void anAccountThatTakesTooLongIsNotSaidToBeInSync() {
        provisioned("slow");
        node.close();
        start("1s");
        aws.largestPage(1);
        aws.faults().on("GetAccountAuthorizationDetails").always(Fault.delay(Duration.ofMillis(1100)));

        sweep();

        assertThat(inSync("slow")).isEqualTo("Unknown");
        assertThat(text("slow")).contains("longer than PT1S");
    }

    @Test
    void accountsAreSweptAtTheSameTimeButNotMoreThanIsSet() {
        provisioned("model");
        for (int i = 0; i < 5; i++) {
            copied("model", "copy-" + i, "22222222222" + i);
        }
        ThreeAtOnce listing = new ThreeAtOnce();
        aws.faults().on("ListRoles").always(Fault.before(listing::await));

        sweep();

        assertThat(listing.most.get()).isEqualTo(3);
        assertThat(database.client()
                        .sql("select count(*) from drift_sweep where finished_at is not null")
                        .query(Integer.class)
                        .single())
                .isEqualTo(6);
    }

    @Test
    void whatBelongsToOthersIsReadOnceAndCostsNoCallAndNoRowFromThenOn() {
        for (DriftScenario foreign : List.of(
                DriftScenario.FOREIGN_POLICY,
                DriftScenario.INLINE_POLICY,
                DriftScenario.INSTANCE_PROFILE,
                DriftScenario.ID_REMOVED)) {
            String name = nameOf(foreign);
            provisioned(name);
            happens(foreign, name);
        }
        sweep();
        Instant first = checkedAt(nameOf(DriftScenario.FOREIGN_POLICY));
        String rows = rows();
        int before = aws.calls().size();

        sweep();

        assertThat(aws.calls().subList(before, aws.calls().size()))
                .extracting(RecordedCall::operation)
                .containsExactly("ListRoles", "GetAccountAuthorizationDetails");
        assertThat(rows()).isEqualTo(rows);
        for (DriftScenario foreign : List.of(DriftScenario.FOREIGN_POLICY, DriftScenario.ID_REMOVED)) {
            assertThat(inSync(nameOf(foreign))).isEqualTo("False");
        }
        assertThat(checkedAt(nameOf(DriftScenario.FOREIGN_POLICY))).isAfter(first);
        assertThat(database.client()
                        .sql("select environments, drifted from drift_sweep")
                        .query()
                        .singleRow())
                .containsEntry("environments", 4)
                .containsEntry("drifted", 4);
    }

    /** Older permissions do not have the operation, nor do some emulators; its pages have what it would tell. */
    @ParameterizedTest
    @CsvSource({"403, AccessDenied", "400, InvalidAction", "501, InternalFailure", "500, ''"})
    void whereInstanceProfilesOfOneRoleAreNotToldWhatASweepHasFoundIsAsItWas(int status, String code) {
        provisioned("profiled");
        aws.faults().on("ListInstanceProfilesForRole").always(Fault.error(status, code, "not for you"));
        happens(DriftScenario.INSTANCE_PROFILE, "profiled");
        sweep();
        assertThat(drift("profiled")).containsExactly("INSTANCE_PROFILE_ADDED profiled-web");

        reconcile("profiled");
        assertThat(drift("profiled"))
                .as("after a comparison that could not read them")
                .hasSize(1);
        engineer.put("/environments/profiled", "{\"maxSessionDurationSeconds\": 7200}");
        engineer.awaitState("profiled", "AWAITING_INTEGRATION");
        assertThat(drift("profiled"))
                .as("after an update that could not read them")
                .hasSize(1);
        assertThat(inSync("profiled")).isEqualTo("False");
        String rows = rows();
        int before = aws.calls().size();
        sweep();
        assertThat(aws.calls().subList(before, aws.calls().size()))
                .extracting(RecordedCall::operation)
                .containsExactly("ListRoles", "GetAccountAuthorizationDetails");
        assertThat(rows()).isEqualTo(rows);

        try (IamClient iam = iam()) {
            iam.removeRoleFromInstanceProfile(
                    it -> it.instanceProfileName("profiled-web").roleName("profiled-confluent-role"));
        }
        sweep();
        assertThat(drift("profiled")).isEmpty();
        assertThat(inSync("profiled")).isEqualTo("True");
        assertThat(found("profiled")).as("events").isOne();
    }

    @Test
    void anInstanceProfileThatAReconcileHasFoundIsStillThereForTheSweep() {
        provisioned("compared");
        happens(DriftScenario.INSTANCE_PROFILE, "compared");
        reconcile("compared");
        assertThat(drift("compared")).containsExactly("INSTANCE_PROFILE_ADDED compared-web");
        String rows = rows();

        sweep();

        assertThat(drift("compared")).hasSize(1);
        assertThat(rows()).isEqualTo(rows);
        assertThat(found("compared")).as("events").isOne();
    }

    private void reconcile(String name) {
        engineer.post("/environments/" + name + "/reconcile", "");
        engineer.awaitState(name, "AWAITING_INTEGRATION");
    }

    private List<String> drift(String name) {
        return engineer.get("/environments/" + name + "/drift")
                .json()
                .at("/differences")
                .valueStream()
                .map(it -> it.at("/kind").asString() + " " + it.at("/actual").asString())
                .toList();
    }

    private int found(String name) {
        return database.client()
                .sql("select count(*) from audit_event where environment = ? and type = 'DRIFT_FOUND'")
                .param(name)
                .query(Integer.class)
                .single();
    }

    @Test
    void aPolicyThatSomebodyElseHasTaggedIsReadAgainOnceAnHour() {
        provisioned("tagged");
        try (IamClient iam = iam()) {
            iam.untagPolicy(it -> it.policyArn(
                            "arn:aws:iam::" + Node.ACCOUNT + ":policy/tagged-confluent-tableflow-s3-permission")
                    .tagKeys("tableflow-iam:environment-id"));
        }
        engineer.post("/environments/tagged/reconcile", "");
        engineer.awaitState("tagged", "AWAITING_INTEGRATION");
        assertThat(inSync("tagged")).isEqualTo("False");
        String rows = rows();
        int before = aws.calls().size();
        node.bean(SettableClock.class).ahead(Duration.ofMinutes(50));
        sweep();
        assertThat(aws.calls().subList(before, aws.calls().size())).hasSize(2);
        assertThat(rows()).isEqualTo(rows);

        node.bean(SettableClock.class).ahead(Duration.ofMinutes(70));
        sweep();
        assertThat(aws.calls().subList(before, aws.calls().size()))
                .extracting(RecordedCall::operation)
                .contains("GetPolicy");
        assertThat(inSync("tagged")).isEqualTo("False");
    }

    @Test
    void aPageThatNeverComesInTimeIsAskedForInHalves() {
        provisioned("large");
        aws.faults().onPagesLargerThan(300, "GetAccountAuthorizationDetails").always(Fault.DISCONNECT);
        int before = aws.calls().size();

        sweep();

        assertThat(inSync("large")).isEqualTo("True");
        assertThat(sizes(before)).containsExactly("1000", "500", "250");
        int later = aws.calls().size();
        sweep();
        assertThat(sizes(later)).as("at once").containsExactly("250");
    }

    private List<String> sizes(int since) {
        return aws.calls().subList(since, aws.calls().size()).stream()
                .filter(call -> call.operation().equals("GetAccountAuthorizationDetails"))
                .map(call -> call.parameters().getOrDefault("MaxItems", ""))
                .toList();
    }

    /** A list of four pages is more than a sweep reads of it, so every second one does. */
    @Test
    void aLongListOfRolesIsReadByEverySecondSweepAndWhatItHasShownIsKnownMeanwhile() {
        node.close();
        start("60s", "tableflow.drift.repair=false");
        for (int nth = 0; nth < 4; nth++) {
            provisioned("long-" + nth);
        }
        aws.largestPage(1);
        happens(DriftScenario.SESSION_SHORTENED, "long-1");

        assertThat(pagesOfRoles(this::sweep)).isEqualTo(4);
        assertThat(inSync("long-1")).isEqualTo("False");
        assertThat(inSync("long-2")).isEqualTo("True");

        happens(DriftScenario.SESSION_SHORTENED, "long-2");
        int before = aws.calls().size();
        assertThat(pagesOfRoles(this::sweep)).isZero();
        assertThat(aws.calls().stream().skip(before).map(RecordedCall::operation))
                .as("no role is read for what is known of it")
                .containsOnly("GetAccountAuthorizationDetails");
        assertThat(inSync("long-1")).as("still").isEqualTo("False");
        assertThat(inSync("long-2")).as("not yet").isEqualTo("True");

        assertThat(pagesOfRoles(this::sweep)).isEqualTo(4);
        assertThat(inSync("long-2")).isEqualTo("False");
    }

    private long pagesOfRoles(Runnable sweep) {
        int before = aws.calls().size();
        sweep.run();
        return aws.calls().stream()
                .skip(before)
                .filter(call -> call.operation().equals("ListRoles"))
                .count();
    }

    /** By a clock that is a little ahead: what has just been written is not covered. */
    private void sweep() {
        SettableClock clock = node.bean(SettableClock.class);
        Duration ahead = Duration.between(Instant.now(), clock.instant());
        clock.ahead(ahead.plusSeconds(5));
        node.bean(DriftSweep.class).run(() -> false);
    }

    private void provisioned(String name) {
        engineer.post("/environments", "{\"name\":\"" + name + "\"}");
        engineer.awaitState(name, "AWAITING_INTEGRATION");
    }

    /** A row like another, in another account, in which nothing of it exists. */
    private void copied(String model, String name, String account) {
        database.client()
                .sql("""
                    insert into environment select (jsonb_populate_record(e, replace(to_jsonb(e)::text, ?, ?)::jsonb
                        || jsonb_build_object('id', ?, 'account', jsonb_build_object('partition', 'aws', 'id', ?)))).*
                    from environment e where name = ?\
                    """)
                .params(model, name, UUID.randomUUID().toString(), account, model)
                .update();
    }

    private void happens(DriftScenario scenario, String name) {
        try (IamClient iam = iam()) {
            scenario.happen(iam, name);
        }
    }

    private IamClient iam() {
        return AwsUser.ofAccount(aws.endpoint(), Node.ACCOUNT).iam();
    }

    private static String nameOf(DriftScenario scenario) {
        return scenario.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void awaitRepaired(String name) {
        node.awaitAsTimePasses(
                name + " being repaired",
                () -> engineer.get("/environments/" + name).at("/state").equals("AWAITING_INTEGRATION")
                        && inSync(name).equals("True"));
    }

    private String text(String name) {
        return engineer.get("/environments/" + name).text();
    }

    private String inSync(String name) {
        return engineer.get("/environments/" + name)
                .json()
                .at("/conditions")
                .valueStream()
                .filter(condition -> condition.at("/type").asString().equals("InSync"))
                .map(condition -> condition.at("/status").asString())
                .findFirst()
                .orElseThrow();
    }

    private Instant checkedAt(String name) {
        return Instant.parse(engineer.get("/environments/" + name + "/drift").at("/checkedAt"));
    }

    private long sweeps(String account, String outcome) {
        return node
                .bean(MeterRegistry.class)
                .find("tableflow.drift.sweep")
                .tags("account", account, "outcome", outcome)
                .timers()
                .stream()
                .mapToLong(timer -> timer.count())
                .sum();
    }

    /** What any write would change: the last transactions that wrote each row, and the number of rows. */
    private String rows() {
        return WATCHED.stream()
                .map(table -> database.client()
                        .sql("select count(*) || ' ' || coalesce(max(xmin::text::bigint), 0) from " + table)
                        .query(String.class)
                        .single())
                .collect(Collectors.joining(", "));
    }

    /** Calls wait for one another until there are three. */
    private static final class ThreeAtOnce {

        private final CyclicBarrier three = new CyclicBarrier(3);
        private final AtomicInteger now = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        void await() {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            try {
                three.await(1, TimeUnit.SECONDS);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
                throw new IllegalStateException(alone);
            } finally {
                now.decrementAndGet();
            }
        }
    }
}
