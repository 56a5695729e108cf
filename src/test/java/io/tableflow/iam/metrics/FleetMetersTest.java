package io.tableflow.iam.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.compliance.ComplianceSummaryJob;
import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.testing.DriftScenario;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.SettableClock;
import io.tableflow.iam.testing.SqlCounter;
import io.tableflow.iam.testing.SqlCounter.Executed;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import software.amazon.awssdk.services.iam.IamClient;

/** The gauges of all environments say what is in the database, as Prometheus sees them. */
class FleetMetersTest extends MeteredService {

    @AfterEach
    void goesOn() {
        AWS.faults().clear();
    }

    @Test
    void countsEnvironmentsByStateAndAccountAndEndsAtZero() {
        double before = environments("AWAITING_INTEGRATION");
        provisioned("counted");

        assertThat(environments("AWAITING_INTEGRATION")).isEqualTo(before + 1);

        ENGINEER.delete("/environments/counted");
        ENGINEER.awaitGone("counted");
        assertThat(environments("AWAITING_INTEGRATION")).isEqualTo(before);
        assertThat(environments("DELETING")).isZero();
    }

    @Test
    void saysForHowLongAnIntegrationHasBeenAwaited() {
        provisioned("awaiting");
        pass(Duration.ofHours(2));

        assertThat(scrapeAnew().value("tableflow_environments_awaiting_oldest_age_seconds"))
                .isBetween(7_200.0, 90_000.0);
        ENGINEER.delete("/environments/awaiting");
        ENGINEER.awaitGone("awaiting");
    }

    @Test
    void aTrustThatLetsInOthersIsSeenAndCountedUntilItIsRepaired() {
        active("opened");
        double found = scrapeAnew().value("tableflow_drift_found_total", "kind", "TRUST_CHANGED", "critical", "true");
        DriftScenario.TRUST_OPENED.happen(ourselves().iam(), "opened");

        sweep();

        Exposition open = scrapeAnew();
        assertThat(open.value("tableflow_trust_open_others", "account", Node.ACCOUNT))
                .isEqualTo(1);
        assertThat(open.value("tableflow_drift_unrepaired", "kind", "TRUST_CHANGED", "critical", "true"))
                .isEqualTo(1);
        assertThat(open.value("tableflow_drift_found_total", "kind", "TRUST_CHANGED", "critical", "true"))
                .isEqualTo(found + 1);

        ENGINEER.post("/environments/opened/reconcile", "");
        Awaitility.await().until(() -> scrapeAnew().value("tableflow_trust_open_others", "account", Node.ACCOUNT) == 0);
        assertThat(scrapeAnew().value("tableflow_drift_unrepaired", "kind", "TRUST_CHANGED", "critical", "true"))
                .isZero();
    }

    @Test
    void aTrustThatLetsInOthersIsAlsoCountedWhereTheRoleHasLostItsTag() {
        active("opened-untagged");
        try (IamClient iam = ourselves().iam()) {
            DriftScenario.TRUST_OPENED.happen(iam, "opened-untagged");
            DriftScenario.ID_REMOVED.happen(iam, "opened-untagged");
        }

        sweep();

        assertThat(scrapeAnew().value("tableflow_trust_open_others", "account", Node.ACCOUNT))
                .isEqualTo(1);
        ENGINEER.delete("/environments/opened-untagged?force=true");
        ENGINEER.awaitGone("opened-untagged");
        assertThat(scrapeAnew().value("tableflow_trust_open_others", "account", Node.ACCOUNT))
                .isZero();
    }

    @Test
    void whatOthersAttachedIsForPeopleToRepair() {
        active("attached");
        DriftScenario.FOREIGN_POLICY.happen(ourselves().iam(), "attached");

        sweep();

        assertThat(scrapeAnew()
                        .value(
                                "tableflow_drift_unrepaired",
                                "kind",
                                "FOREIGN_POLICY_ATTACHED",
                                "repair",
                                "manual",
                                "critical",
                                "false"))
                .isEqualTo(1);
    }

    @Test
    void countsWhatIsContestedForAnHourAfterTheLastRepair() {
        active("contested");
        DriftScenario.FOREIGN_POLICY.happen(ourselves().iam(), "contested");
        sweep();
        double now = now().getEpochSecond();
        DATABASE.client()
                .sql("update drift set repairs = jsonb_build_array(:now - 20, :now - 10, :now)"
                        + " where environment_id = (select id from environment where name = 'contested')")
                .param("now", now)
                .update();

        assertThat(scrapeAnew().value("tableflow_environments_contested")).isEqualTo(1);

        pass(Duration.ofHours(1));
        assertThat(scrapeAnew().value("tableflow_environments_contested")).isZero();
    }

