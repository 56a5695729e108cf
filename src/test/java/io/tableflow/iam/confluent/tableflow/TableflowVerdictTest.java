package io.tableflow.iam.confluent.tableflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localconfluent.ConfluentCall;
import io.tableflow.iam.localconfluent.ConfluentFault;
import io.tableflow.iam.localconfluent.ConfluentRequest.Operation;
import io.tableflow.iam.localconfluent.LocalConfluent;
import io.tableflow.iam.localconfluent.LocalIntegration;
import io.tableflow.iam.testing.ConsoleClient;
import io.tableflow.iam.testing.ConsoleClient.Page;
import io.tableflow.iam.testing.SettableClock;
import io.tableflow.iam.testing.ZeroTouchFixture;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What Confluent says of Tableflow's work shows on the environment, and what it means for IAM. */
class TableflowVerdictTest {

    private static ZeroTouchFixture service;

    @BeforeAll
    static void start() {
        service = ZeroTouchFixture.start(
                "tableflow.confluent.tableflow-api-key=" + LocalConfluent.TABLEFLOW_KEY,
                "tableflow.confluent.tableflow-api-secret=" + LocalConfluent.SECRET,
                "tableflow.confluent.kafka-clusters=env-set/lkc-set");
    }

    @AfterEach
    void nothingIsLeftOfFaults() {
        service.reset();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aTopicThatRunsIsFoundByWhatUsesTheIntegration() {
        LocalIntegration integration = active("tv-running", "env-running");
        service.confluent.use(
                integration.id(),
                "crn://confluent.cloud/organization=o/environment=env-running/cloud-cluster=lkc-run/kafka-cluster=lkc-run/topic=orders");
        service.confluent.topic("env-running", "lkc-run", "orders", integration.id(), "bucket-1", "RUNNING", "");
        service.confluent.topic("env-running", "lkc-run", "strangers", "cspi-other", "bucket-2", "FAILED", "no");
        service.confluent.catalog("env-running", "lkc-run", "tci-run", integration.id(), "CONNECTED", "");

        service.poll();

        assertThat(service.condition("tv-running", "TableflowHealthy")).isEqualTo("True Running");
        JsonNode shown = environment("tv-running").at("/confluent");
        assertThat(shown.at("/topicCount").asInt()).isOne();
        assertThat(shown.at("/topics/0/name").asString()).isEqualTo("orders");
        assertThat(shown.at("/topics/0/kafkaCluster").asString()).isEqualTo("lkc-run");
        assertThat(shown.at("/topics/0/bucket").asString()).isEqualTo("bucket-1");
        assertThat(shown.at("/topics/0/problems")).isEmpty();
        assertThat(shown.at("/catalogs/0/id").asString()).isEqualTo("tci-run");
        assertThat(shown.at("/checkedAt").asString()).isNotEmpty();
    }

    @Test
    void aTopicThatCannotAssumeTheRoleSaysWhatThatMeansAndWhereItShows() {
        LocalIntegration integration = active("tv-shut", "env-shut", "\"glueDatabases\":[\"lkc-shut\"]");
        service.confluent.topic(
                "env-shut", "lkc-shut", "orders", integration.id(), "b", "FAILED", "Unable to assume the IAM role");

        service.poll();

        assertThat(service.condition("tv-shut", "TableflowHealthy")).isEqualTo("False RoleNotAssumed");
        assertThat(service.message("tv-shut", "TableflowHealthy")).contains("Unable to assume the IAM role");
        JsonNode problem = environment("tv-shut").at("/confluent/topics/0/problems/0");
        assertThat(problem.at("/at").asString()).isEqualTo("materialization");
        assertThat(problem.at("/meaning").asString()).contains("trust");
        assertThat(problem.at("/shownBy").toString())
                .contains("TrustEstablished", "verification confluent-can-assume", "sts:AssumeRole");
        assertThat(environment("tv-shut").at("/state").asString()).isEqualTo("ACTIVE");
    }

    @Test
    void everyCheckThatACauseNamesIsOneOfAVerification() {
        active("tv-checks", "env-checks");
        List<String> checks = service.engineer
                .post("/environments/tv-checks/verification", "")
                .json()
                .path("checks")
                .valueStream()
                .map(check -> check.path("name").asString())
                .toList();

        List<String> named = Arrays.stream(TableflowCause.values())
                .flatMap(cause -> cause.shownBy().stream())
                .filter(place -> place.startsWith(TableflowCause.VERIFICATION))
                .map(place -> place.substring(TableflowCause.VERIFICATION.length()))
                .distinct()
                .toList();

        assertThat(named).hasSizeGreaterThan(5).isSubsetOf(checks);
    }

    @Test
    void theConsoleShowsWhatConfluentSaysAndWhereToLook() {
        LocalIntegration integration = active("tv-console", "env-console", "\"glueDatabases\":[\"lkc-console\"]");
        service.confluent.topic(
                "env-console", "lkc-console", "orders", integration.id(), "b", "FAILED", "Access denied by S3");
        service.confluent.topic("env-console", "lkc-console", "payments", integration.id(), "b", "RUNNING", "");
        service.confluent.catalog("env-console", "lkc-console", "tci-console", integration.id(), "CONNECTED", "");
        service.poll();
        ConsoleClient operator = new ConsoleClient(service.node.uri()).signIn("local-operator");

        Page page = operator.get("/console/environments/tv-console");

        assertThat(page.text("section:has(#conditions-head)")).contains("TableflowHealthy", "BucketDenied");
        assertThat(page.text("#tableflow"))
                .contains(
                        "Access denied by S3",
                        "FAILED",
                        "The role may not write to the bucket",
                        "payments",
                        "tci-console");
        assertThat(page.html().select("#tableflow tbody tr").eachText().getFirst())
                .startsWith("orders");
        assertThat(page.html().select("#tableflow a").eachAttr("href"))
                .contains(
                        "/console/environments/tv-console/documents",
                        "/console/environments/tv-console/verification#s3-put-object-allowed");
        Page asked = operator.get(
                page.html().select("#tableflow a[href*=access-check]").attr("href"));
        assertThat(asked.html().select("#action").val()).isEqualTo("s3:PutObject");
        assertThat(asked.html().select("#resource").val()).startsWith("arn:aws:s3:::tv-console");
        assertThat(operator.get("/console/environments?q=tv-console").text("tbody td.message"))
                .contains("Access denied by S3");
    }

    @Test
    void aTopicThatRunsAndIsNotPublishedIsAProblemOfTheCatalog() {
        LocalIntegration integration = active("tv-set", "env-set");
        service.confluent.topic("env-set", "lkc-set", "orders", "cspi-other", "b", "RUNNING", "");
        service.confluent.catalog("env-set", "lkc-set", "tci-set", integration.id(), "CONNECTED", "");
        service.confluent.sync("lkc-set", "orders", "tci-set", "FAILED", "not authorized to perform glue:UpdateTable");

        service.poll();

        assertThat(service.condition("tv-set", "TableflowHealthy")).isEqualTo("False CatalogDenied");
        JsonNode topic = environment("tv-set").at("/confluent/topics/0");
        assertThat(topic.at("/problems/0/at").asString()).isEqualTo("catalog tci-set");
        assertThat(topic.at("/bucket").isNull()).isTrue();

        service.confluent.sync("lkc-set", "orders", "tci-set", "SYNCED", "");
        service.poll();

        assertThat(service.condition("tv-set", "TableflowHealthy")).isEqualTo("True Running");
    }

    @Test
    void aCatalogThatWaitsForItsFirstTopicIsNoProblem() {
        LocalIntegration integration = active("tv-waits", "env-waits", "\"glueDatabases\":[\"lkc-waits\"]");
        service.confluent.catalog("env-waits", "lkc-waits", "tci-waits", integration.id(), "PENDING", "");

        service.poll();

        assertThat(service.condition("tv-waits", "TableflowHealthy")).isEqualTo("Unknown Pending");
    }

    @Test
    void whereNoClusterIsKnownItSaysWhatToSet() {
        active("tv-unknown", "env-unknown");

        service.poll();

        assertThat(service.condition("tv-unknown", "TableflowHealthy")).isEqualTo("Unknown ClustersUnknown");
        assertThat(service.message("tv-unknown", "TableflowHealthy"))
                .contains("tableflow.confluent.kafka-clusters", "glueDatabases");
    }

    @Test
    void whereConfluentDoesNotAnswerTheLastAnswerStaysAndIsNotBelievedForLong() {
        LocalIntegration integration = active("tv-silent", "env-silent", "\"glueDatabases\":[\"lkc-silent\"]");
        service.confluent.topic("env-silent", "lkc-silent", "orders", integration.id(), "b", "RUNNING", "");
        service.poll();
        service.confluent.faults().on(Operation.LIST_TOPICS).always(ConfluentFault.status(401, "no such key"));

        service.poll();

        assertThat(service.condition("tv-silent", "TableflowHealthy")).isEqualTo("Unknown NotAnswered");
        assertThat(service.message("tv-silent", "TableflowHealthy"))
                .contains(LocalConfluent.TABLEFLOW_KEY, "401")
                .doesNotContain(LocalConfluent.SECRET);
        assertThat(environment("tv-silent").at("/confluent/topics/0/name").asString())
                .isEqualTo("orders");
        service.confluent.faults().clear();
        service.poll();
        assertThat(service.condition("tv-silent", "TableflowHealthy")).isEqualTo("True Running");
        service.node.bean(SettableClock.class).pass(Duration.ofDays(4));
        assertThat(service.condition("tv-silent", "TableflowHealthy")).isEqualTo("Unknown NotAskedLately");
    }

    @Test
    void eachClusterIsAskedOnceForAllEnvironmentsAndTheSameAnswerIsNotWritten() {
        active("tv-one", "env-many", "\"glueDatabases\":[\"lkc-many\"]");
        LocalIntegration two = active("tv-two", "env-many", "\"glueDatabases\":[\"lkc-many\"]");
        service.confluent.topic("env-many", "lkc-many", "orders", two.id(), "b", "RUNNING", "");
        service.poll();
        String before = environment("tv-two").at("/revision").asString();
        int asked = asked("env-many").size();

        service.poll();

        assertThat(asked("env-many").size() - asked).isEqualTo(2);
        assertThat(environment("tv-two").at("/revision").asString()).isEqualTo(before);
        assertThat(service.condition("tv-one", "TableflowHealthy")).isEqualTo("Unknown NotUsed");
        service.engineer.delete("/environments/tv-one");
        service.engineer.awaitGone("tv-one");
    }

    @Test
    void aListHasItToo() {
        active("tv-listed", "env-listed2");

        service.poll();

        assertThat(service.engineer
                        .get("/environments?q=tv-listed")
                        .json()
                        .at("/items/0/conditions")
                        .toString())
                .contains("TableflowHealthy");
    }

    private static LocalIntegration active(String name, String confluentEnvironment, String... more) {
        service.engineer.post(
                "/environments", ZeroTouchFixture.body(name, more).replace(ZeroTouchFixture.ENV, confluentEnvironment));
        service.engineer.awaitState(name, "ACTIVE");
        return service.integration(name);
    }

    private static JsonNode environment(String name) {
        return service.engineer.get("/environments/" + name).json();
    }

    private static List<ConfluentCall> asked(String confluentEnvironment) {
        return service.confluent.calls().stream()
                .filter(it -> it.path().startsWith("/tableflow/") && it.path().contains(confluentEnvironment))
                .toList();
    }
}
