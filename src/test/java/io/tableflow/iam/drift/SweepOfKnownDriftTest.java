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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        assertThat(callsOfSweep())
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
        node.bean(SettableClock.class).ahead(Duration.ofMinutes(50));
        assertThat(callsOfSweep()).hasSize(2);
        assertThat(rows()).isEqualTo(rows);

        node.bean(SettableClock.class).ahead(Duration.ofMinutes(70));
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
        node.close();
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