    @Test
    void saysWhenAnAccountWasLastSweptAndWhetherTheSweepFails() {
        active("swept");
        sweep();
        Exposition swept = scrapeAnew();
        assertThat(swept.value("tableflow_drift_sweep_last_success_time_seconds", "account", Node.ACCOUNT))
                .isBetween(now().getEpochSecond() - 60.0, now().getEpochSecond() + 1.0);
        assertThat(swept.value("tableflow_drift_sweep_failing", "account", Node.ACCOUNT))
                .isZero();

        AWS.faults().on("GetAccountAuthorizationDetails").always(Fault.error(403, "AccessDenied", "not allowed"));
        sweep();

        assertThat(scrapeAnew().value("tableflow_drift_sweep_failing", "account", Node.ACCOUNT))
                .isEqualTo(1);
    }

    @Test
    void saysForHowLongAWorkflowHasBeenAtItsPresentStage() {
        AWS.faults().onNamesLike("stuck").always(Fault.error(400, "Throttling", "Rate exceeded"));
        ENGINEER.post("/environments", "{\"name\":\"stuck\"}");
        Awaitility.await().until(() -> scrapeAnew().value("tableflow_workflows_active", "kind", "PROVISION") == 1);
        pass(Duration.ofMinutes(40));

        assertThat(scrapeAnew().value("tableflow_workflows_oldest_age_seconds", "kind", "PROVISION"))
                .isBetween(2_400.0, 3_600.0);

        AWS.faults().clear();
        Awaitility.await().until(() -> {
            pass(Duration.ofMillis(500));
            return ENGINEER.get("/environments/stuck").at("/state").equals("AWAITING_INTEGRATION");
        });
        assertThat(scrapeAnew().value("tableflow_workflows_oldest_age_seconds", "kind", "PROVISION"))
                .isZero();
    }

    @Test
    void countsTheRulesThatFailAndThoseThatAreWaivedOnceAllEnvironmentsWereJudged() {
        judge();
        double failing = rulesOfLowSeverity("FAILED");
        double waived = rulesOfLowSeverity("WAIVED");
        ENGINEER.post("/environments", "{\"name\":\"judged\",\"maxSessionDurationSeconds\":7200}");
        assertThat(rulesOfLowSeverity("FAILED")).as("a scrape judges nothing").isEqualTo(failing);

        judge();
        assertThat(rulesOfLowSeverity("FAILED")).isEqualTo(failing + 1);

        ENGINEER.put(
                "/environments/judged/compliance/TFI-ROLE-103/waiver",
                "{\"reason\": \"Until the move is done.\", \"until\": \"" + now().plus(Duration.ofDays(30)) + "\"}");
        judge();
        assertThat(rulesOfLowSeverity("FAILED")).isEqualTo(failing);
        assertThat(rulesOfLowSeverity("WAIVED")).isEqualTo(waived + 1);
        assertThat(scrapeAnew().value("tableflow_compliance_judged_time_seconds"))
                .isPositive();
    }

    private static void judge() {
        NODE.bean(ComplianceSummaryJob.class).run(() -> false);
    }

    private static double rulesOfLowSeverity(String status) {
        return scrapeAnew().value("tableflow_compliance_failing", "severity", "LOW", "status", status);
    }

    @Test
    void countsTrustsThatEndSoonAndThatHaveEnded() {
        String end = now().plus(Duration.ofDays(3)).toString();
        ENGINEER.post("/environments", "{\"name\":\"ending\",\"trustConditions\":{\"validUntil\":\"" + end + "\"}}");
        ENGINEER.awaitState("ending", "AWAITING_INTEGRATION");

        assertThat(scrapeAnew().value("tableflow_trust_windows", "window", "ends-soon"))
                .isEqualTo(1);
        pass(Duration.ofDays(4));
        Exposition later = scrapeAnew();
        assertThat(later.value("tableflow_trust_windows", "window", "ends-soon"))
                .isZero();
        assertThat(later.value("tableflow_trust_windows", "window", "ended")).isEqualTo(1);
    }

    @Test
    void countsCallbacksThatAreKeptForAnEnvironment() {
        double kept = scrapeAnew().value("tableflow_callbacks_kept");

        CONFLUENT.callBack("not-there-yet");

        assertThat(scrapeAnew().value("tableflow_callbacks_kept")).isEqualTo(kept + 1);
    }

