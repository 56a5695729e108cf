package io.tableflow.iam;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.confluent.tableflow.TableflowVerdictRepository;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentRepository;
import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.localconfluent.LocalConfluent;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.ConsoleClient;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.NotificationReceiver;
import io.tableflow.iam.testing.SqlCounter;
import io.tableflow.iam.testing.TestDatabase;
import io.tableflow.iam.testing.ZeroTouchFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** What a node asks of its database has an index at 100,000 environments. PostgreSQL's own planner is the witness. */
class QueryPlanTest {

    private static final int ENVIRONMENTS = 100_000;

    private static LocalAws aws;
    private static LocalConfluent confluent;
    private static NotificationReceiver receiver;
    private static Node node;
    private static ApiClient engineer;

    /** Sends statements as texts: the driver's usual protocol wants the parameters' values. */
    private static JdbcClient planner;

    @BeforeAll
    static void start() {
        aws = LocalAws.start();
        TestDatabase shared = TestDatabase.create();
        planner = JdbcClient.create(new DriverManagerDataSource(
                shared.jdbcUrl() + "&preferQueryMode=simple", shared.getUsername(), shared.getPassword()));
        receiver = NotificationReceiver.start();
        receiver.answer(
                message -> NotificationReceiver.Answer.of(receiver.attempts().size() % 2 == 0 ? 500 : 204));
        confluent = LocalConfluent.start();
        List<String> settings = new ArrayList<>(
                receiver.settings(0, "told", "events[0]=PROVISIONED", "events[1]=ACTIVATED", "events[2]=DELETED"));
        settings.addAll(List.of(ZeroTouchFixture.settings(
                confluent,
                "tableflow.confluent.tableflow-api-key=" + LocalConfluent.TABLEFLOW_KEY,
                "tableflow.confluent.tableflow-api-secret=" + LocalConfluent.SECRET)));
        node = Node.start(shared, aws, List.of(SqlCounter.class), settings.toArray(String[]::new));
        engineer = new ApiClient(node.uri());
        engineer.post("/environments", "{\"name\":\"first\"}");
        new ConfluentPipeline(engineer).callBack("first");
        awaitActive("first");
        multiply(shared);
    }

    @AfterAll
    static void stop() {
        node.close();
        confluent.close();
        receiver.close();
        aws.close();
    }

    /**
     * Rows as they would be, had the other environments been requested one by one; their workflows and tasks among them. That each refers
     * to one that is there need not be checked a million times.
     */
    private static void multiply(TestDatabase shared) {
        SingleConnectionDataSource connection =
                new SingleConnectionDataSource(shared.jdbcUrl(), shared.getUsername(), shared.getPassword(), true);
        JdbcClient unchecked = JdbcClient.create(connection);
        unchecked.sql("set session_replication_role = replica").update();
        Stream.of("""
            insert into workflow
            select copy.*
            from workflow w, generate_series(1, :rows) n, jsonb_populate_record(w, jsonb_build_object(
                'id', md5('workflow' || n)::uuid, 'subject_id', md5('environment' || n)::uuid,
                'subject_name', 'env-' || n)) copy
            where w.id = (select workflow_id from environment where name = 'first')
            """, """
            insert into environment
            select copy.*
            from environment e, generate_series(1, :rows) n, jsonb_populate_record(e, jsonb_build_object(
                'id', md5('environment' || n)::uuid, 'name', 'env-' || n,
                'workflow_id', md5('workflow' || n)::uuid,
                'spec', e.spec || jsonb_build_object('name', 'env-' || n, 'bucket', 'bucket-' || n),
                'integration', e.integration || jsonb_build_object('confluentEnvironmentId', 'env-' || n / 100))) copy
            where e.name = 'first'
            """, """
            insert into tableflow_verdict (environment_id, integration_id, status, reason, message, status_since,
                checked_at, topic_count, topics, catalogs)
            select id, 'cspi-42o61', case when name like 'env-%500' then 'False' else 'True' end, '', '', now(), now(),
                0, '[]', '[]'
            from environment
            where cast(:rows as integer) > 0
            """, """
            insert into policy_revision
                (id, environment_id, environment_name, policy, number, document, applied_at, applied_by, reason)
            select md5('revision' || n)::uuid, md5('environment' || n)::uuid, 'env-' || n, policy, number,
                document, applied_at, applied_by, reason
            from policy_revision r, generate_series(1, :rows) n
            where r.environment_name = 'first' and r.policy = 'S3'
            """, """
            insert into webhook_delivery (webhook_id, environment_id, environment, integration, outcome, address,
                body_digest, signed_by, signed_at, received_at, last_received_at, times)
            select 'msg_' || n, md5('environment' || n)::uuid, 'env-' || n, integration, outcome, address,
                md5('body' || n), signed_by, signed_at, received_at, last_received_at, times
            from webhook_delivery, generate_series(1, :rows) n
            where environment = 'first'
            """, """
            insert into kept_integration (webhook_id, body_digest, signed_by, environment, role_arn, integration,
                principal, external_id, confluent_environment_id, signed_at, last_received_at)
            select 'kept_' || n, md5('body' || n), signed_by, 'none-' || n,
                'arn:aws:iam::123456789012:role/none-' || n || '-confluent-role', integration,
                'arn:aws:iam::851725421142:role/cspi-' || n, 'external-' || n, null, signed_at, received_at
            from webhook_delivery, generate_series(1, :rows) n
            where environment = 'first'
            """, """
            with copy as (
                insert into audit_event (occurred_at, type, environment_id, environment, actor, details)
                select now(), 'AWS_WRITE', md5('environment' || n)::uuid, 'env-' || n, 'tableflow-iam', '{}'
                from generate_series(1, :rows) n
                returning id),
            sealed as (
                insert into audit_seal (position, event_id, hash)
                select (select position from audit_head) + row_number() over (order by id), id, sha256(id::text::bytea)
                from copy)
            update audit_head set position = position + :rows
            """, """
            insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
            select 'workflow', md5('workflow' || n), now() + interval '1 day', false, 1
            from generate_series(1, :rows) n
            """)
                .forEach(sql -> unchecked.sql(sql).param("rows", ENVIRONMENTS).update());
        Stream.of("""
            insert into access_report (environment_id, asked_at, collected_at) select id, now(), now() from environment
            """, """
            insert into access_use (environment_id, service, action, used_at) select id, 'glue', '', now() from environment
            """, """
            insert into access_call (event_id, environment_id, occurred_at, region, caller_type)
            select 'call-' || id, id, now(), 'eu-central-1', 'AWSAccount' from environment
            """, """
            insert into access_caller
                (environment_id, integration_id, caller_id, caller_account, first_seen, last_seen, times)
            select id, 'cspi-42o61', 'AROA', '851725421142', now(), now(), 1 from environment
            """, """
            insert into access_review (id, environment_id, reviewer, note, reviewed_at, next_due)
            select id, id, 'token:somebody', '', now(), now() from environment
            """, """
            insert into compliance_waiver
                (id, environment_id, environment_name, rule, reason, until, requested_by, requested_at)
            select id, id, name, 'TFI-ROLE-104', '', now(), 'token:somebody', now() from environment
            """)
                .forEach(sql -> unchecked.sql(sql).update());
        // As autovacuum does: what it has not seen yet is not read from an index alone.
        unchecked.sql("vacuum (analyze)").update();
        connection.destroy();
    }

