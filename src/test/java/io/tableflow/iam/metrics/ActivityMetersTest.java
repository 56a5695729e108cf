package io.tableflow.iam.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.testing.ConfluentPipeline;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a node does is counted and timed, as Prometheus sees it. */
class ActivityMetersTest extends MeteredService {

    @AfterEach
    void goesOn() {
        AWS.faults().clear();
    }

    @Test
    void aWorkflowAndItsStepsAreTimedByOutcome() {
        Exposition before = scrapeAnew();

        provisioned("timed");

        Exposition after = scrapeAnew();
        assertThat(increase(
                        before,
                        after,
                        "tableflow_workflows_duration_seconds_count",
                        "kind",
                        "PROVISION",
                        "outcome",
                        "succeeded"))
                .isEqualTo(1);
        assertThat(increase(
                        before,
                        after,
                        "tableflow_workflows_steps_seconds_count",
                        "step",
                        "create-role",
                        "outcome",
                        "done"))
                .isEqualTo(1);
        assertThat(increase(before, after, "tableflow_environments_provisioning_duration_seconds_count"))
                .isEqualTo(1);
        assertThat(increase(before, after, "tableflow_environments_provisioning_duration_seconds_bucket", "le", "60.0"))
                .isEqualTo(1);
    }

    @Test
    void fromTheCallbackToActiveIsTimed() {
        Exposition before = scrapeAnew();

        active("activated");

        assertThat(increase(before, scrapeAnew(), "tableflow_environments_activation_duration_seconds_count"))
                .isEqualTo(1);
    }

    @Test
    void attemptsThatAreMadeAgainAreCounted() {
        Exposition before = scrapeAnew();
        AWS.faults().on("CreateRole").next(2, Fault.error(500, "ServiceFailure", "try again"));

        provisioned("retried");

        assertThat(increase(
                        before,
                        scrapeAnew(),
                        "tableflow_workflows_steps_seconds_count",
                        "step",
                        "create-role",
                        "outcome",
                        "retry"))
                .isEqualTo(2);
    }

    @Test
    void aWorkflowThatFailsIsCountedOnce() {
        Exposition before = scrapeAnew();
        AWS.faults().on("CreateRole").always(Fault.error(403, "AccessDenied", "not allowed"));

        ENGINEER.post("/environments", "{\"name\":\"failing\"}");
        ENGINEER.awaitState("failing", "FAILED");

        assertThat(increase(
                        before,
                        scrapeAnew(),
                        "tableflow_workflows_duration_seconds_count",
                        "kind",
                        "PROVISION",
                        "outcome",
                        "failed"))
                .isEqualTo(1);
    }

    @Test
    void callbacksAreCountedByOutcome() {
        provisioned("called");
        Exposition before = scrapeAnew();
        String body = ConfluentPipeline.document("called", ConfluentPipeline.PRINCIPAL, ConfluentPipeline.EXTERNAL_ID);

        CONFLUENT.deliver("msg-called", body);
        CONFLUENT.deliver("msg-called", body);
        CONFLUENT.deliver("msg-broken", "{}");
        CONFLUENT.callBack("called-by-nobody");
        ENGINEER.send(
                "POST",
                ConfluentPipeline.PATH,
                body,
                Map.of("webhook-id", "x", "webhook-timestamp", "1", "webhook-signature", "v1,x"));

        Exposition after = scrapeAnew();
        for (String outcome : new String[] {"accepted", "duplicate", "refused", "kept", "unauthenticated"}) {
            assertThat(increase(before, after, "tableflow_callbacks_total", "outcome", outcome))
                    .as(outcome)
                    .isEqualTo(1);
        }
        assertThat(after.value("tableflow_callbacks_total", "outcome", "superseded"))
                .isZero();
    }

    @Test
    void theNodeIsReadyAndTellsTheSettingsThatAlertsCompareWith() {
        Exposition scraped = scrapeAnew();

        assertThat(scraped.value("tableflow_node_ready")).isEqualTo(1);
        assertThat(scraped.value("tableflow_drift_sweep_interval_seconds")).isEqualTo(86_400);
        assertThat(scraped.value("tableflow_audit_chain_validation_interval_seconds"))
                .isEqualTo(86_400);
    }

    @Test
    void aNodeHasFewSeries() {
        active("few");

        assertThat(scrapeAnew().count("tableflow_")).isLessThan(1_000);
    }

    private static double increase(Exposition before, Exposition after, String name, String... labels) {
        return after.value(name, labels) - before.value(name, labels);
    }
}