    @Test
    void everyNodeSaysWhetherTheAuditTrailIsAsItWasWritten() {
        provisioned("audited");
        ENGINEER.get("/events/verification");
        Exposition valid = scrapeAnew();
        assertThat(valid.value("tableflow_audit_chain_valid")).isEqualTo(1);
        assertThat(valid.value("tableflow_audit_chain_checked_time_seconds"))
                .isBetween(now().getEpochSecond() - 60.0, now().getEpochSecond() + 1.0);

        String actor = DATABASE.client()
                .sql("select actor from audit_event where id = (select event_id from audit_seal where position = 1)")
                .query(String.class)
                .single();
        alterTheFirstLine("nobody");
        ENGINEER.get("/events/verification");
        assertThat(scrapeAnew().value("tableflow_audit_chain_valid")).isZero();

        alterTheFirstLine(actor);
        assertThat(ENGINEER.get("/events/verification").at("/valid")).isEqualTo("true");
        assertThat(scrapeAnew().value("tableflow_audit_chain_valid")).isEqualTo(1);
    }

    @Test
    void theServiceValidatesTheTrailWithoutBeingAsked() {
        Awaitility.await().until(() -> scrapeAnew().value("tableflow_audit_chain_checked_time_seconds") > 0);
    }

    @Test
    void aScrapeCostsOneStatementAndAnotherWithinSecondsNone() {
        assertThat(statementsOf(FleetMetersTest::scrapeAnew)).isEqualTo(1);
        assertThat(statementsOf(() -> Exposition.scrape(ENGINEER))).isZero();
        assertThat(statementsOf(FleetMetersTest::scrapeAnew)).isEqualTo(1);
    }

    @Test
    void whileTheDatabaseDoesNotAnswerValuesCountForAMinuteAndThenNobodyKnows() {
        SettableClock clock = new SettableClock();
        UnreliableDatabase database = new UnreliableDatabase(NODE.bean(DataSource.class));
        MeterRegistry meters = new SimpleMeterRegistry();
        FleetMeters fleet = new FleetMeters(
                new FleetReader(new FleetQuery(database, clock), List.of(), NODE.bean(TableflowProperties.class)),
                clock,
                meters);
        Gauge contested = meters.get("tableflow.environments.contested").gauge();
        Gauge lastRead = meters.get("tableflow.fleet.read.last.success.time").gauge();
        assertThat(contested.value()).isNotNaN();
        double read = lastRead.value();

        database.answers = false;
        clock.pass(FleetMeters.READ_EVERY.plusSeconds(1));
        assertThat(contested.value()).isNotNaN();
        clock.pass(FleetMeters.COUNTS_FOR);
        assertThat(contested.value()).isNaN();
        assertThat(lastRead.value()).isEqualTo(read);

        database.answers = true;
        clock.pass(FleetMeters.READ_EVERY.plusSeconds(1));
        assertThat(contested.value()).isNotNaN();
        assertThat(lastRead.value()).isGreaterThan(read);
        assertThat(fleet).isNotNull();
    }

    private static final class UnreliableDatabase extends DelegatingDataSource {

        private boolean answers = true;

        UnreliableDatabase(DataSource target) {
            super(target);
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (!answers) {
                throw new SQLTransientConnectionException("no connection for now");
            }
            return super.getConnection();
        }
    }

    @Test
    void theNodesClockIsComparedWithTheDatabases() {
        assertThat(scrapeAnew().value("tableflow_clock_offset_seconds")).isBetween(-1.0, 1.0);
    }

    private static double environments(String state) {
        // The first of an account is seen with the second scrape.
        scrapeAnew();
        Exposition scraped = Exposition.scrape(ENGINEER);
        return scraped.samples().stream()
                .filter(it -> it.name().equals("tableflow_environments"))
                .filter(it -> it.labels().equals(Map.of("account", Node.ACCOUNT, "state", state)))
                .mapToDouble(Exposition.Sample::value)
                .sum();
    }

    private static long statementsOf(Runnable scrape) {
        SqlCounter counter = NODE.bean(SqlCounter.class);
        counter.drain();
        scrape.run();
        Executed executed = counter.drain();
        return executed.all().stream()
                .filter(it -> it.purpose() == SqlCounter.Purpose.REQUEST)
                .filter(it -> !it.sql().equals("commit"))
                .count();
    }

    private static Instant now() {
        return NODE.bean(SettableClock.class).instant();
    }

    private static void alterTheFirstLine(String actor) {
        DATABASE.client().sql("alter table audit_event disable trigger all").update();
        DATABASE.client()
                .sql(
                        "update audit_event set actor = :actor where id = (select event_id from audit_seal where position = 1)")
                .param("actor", actor)
                .update();
        DATABASE.client().sql("alter table audit_event enable trigger all").update();
    }
}