    @Test
    void noRequestNoStepAndNoPollReadsATableThatGrowsWithTheEnvironmentsFromItsBeginningToItsEnd() {
        counter().drain();

        engineer.get("/environments/env-5000");
        engineer.get("/environments?limit=50");
        engineer.get("/environments?limit=50&state=FAILED");
        engineer.get("/environments/env-5000/workflows");
        engineer.get("/environments/env-5000/policies");
        engineer.get("/environments/env-5000/policies/trust/revisions");
        engineer.get("/environments/env-5000/drift");
        engineer.get("/environments/env-5000/events");
        engineer.get("/environments/env-5000/access");
        engineer.get("/environments/env-5000/reviews");
        engineer.post("/environments/env-5000/reviews", "{\"note\":\"as expected\"}");
        engineer.get("/environments/env-5000/documentation");
        engineer.get("/environments/env-5000/compliance");
        engineer.get("/compliance?limit=50");
        String waiver = "/environments/env-5000/compliance/TFI-ROLE-103/waiver";
        engineer.put(
                waiver,
                "{\"reason\":\"until the move is done\",\"until\":\""
                        + Instant.now().plusSeconds(86_400) + "\"}");
        engineer.delete(waiver);
        new ConfluentPipeline(engineer).callBack("last");
        engineer.post("/environments", "{\"name\":\"last\"}");
        new ConfluentPipeline(engineer).callBack("last");
        new ConfluentPipeline(engineer).deliver("msg_7", ConfluentPipeline.document("none", "no principal", "x"));
        engineer.get(ConfluentPipeline.PATH + "/deliveries?limit=20");
        awaitActive("last");
        engineer.put("/environments/last", "{\"name\":\"last\",\"tags\":{\"team\":\"data\"}}");
        engineer.delete("/environments/last");
        Awaitility.await().until(() -> engineer.get("/environments/last").status() == 404);
        aLookAtConfluent();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> receiver.accepted().size() >= 3
                        && engineer.get("/notifications")
                                .at("/items/0/blockedCount")
                                .equals("0"));
        engineer.post("/notifications/told/replay?from=1", "");

