package io.tableflow.iam.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.localaws.RecordedCall;
import io.tableflow.iam.testing.DriftScenario;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;

/** What a sweep knows of what it has found before costs nothing again, and is not forgotten where it is not read. */
class SweepOfKnownDriftTest extends AccountSweepTest {

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

        assertThat(callsOfSweep())
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
    @Test
    void whereInstanceProfilesOfOneRoleAreNotToldWhatASweepHasFoundIsAsItWas() {
        Map<String, Fault> untold = Map.of(
                "denied", Fault.ACCESS_DENIED,
                "unknown", Fault.error(400, "InvalidAction", "not for you"),
                "not-there", Fault.error(501, "InternalFailure", "not for you"),
                "broken", Fault.error(500, "", "not for you"));
        untold.forEach((name, fault) -> {
            provisioned(name);
            aws.faults()
                    .on("ListInstanceProfilesForRole", name + "-confluent-role")
                    .always(fault);
            happens(DriftScenario.INSTANCE_PROFILE, name);
        });
        sweep();
        assertThat(untold.keySet())
                .allSatisfy(name -> assertThat(drift(name)).containsExactly("INSTANCE_PROFILE_ADDED " + name + "-web"));

        untold.keySet().forEach(this::reconcile);
        assertThat(untold.keySet())
                .as("after a comparison that could not read them")
                .allSatisfy(name -> assertThat(drift(name)).hasSize(1));
        untold.keySet().forEach(name -> {
            engineer().put("/environments/" + name, "{\"maxSessionDurationSeconds\": 7200}");
            engineer().awaitState(name, "AWAITING_INTEGRATION");
        });
        assertThat(untold.keySet())
                .as("after an update that could not read them")
                .allSatisfy(name -> {
                    assertThat(drift(name)).hasSize(1);
                    assertThat(inSync(name)).isEqualTo("False");
                });
        String rows = rows();
        assertThat(callsOfSweep())
                .extracting(RecordedCall::operation)
                .containsExactly("ListRoles", "GetAccountAuthorizationDetails");
        assertThat(rows()).isEqualTo(rows);

        try (IamClient iam = iam()) {
            untold.keySet()
                    .forEach(name -> iam.removeRoleFromInstanceProfile(
                            it -> it.instanceProfileName(name + "-web").roleName(name + "-confluent-role")));
        }
        sweep();
        assertThat(untold.keySet()).allSatisfy(name -> {
            assertThat(drift(name)).isEmpty();
            assertThat(inSync(name)).isEqualTo("True");
            assertThat(found(name)).as("events").isOne();
        });
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
        engineer().post("/environments/" + name + "/reconcile", "");
        engineer().awaitState(name, "AWAITING_INTEGRATION");
    }

    private List<String> drift(String name) {
        return engineer()
                .get("/environments/" + name + "/drift")
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
        engineer().post("/environments/tagged/reconcile", "");
        engineer().awaitState("tagged", "AWAITING_INTEGRATION");
        assertThat(inSync("tagged")).isEqualTo("False");
        String rows = rows();
        node().bean(SettableClock.class).ahead(Duration.ofMinutes(50));
        assertThat(callsOfSweep()).hasSize(2);
        assertThat(rows()).isEqualTo(rows);

        node().bean(SettableClock.class).ahead(Duration.ofMinutes(70));
        assertThat(callsOfSweep()).extracting(RecordedCall::operation).contains("GetPolicy");
        assertThat(inSync("tagged")).isEqualTo("False");
    }

    @Test
    void aPageThatNeverComesInTimeIsAskedForInHalves() {
        provisioned("large");
        aws.faults().onPagesLargerThan(300, "GetAccountAuthorizationDetails").always(Fault.DISCONNECT);

        assertThat(sizesOfPages()).containsExactly("1000", "500", "250");
        assertThat(inSync("large")).isEqualTo("True");
        assertThat(sizesOfPages()).as("at once").containsExactly("250");
    }

    private List<String> sizesOfPages() {
        return callsOfSweep().stream()
                .filter(call -> call.operation().equals("GetAccountAuthorizationDetails"))
                .map(call -> call.parameters().getOrDefault("MaxItems", ""))
                .toList();
    }

    /** A list of four pages is more than a sweep reads of it, so every second one does. */
    @Test
    void aLongListOfRolesIsReadByEverySecondSweepAndWhatItHasShownIsKnownMeanwhile() {
        start("60s", "tableflow.drift.repair=false");
        for (int nth = 0; nth < 4; nth++) {
            provisioned("long-" + nth);
        }
        aws.largestPage(1);
        happens(DriftScenario.SESSION_SHORTENED, "long-1");

        assertThat(pagesOfRoles()).isEqualTo(4);
        assertThat(inSync("long-1")).isEqualTo("False");
        assertThat(inSync("long-2")).isEqualTo("True");

        happens(DriftScenario.SESSION_SHORTENED, "long-2");
        assertThat(callsOfSweep())
                .extracting(RecordedCall::operation)
                .as("no role is read for what is known of it")
                .containsOnly("GetAccountAuthorizationDetails");
        assertThat(inSync("long-1")).as("still").isEqualTo("False");
        assertThat(inSync("long-2")).as("not yet").isEqualTo("True");

        assertThat(pagesOfRoles()).isEqualTo(4);
        assertThat(inSync("long-2")).isEqualTo("False");
    }

    private long pagesOfRoles() {
        return callsOfSweep().stream()
                .filter(call -> call.operation().equals("ListRoles"))
                .count();
    }
}
