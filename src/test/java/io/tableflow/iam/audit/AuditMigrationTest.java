package io.tableflow.iam.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.TestDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** Lines from before the chain existed become its beginning. */
class AuditMigrationTest {

    @Test
    void linesOfEarlierVersionsAreChained() {
        TestDatabase database = TestDatabase.createEmpty();
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.getUsername(), database.getPassword())
                .target("6")
                .load()
                .migrate();
        database.client().sql("""
                        insert into audit_event (occurred_at, type, environment_id, environment, actor, details)
                        select timestamptz '2026-01-01 00:00:00.5+00' + n * interval '1 second', 'REQUESTED', gen_random_uuid(),
                               'old-' || n, 'Jürgen, "ops"', jsonb_build_object('n', n, 'address', '10.0.0.1')
                        from generate_series(1, 700) n
                        """).update();

        try (LocalAws aws = LocalAws.start();
                Node node = Node.start(database, aws)) {
            ApiClient engineer = new ApiClient(node.uri());
            Answer verified = engineer.get("/events/verification");
            assertThat(verified.at("/valid")).as(verified.text()).isEqualTo("true");
            assertThat(verified.json().at("/lines").asInt()).isEqualTo(700);
            Answer oldest = engineer.get("/environments/old-1/events");
            assertThat(oldest.at("/items/0/id")).isEqualTo("1");
            assertThat(oldest.at("/items/0/actor")).isEqualTo("Jürgen, \"ops\"");
            assertThat(oldest.at("/items/0/details/n")).isEqualTo("1");
        }
    }
}
