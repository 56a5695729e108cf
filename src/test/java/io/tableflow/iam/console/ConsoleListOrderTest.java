package io.tableflow.iam.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.drift.DriftSweep;
import io.tableflow.iam.localconfluent.LocalConfluent;
import io.tableflow.iam.localconfluent.LocalIntegration;
import io.tableflow.iam.testing.AwsUser;
import io.tableflow.iam.testing.ConsoleClient;
import io.tableflow.iam.testing.ConsoleClient.Page;
import io.tableflow.iam.testing.DriftScenario;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.StaticToken;
import io.tableflow.iam.testing.ZeroTouchFixture;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;

/** The list of environments begins with what needs attention, be it IAM that differs or Confluent that says Tableflow cannot work. */
class ConsoleListOrderTest {

    private static final String LIST = "/console/environments";
    private static final String ONLY_URGENT = LIST + "?attention=true";
    private static final String CLUSTER = "lkc-order";

    private static final StaticToken FEW = new StaticToken("few", "token-of-few", "environments:read", "a-*,y-*");

    private static ZeroTouchFixture service;

    private ConsoleClient operator;

    /** Their names are in the opposite of the expected order, level by level. */
    @BeforeAll
    static void start() {
        List<String> settings = new ArrayList<>(StaticToken.settings(StaticToken.OPERATOR, FEW));
        settings.addAll(List.of(
                "tableflow.confluent.tableflow-api-key=" + LocalConfluent.TABLEFLOW_KEY,
                "tableflow.confluent.tableflow-api-secret=" + LocalConfluent.SECRET,
                "tableflow.confluent.kafka-clusters=" + ZeroTouchFixture.ENV + "/" + CLUSTER));
        service = ZeroTouchFixture.start(settings.toArray(String[]::new));
        topic(service.active("a-works"), "RUNNING", "");
        service.active("b-unused");
        service.engineer.post("/environments", "{\"name\":\"c-waits\"}");
        service.engineer.awaitState("c-waits", "AWAITING_INTEGRATION");
        service.active("x-drifted");
        topic(service.active("y-denied"), "FAILED", "Access denied by S3");
        topic(service.active("z-both"), "FAILED", "Unable to assume the IAM role");
        try (IamClient others =
                AwsUser.ofAccount(service.aws.endpoint(), Node.ACCOUNT).iam()) {
            DriftScenario.FOREIGN_POLICY.happen(others, "x-drifted");
            DriftScenario.FOREIGN_POLICY.happen(others, "z-both");
        }
        service.node.bean(DriftSweep.class).run(() -> false);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void confluentWasJustAsked() {
        service.poll();
        operator = new ConsoleClient(service.node.uri()).signIn("local-operator");
    }

    @Test
    void whatConfluentSaysCannotWorkIsAmongWhatHasDrifted() {
        Page page = operator.get(LIST);

        assertThat(names(page)).containsExactly("x-drifted", "y-denied", "z-both", "c-waits", "a-works", "b-unused");
        assertThat(lineOf(page, "y-denied")).contains("Access denied by S3");
        assertUrgent("x-drifted", "y-denied", "z-both");
    }

    @Test
    void aPartOfTheNameAndAStateSelectFromThatOrder() {
        assertThat(names(operator.get(LIST + "?q=e"))).containsExactly("x-drifted", "y-denied", "b-unused");
        assertThat(names(operator.get(LIST + "?state=ACTIVE")))
                .containsExactly("x-drifted", "y-denied", "z-both", "a-works", "b-unused");
        assertThat(names(operator.get(LIST + "?state=AWAITING_INTEGRATION"))).containsExactly("c-waits");
        assertThat(names(operator.get(ONLY_URGENT + "&q=denied"))).containsExactly("y-denied");
    }

    @Test
    void aPageBeginsBetweenTwoThatAreAsUrgent() {
        assertThat(names(operator.get(LIST + "?after=1-y-a"))).startsWith("y-denied", "z-both", "c-waits");
        assertThat(names(operator.get(LIST + "?after=1-y-denied"))).startsWith("z-both", "c-waits");
        assertThat(names(operator.get(LIST + "?after=4-c-waits"))).containsExactly("a-works", "b-unused");
    }

    @Test
    void thoseAreUrgentWhoseConditionTableflowHealthyIsFalse() {
        assertThat(service.condition("y-denied", "TableflowHealthy")).isEqualTo("False BucketDenied");
        assertUrgent("x-drifted", "y-denied", "z-both");

        verdictOn("y-denied", "checked_at = checked_at - interval '4 days'");
        assertThat(service.condition("y-denied", "TableflowHealthy")).isEqualTo("Unknown NotAskedLately");
        assertUrgent("x-drifted", "z-both");

        service.poll();
        verdictOn("y-denied", "integration_id = 'cspi-before'");
        assertThat(service.condition("y-denied", "TableflowHealthy")).isEmpty();
        assertUrgent("x-drifted", "z-both");

        service.poll();
        verdictOn("y-denied", "checked_at = null");
        assertThat(service.condition("y-denied", "TableflowHealthy")).isEqualTo("Unknown NotAskedLately");
        assertUrgent("x-drifted", "z-both");
    }

    @Test
    void whereNobodyAsksConfluentAnyMoreItsLastAnswerIsNotUrgent() {
        try (Node without = Node.start(service.database, service.aws, "db-scheduler.enabled=false")) {
            operator = new ConsoleClient(without.uri()).signIn("local-operator");

            assertUrgent("x-drifted", "z-both");
        }
    }

    @Test
    void aFailedEnvironmentIsMoreUrgentAndIsCountedOnce() {
        service.database
                .client()
                .sql("update environment set state = 'FAILED' where name = 'z-both'")
                .update();
        try {
            assertUrgent("z-both", "x-drifted", "y-denied");
        } finally {
            service.database
                    .client()
                    .sql("update environment set state = 'ACTIVE' where name = 'z-both'")
                    .update();
        }
    }

    @Test
    void whoeverSeesSomeSeesTheirsInThatOrderAndIsToldOfNoOthers() {
        Page page = new ConsoleClient(service.node.uri()).signIn(FEW.token()).get(LIST);

        assertThat(names(page)).containsExactly("y-denied", "a-works");
        assertThat(page.text(".callout.bad")).startsWith("1 environment needs attention");
        assertThat(page.text("caption")).startsWith("2 environments");
    }

    /** In that order; in the count, behind the filter and in the page's title as well. */
    private void assertUrgent(String... names) {
        Page all = operator.get(LIST);
        assertThat(names(all)).hasSize(6).startsWith(names);
        assertThat(all.text(".callout.bad")).startsWith(names.length + " environments need attention");
        assertThat(all.text("title")).startsWith("(" + names.length + ") Environments");
        assertThat(names(operator.get(ONLY_URGENT))).containsExactly(names);
    }

    @Test
    void pagesThatAreOpenAreToldWhatConfluentSaysNow() {
        try (LiveStream list = LiveStream.open(service.node.uri().resolve("/console/live"), operator);
                LiveStream page =
                        LiveStream.open(service.node.uri().resolve("/console/environments/y-denied/live"), operator)) {
            String listed = list.next();
            String shown = page.next();

            topic(service.integration("y-denied"), "FAILED", "Access denied by S3, for a day now");
            service.poll();

            assertThat(list.next()).isNotEqualTo(listed);
            assertThat(page.next()).isNotEqualTo(shown);
        }
    }

    private static void topic(LocalIntegration integration, String phase, String error) {
        service.confluent.topic(
                ZeroTouchFixture.ENV, CLUSTER, "of-" + integration.id(), integration.id(), "b", phase, error);
    }

    private static void verdictOn(String name, String change) {
        int changed = service.database
                .client()
                .sql("update tableflow_verdict set " + change
                        + " where environment_id = (select id from environment where name = ?)")
                .param(name)
                .update();
        assertThat(changed).isOne();
    }

    private static List<String> names(Page page) {
        return page.html().select("tbody th a").eachText();
    }

    private static String lineOf(Page page, String name) {
        return page.html().select("tbody tr").stream()
                .map(line -> line.text())
                .filter(line -> line.startsWith(name))
                .findFirst()
                .orElse("");
    }
}
