package io.tableflow.iam;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.AwsUser;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.IamSnapshot;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.SettableClock;
import io.tableflow.iam.testing.SettableTime;
import io.tableflow.iam.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * This version opens a database that version 0.1 (commit a4fdc03) left when it was killed: what was shown is still
 * shown, and what was in progress is completed. The database has 29 environments in every state and at various steps,
 * four of them in the middle of a call to AWS, and the last lines of its audit trail are not sealed yet.
 *
 * <p>{@code dump.sql} is the database, {@code iam.json} is the IAM of that moment, and {@code answers.json} has that
 * version's answers.
 */
class DatabaseOfTheVersionBeforeTest {

    private static final String FOLDER = "database-of-a4fdc03/";
    private static final String OTHER_ACCOUNT = "210987654321";
    private static final String PROVISIONER = "tableflow-provisioner";

    private static final String[] SETTINGS = {
        "tableflow.aws.provisioner-role-name=" + PROVISIONER,
        "tableflow.aws.provisioner-external-id=provisioner-external-id",
        "server.forward-headers-strategy=native"
    };

    /** Each environment, and its state once nothing stops it any more. */
    private static final String OUTCOMES = """
        a-name-that-is-as-long-as-names-can-be9 ACTIVE REPAIR SUCCEEDED
        adopted              ACTIVE               UPDATE_TRUST SUCCEEDED
        adopting             ACTIVE               UPDATE_TRUST SUCCEEDED
        awaiting             AWAITING_INTEGRATION PROVISION SUCCEEDED
        deleting             gone                 TEARDOWN SUCCEEDED
        deleting-behind      gone                 TEARDOWN SUCCEEDED
        deleting-forced      gone                 TEARDOWN SUCCEEDED
        deleting-retain      gone                 TEARDOWN SUCCEEDED
        dev-expired          ACTIVE               UPDATE_TRUST SUCCEEDED
        drifted-foreign      AWAITING_INTEGRATION PROVISION SUCCEEDED
        drifted-ours         ACTIVE               REPAIR SUCCEEDED
        everything           ACTIVE               REPAIR SUCCEEDED
        failed-deleting      FAILED               TEARDOWN FAILED
        failed-not-ours      FAILED               PROVISION FAILED
        failed-trust         FAILED               UPDATE_TRUST FAILED
        failed-update        FAILED               UPDATE FAILED
        far                  AWAITING_INTEGRATION PROVISION SUCCEEDED
        gone-forced          gone                 TEARDOWN SUCCEEDED
        provisioning-glue    ACTIVE               UPDATE_TRUST SUCCEEDED
        provisioning-hanging AWAITING_INTEGRATION PROVISION SUCCEEDED
        provisioning-role    AWAITING_INTEGRATION PROVISION SUCCEEDED
        reborn               ACTIVE               UPDATE_TRUST SUCCEEDED
        repairing            AWAITING_INTEGRATION REPAIR SUCCEEDED
        rotated              ACTIVE               UPDATE SUCCEEDED
        superseding          AWAITING_INTEGRATION UPDATE SUCCEEDED
        trust-refused        ACTIVE               UPDATE_TRUST SUCCEEDED
        trust-rotating       ACTIVE               UPDATE_TRUST SUCCEEDED
        unconnected          FAILED               PROVISION FAILED
        updated              ACTIVE               UPDATE SUCCEEDED
        updating             ACTIVE               UPDATE SUCCEEDED
        """;

    @Test
    void showsWhatTheVersionBeforeShowed() {
        List<String> differences = new ArrayList<>();
        try (LocalAws aws = LocalAws.start();
                Node node = Node.start(filled(), aws, settings("db-scheduler.enabled=false"))) {
            ApiClient operator = new ApiClient(node.uri());
            json("answers.json").propertyStream().forEach(expected -> {
                Answer answer = operator.get(expected.getKey());
                if (answer.status() != expected.getValue().path("status").asInt()) {
                    differences.add(expected.getKey() + ": " + answer.status());
                } else if (answer.status() == 200) {
                    compare(expected.getKey(), expected.getValue().path("body"), answer.json(), differences);
                }
            });
        }
        assertThat(differences).isEmpty();
    }

