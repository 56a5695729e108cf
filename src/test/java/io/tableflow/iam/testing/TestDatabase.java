package io.tableflow.iam.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A database of its own on the one real PostgreSQL of this JVM. Several application contexts, or processes, that are given
 * the same one are replicas of each other.
 *
 * @param jdbcUrl where it is; user and password are both {@code postgres}
 */
public record TestDatabase(String jdbcUrl) implements JdbcConnectionDetails {

    private static final AtomicInteger COUNT = new AtomicInteger();

    /** Started when first needed, stopped with the JVM. */
    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "300")
                        .setServerConfig("fsync", "off")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException("PostgreSQL did not start", e);
            }
        }
    }

    /** A new, empty one. */
    public static TestDatabase create() {
        String name = "test" + COUNT.incrementAndGet();
        try (Connection connection = Server.POSTGRES.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("Database " + name + " could not be created", e);
        }
        return new TestDatabase(Server.POSTGRES.getJdbcUrl("postgres", name));
    }

    /** For a test that looks for itself. */
    public JdbcClient client() {
        return JdbcClient.create(new DriverManagerDataSource(jdbcUrl, getUsername(), getPassword()));
    }

    @Override
    public String getJdbcUrl() {
        return jdbcUrl;
    }

    @Override
    public String getUsername() {
        return "postgres";
    }

    @Override
    public String getPassword() {
        return "postgres";
    }
}
