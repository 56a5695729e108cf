package io.tableflow.iam;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.SqlCounter;
import io.tableflow.iam.testing.SqlCounter.Executed;
import io.tableflow.iam.testing.SqlCounter.Purpose;
import io.tableflow.iam.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an environment costs the database, counted phase by phase, with the settings of production. */
class CostTest {

    private static LocalAws aws;
    private static Node node;
    private static ApiClient engineer;
    private static JdbcClient database;

    @BeforeAll
    static void start() {
        aws = LocalAws.start();
        TestDatabase shared = TestDatabase.create();
        database = shared.client();
        node = Node.start(
                shared,
                aws,
                List.of(SqlCounter.class),
                "db-scheduler.polling-interval=1s",
                "tableflow.workflow.first-backoff=500ms");
        engineer = new ApiClient(node.uri());
    }

    @AfterAll
    static void stop() {
        node.close();
        aws.close();
    }

    @Test
    void anEnvironmentCostsFourteenCommitsAndAHundredStatementsAtMost() {
        ConfluentPipeline confluent = new ConfluentPipeline(engineer);
        awaitNothingToDo();
        counter().drain();

        engineer.post("/environments", "{\"name\":\"cost\"}");
        awaitState("AWAITING_INTEGRATION");
        Executed provisioned = counter().drain();
        confluent.callBack("cost");
        awaitState("ACTIVE");
        awaitSealed();
        Executed active = counter().drain();

        assertThat(provisioned.by(Purpose.REQUEST)).satisfies(atMost(12, 1));
        assertThat(provisioned.by(Purpose.WORKFLOW)).satisfies(atMost(27, 4));
        assertThat(active.by(Purpose.REQUEST)).satisfies(atMost(6, 1));
        assertThat(active.by(Purpose.WORKFLOW)).satisfies(atMost(18, 4));
        assertThat(provisioned.statements() + active.statements())
                .as("statements, with seals and polls: %s\n%s", provisioned, active)
                .isLessThanOrEqualTo(100);
        assertThat(provisioned.commits() + active.commits() - becauseOfTime(provisioned, active))
                .as("commits, with seals and polls: %s\n%s", provisioned, active)
                .isLessThanOrEqualTo(14);
    }

    /**
     * Polls and seals happen once a second, whatever else does: on a slow machine there are more of them than the two polls that pick
     * workflows, one more, and one seal.
     */
    private static long becauseOfTime(Executed... executed) {
        long polls = Stream.of(executed).mapToLong(CostTest::polls).sum();
        long seals = Stream.of(executed).mapToLong(CostTest::seals).sum();
        return Math.max(0, polls - 3) + Math.max(0, seals - 1);
    }

    @Test
    void oneEnvironmentIsReadWithOneStatementAndAPageOfAnySizeToo() {
        for (int number = 0; number < 3; number++) {
            engineer.post("/environments", "{\"name\":\"page-" + number + "\"}");
        }

        assertThat(executedBy(() -> engineer.get("/environments/page-1"))).satisfies(atMost(1, 1));
        assertThat(executedBy(() -> engineer.get("/environments?limit=1"))).satisfies(atMost(1, 1));
        assertThat(executedBy(() -> engineer.get("/environments?limit=50"))).satisfies(atMost(1, 1));
        assertThat(executedBy(() -> engineer.get("/environments?state=PROVISIONING&q=page")))
                .satisfies(atMost(1, 1));
    }

    private static Executed executedBy(Runnable request) {
        counter().drain();
        request.run();
        return counter().drain().by(Purpose.REQUEST);
    }

    /** A node looks for work once a second: five polls are half of what ten seconds may cost. */
    @Test
    void fiveSecondsInWhichNothingHappensCostThirtyStatementsAtMost() {
        awaitNothingToDo();
        counter().drain();
        List<Executed> executed = new ArrayList<>();

        Awaitility.await().until(() -> {
            executed.add(counter().drain());
            return executed.stream().mapToLong(CostTest::polls).sum() >= 5;
        });

        assertThat(executed.stream().mapToLong(Executed::statements).sum())
                .as(executed.toString())
                .isBetween(5L, 30L);
    }

    private static long polls(Executed executed) {
        return inBackground(executed, sql -> sql.contains("scheduled_tasks") && sql.contains("execution_time <="));
    }

    private static long seals(Executed executed) {
        return inBackground(executed, sql -> sql.contains("update audit_head"));
    }

    private static long inBackground(Executed executed, Predicate<String> isCounted) {
        return executed.by(Purpose.BACKGROUND).all().stream()
                .map(it -> it.sql().toLowerCase(Locale.ROOT))
                .filter(isCounted)
                .count();
    }

    private static Consumer<Executed> atMost(int statements, int commits) {
        return executed -> {
            assertThat(executed.statements()).as(executed.toString()).isBetween(1L, (long) statements);
            assertThat(executed.commits()).as(executed.toString()).isBetween(1L, (long) commits);
        };
    }

    private static SqlCounter counter() {
        return node.bean(SqlCounter.class);
    }

    private static void awaitState(String state) {
        await("select state = '" + state + "' from environment where name = 'cost'");
    }

    /** A node begins with all its recurring jobs, which a slow machine may take a while for. */
    private static void awaitNothingToDo() {
        awaitSealed();
        await("select not exists (select 1 from scheduled_tasks where picked or execution_time <= now())");
    }

    private static void awaitSealed() {
        await("select not exists (select 1 from audit_unsealed)");
    }

    /** Asks the database itself, so that the question is not counted. */
    private static void await(String condition) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .until(() -> database.sql(condition).query(Boolean.class).single());
    }
}