        assertNoTableIsRead(counter().drain());
    }

    @Test
    void aPageOfTheConsoleTakesAsManyStatementsAsWithFewEnvironmentsAndReadsNoTableEither() {
        ConsoleClient operator = new ConsoleClient(node.uri()).signIn("local-operator");
        counter().drain();

        ConsoleClient.Page page = operator.get("/console/environments");

        SqlCounter.Executed list = counter().drain();
        assertThat(page.html().select("tbody tr")).hasSize(50);
        assertThat(page.text("caption")).matches("10000\\d environments.*");
        assertThat(page.text()).hasSizeLessThan(150_000);
        assertThat(list.by(SqlCounter.Purpose.REQUEST).statements())
                .as(list.toString())
                .isLessThanOrEqualTo(12);
        assertNoTableIsRead(list);
        for (String path : List.of(
                nextOf(page),
                "/console/environments?q=env-5000",
                "/console/environments?state=FAILED",
                "/console/environments?attention=true",
                "/console/environments/env-5000",
                "/console/environments/env-5000/compliance",
                "/console/environments/env-5000/events",
                "/console/compliance")) {
            assertThat(operator.get(path).status()).as(path).isEqualTo(200);
            assertNoTableIsRead(counter().drain());
        }
    }

    @Test
    void whatConfluentSaysCannotWorkComesFirstAndIsFoundByAnIndexOfItsOwn() {
        ConsoleClient operator = new ConsoleClient(node.uri()).signIn("local-operator");
        counter().drain();

        ConsoleClient.Page page = operator.get("/console/environments");

        assertThat(counter().drain().all().stream()
                        .map(SqlCounter.Statement::sql)
                        .filter(sql -> sql.contains("tableflow_verdict join environment")))
                .hasSize(2)
                .allSatisfy(sql -> assertThat(plan(sql))
                        .as(sql)
                        .contains("Index Scan using environment_urgency", "tableflow_verdict_false"));
        assertThat(page.text(".callout.bad")).startsWith("100 environments need attention");
        assertThat(page.text("title")).startsWith("(100)");
        List<String> names = new ArrayList<>(names(page));
        ConsoleClient.Page second = operator.get(nextOf(page));
        names.addAll(names(second));
        assertThat(names).hasSize(100).isSorted().doesNotHaveDuplicates().allMatch(name -> name.matches("env-\\d*500"));
        assertThat(names(operator.get(nextOf(second)))).hasSize(50).isSorted().noneMatch(names::contains);
        assertThat(names(operator.get("/console/environments?attention=true&q=env-5500")))
                .containsExactly("env-5500");
    }

    private static List<String> names(ConsoleClient.Page page) {
        return page.html().select("tbody th a").eachText();
    }

    private static String nextOf(ConsoleClient.Page page) {
        return page.html().select("a[rel=next]").attr("href");
    }

    private static void assertNoTableIsRead(SqlCounter.Executed executed) {
        Set<String> statements = new TreeSet<>();
        executed.all().stream()
                .map(SqlCounter.Statement::sql)
                .filter(sql -> sql.toLowerCase(Locale.ROOT).matches("(?s)(select|insert|update|delete|with)\\b.*"))
                .forEach(statements::add);
        assertThat(statements).isNotEmpty();
        assertThat(statements)
                .allSatisfy(sql -> assertThat(plan(sql))
                        .as(sql)
                        .doesNotContain("Seq Scan on environment")
                        .doesNotContain("Seq Scan on workflow")
                        .doesNotContain("Seq Scan on policy_revision")
                        .doesNotContain("Seq Scan on webhook_delivery")
                        .doesNotContain("Seq Scan on kept_integration")
                        .doesNotContain("Seq Scan on tableflow_verdict")
                        .doesNotContainPattern("Seq Scan on access_(report|use|call|review)")
                        .doesNotContain("Seq Scan on compliance_waiver")
                        .doesNotContain("Seq Scan on scheduled_tasks")
                        .doesNotContain("Seq Scan on audit_event")
                        .doesNotContain("Seq Scan on audit_seal"));
    }

    /** What is read and written for each Confluent environment; which ones there are is read once a look, from all rows. */
    private static void aLookAtConfluent() {
        EnvironmentRepository environments = node.bean(EnvironmentRepository.class);
        List<Environment> page = environments.pageOfConfluentEnvironment("env-50", "", 200);
        assertThat(page).hasSize(100);
        environments.findByNameIn(List.of("env-5000", "env-5001"));
        List<UUID> ids = page.stream().map(Environment::id).toList();
        TableflowVerdictRepository verdicts = node.bean(TableflowVerdictRepository.class);
        assertThat(verdicts.findByEnvironmentIdIn(ids)).hasSize(100);
        verdicts.answeredAgain(ids, Instant.now());
        verdicts.forget(List.of(ids.getFirst()));
    }

    /** How PostgreSQL would execute a statement whatever its parameters are. */
    private static String plan(String sql) {
        StringBuilder numbered = new StringBuilder("explain (generic_plan) ");
        int parameters = 0;
        for (String part : sql.split("\\?", -1)) {
            numbered.append(parameters == 0 ? "" : "$" + parameters).append(part);
            parameters++;
        }
        return String.join(
                "\n", planner.sql(numbered.toString()).query(String.class).list());
    }

    private static SqlCounter counter() {
        return node.bean(SqlCounter.class);
    }

    private static void awaitActive(String name) {
        Awaitility.await()
                .until(() -> engineer.get("/environments/" + name).text().contains("\"state\":\"ACTIVE\""));
    }
}
