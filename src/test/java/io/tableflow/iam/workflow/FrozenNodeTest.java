package io.tableflow.iam.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tableflow.iam.testing.ServiceTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A node that freezes in the middle of a transaction holds its environment's lock. */
class FrozenNodeTest extends ServiceTest {

    @Test
    void whatAFrozenNodeHoldsIsTakenFromItAndNobodyWaitsForEverMeanwhile() throws SQLException {
        try (Connection frozen = node().bean(DataSource.class).getConnection()) {
            frozen.setAutoCommit(false);
            lock(frozen, "frozen");

            assertThat(engineer.post("/environments", "{\"name\":\"frozen\"}").status())
                    .isEqualTo(503);
            assertThat(engineer.post("/environments", "{\"name\":\"not-frozen\"}")
                            .status())
                    .isEqualTo(202);

            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> engineer.post("/environments", "{\"name\":\"frozen\"}")
                                    .status()
                            == 202);
            engineer.awaitState("frozen", "AWAITING_INTEGRATION");
            assertThatThrownBy(() -> lock(frozen, "frozen")).isInstanceOf(SQLException.class);
        }
    }

    private static void lock(Connection connection, String environment) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select pg_advisory_xact_lock(hashtextextended('environment:' || ?, 0))")) {
            statement.setString(1, environment);
            statement.execute();
        }
    }
}
