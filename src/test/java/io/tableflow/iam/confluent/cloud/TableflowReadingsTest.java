package io.tableflow.iam.confluent.cloud;

import static io.tableflow.iam.confluent.cloud.StubConfluent.recorded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tableflow.iam.confluent.cloud.ConfluentCloudException.Kind;
import io.tableflow.iam.confluent.cloud.TableflowTopic.CatalogSync;
import io.tableflow.iam.confluent.cloud.TableflowTopic.FailingFormat;
import io.tableflow.iam.outbound.AdaptiveConcurrencyLimiter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Tableflow says is read as Confluent's OpenAPI description and its own clients' recordings have it. */
class TableflowReadingsTest {

    private static final String SECRET = "hunter2-of-tableflow";

    private final StubConfluent confluent = new StubConfluent();
    private final CloudHttp http = new CloudHttp(
            confluent.endpoint(),
            "TKEY",
            SECRET,
            new CloudHttp.Timeouts(Duration.ofSeconds(2), Duration.ofMillis(800)),
            Clock.systemUTC());
    private final CloudFailures failures = new CloudFailures("TKEY", SECRET);
    private final TableflowCloud cloud = new TableflowReadings(
            new CloudCallExecutor(
                    http,
                    failures,
                    new SimpleMeterRegistry(),
                    new AdaptiveConcurrencyLimiter(1, Duration.ofMillis(100))),
            failures);

    @AfterEach
    void stop() {
        http.close();
        confluent.close();
    }

    @Test
    void readsTopicsOfOneClusterAndIgnoresWhatItDoesNotKnow() {
        confluent.then(200, recorded("tableflow-topics.json"));

        List<TableflowTopic> topics = cloud.topics("env-00000", "lkc-00000");

        assertThat(topics)
                .containsExactly(
                        new TableflowTopic(
                                "orders.clean",
                                "cspi-42o61",
                                "bucket_1",
                                false,
                                "RUNNING",
                                null,
                                List.of(new FailingFormat(
                                        "DELTA", "Delta table may have been modified outside of Tableflow")),
                                List.of(
                                        new CatalogSync("tci-abc123", "FAILED", "Glue said no"),
                                        new CatalogSync("tci-other", "SYNCED", null))),
                        new TableflowTopic("managed", null, null, false, "SOMETHING_NEW", null, List.of(), List.of()),
                        new TableflowTopic("bare", null, null, false, "", null, List.of(), List.of()));
        assertThat(confluent.requests().getFirst().target())
                .startsWith("/tableflow/v1/tableflow-topics?")
                .contains("environment=env-00000", "spec.kafka_cluster=lkc-00000", "page_size=100");
    }

    @Test
    void readsIntegrationsWithGlueOnly() {
        confluent.then(200, recorded("catalog-integrations.json"));

        assertThat(cloud.catalogs("env-00000", "lkc-00000"))
                .containsExactly(new GlueCatalog("tci-abc123", "glue", "cspi-42o61", true, "FAILED", "not authorized"));
    }

    @Test
    void readsAllPagesOrNothing() {
        String next = "{\"metadata\":{\"next\":\"https://elsewhere.example/x?page_token=t2\"},\"data\":[]}";
        confluent.then(200, next).then(500, "");

        ConfluentCloudException failure =
                catchThrowableOfType(ConfluentCloudException.class, () -> cloud.topics("env-00000", "lkc-00000"));

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(confluent.requests().getLast().target()).contains("page_token=t2");
    }

    @Test
    void aKeyThatIsRefusedIsNamedWithoutItsSecret() {
        confluent.then(401, "{\"errors\":[{\"status\":\"401\",\"detail\":\"no such key " + SECRET + "\"}]}");

        ConfluentCloudException failure =
                catchThrowableOfType(ConfluentCloudException.class, () -> cloud.catalogs("env-00000", "lkc-00000"));

        assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED);
        assertThat(failure)
                .hasMessageContaining("TKEY")
                .hasMessageContaining("401")
                .hasMessageNotContaining(SECRET);
    }
}