    @Test
    void finishesWhatTheVersionBeforeBegan() {
        TestDatabase database = filled();
        try (LocalAws aws = LocalAws.start()) {
            IamSnapshot.rebuild(aws, json("iam.json"));
            AwsUser.ofAccount(aws.endpoint(), OTHER_ACCOUNT)
                    .iam()
                    .attachRolePolicy(
                            it -> it.roleName(PROVISIONER).policyArn("arn:aws:iam::aws:policy/AdministratorAccess"));
            try (Node node = Node.start(
                    database,
                    aws,
                    List.of(SettableTime.class),
                    settings("tableflow.drift.interval=1s", SettableTime.NO_HEARTBEATS))) {
                aws.clock(node.bean(SettableClock.class));
                ApiClient operator = new ApiClient(node.uri());

                node.awaitAsTimePasses("the outcomes", () -> outcomes(database).equals(expectedOutcomes()));

                assertThat(operator.get("/events/verification")
                                .json()
                                .path("valid")
                                .asBoolean())
                        .as("the chain holds over both versions")
                        .isTrue();
                new ConfluentPipeline(operator, node.bean(SettableClock.class)).callBack("awaiting");
                operator.awaitState("awaiting", "ACTIVE");
            }
        }
    }

    private static String[] settings(String... more) {
        List<String> all = new ArrayList<>(List.of(SETTINGS));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static Map<String, String> expectedOutcomes() {
        Map<String, String> expected = new TreeMap<>();
        OUTCOMES.lines()
                .map(line -> line.split("\\s+", 2))
                .forEach(parts ->
                        expected.put(parts[0], parts[1].replaceAll("\\s+", " ").strip()));
        return expected;
    }

    private static Map<String, String> outcomes(TestDatabase database) {
        Map<String, String> found = new TreeMap<>();
        database.client()
                .sql("""
                    select named.name, coalesce(e.state, 'gone') || ' ' || (
                        select w.kind || ' ' || w.state from workflow w where w.subject_name = named.name
                        order by w.created_at desc limit 1) as outcome
                    from (select distinct subject_name as name from workflow) named
                    left join environment e on e.name = named.name
                    """)
                .query()
                .listOfRows()
                .forEach(row -> found.put(Objects.toString(row.get("name")), Objects.toString(row.get("outcome"))));
        return found;
    }

    /** Everything that was shown must be shown, in the same order where the order has a meaning. More may be shown. */
    private static void compare(String where, JsonNode expected, @Nullable JsonNode actual, List<String> differences) {
        if (actual != null && expected.isObject() && actual.isObject()) {
            expected.propertyStream()
                    .forEach(field -> compare(
                            where + " " + field.getKey(), field.getValue(), actual.get(field.getKey()), differences));
        } else if (actual != null && expected.isArray() && actual.isArray() && expected.size() == actual.size()) {
            for (int i = 0; i < expected.size(); i++) {
                compare(where + "[" + i + "]", expected.get(i), actual.get(i), differences);
            }
        } else if (!expected.equals(actual)) {
            differences.add(where + ": expected " + expected + " but was " + actual);
        }
    }

    private static TestDatabase filled() {
        TestDatabase database = TestDatabase.createEmpty();
        try (Connection connection = DriverManager.getConnection(
                        database.jdbcUrl(), database.getUsername(), database.getPassword());
                Statement statement = connection.createStatement()) {
            statement.execute(text("dump.sql"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return database;
    }

    private static JsonNode json(String file) {
        return JsonMapper.shared().readTree(text(file));
    }

    private static String text(String file) {
        try (InputStream in =
                Objects.requireNonNull(DatabaseOfTheVersionBeforeTest.class.getResourceAsStream(FOLDER + file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
