package io.tableflow.iam.testing;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A database of its own on the one real PostgreSQL of this JVM. Several application contexts, or processes, that are given
 * the same one are replicas of each other.
 *
 * @param jdbcUrl where it is; user and password are both {@code postgres}
 */
public record TestDatabase(String jdbcUrl) implements JdbcConnectionDetails {

    /** {@code on} where the figures of a database that survives a power cut are wanted; tests are quicker without. */
    private static final String DURABLE = System.getProperty("test.database.durable", "off");

    private static final String USER = "postgres";
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Map<String, DataSource> POOLS = new ConcurrentHashMap<>();

    /** Started when first needed, stopped with the JVM. */
    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "300")
                        .setServerConfig("fsync", DURABLE)
                        .setServerConfig("full_page_writes", DURABLE)
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException("PostgreSQL did not start", e);
            }
        }
    }

    /** The database that others are copies of: migrated once a JVM, and then left alone. */
    private static final class Template {
        static final String NAME = migrated("migrated");

        private static String migrated(String name) {
            TestDatabase database = create(name, "template1");
            Flyway.configure().dataSource(database.jdbcUrl(), USER, USER).load().migrate();
            return name;
        }
    }

    /** A new database with this version's schema and no data. */
    public static TestDatabase create() {
        return create("test" + COUNT.incrementAndGet(), Template.NAME);
    }

    /** A new database without a schema. */
    public static TestDatabase createEmpty() {
        return create("test" + COUNT.incrementAndGet(), "template1");
    }

    /**
     * A copy of its data as of this moment, as a dump would be restored. Whoever is connected to it meanwhile loses the connection,
     * and cannot connect again until the copy is made.
     */
    public TestDatabase copy() {
        String name = jdbcUrl.replaceAll(".*/(\\w+)\\?.*", "$1");
        try (Connection connection = Server.POSTGRES.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("alter database " + name + " allow_connections false");
            try {
                statement.execute(
                        "select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");
                return create("test" + COUNT.incrementAndGet(), name);
            } finally {
                statement.execute("alter database " + name + " allow_connections true");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Database " + name + " could not be copied", e);
        }
    }

    private static TestDatabase create(String name, String template) {
        try (Connection connection = Server.POSTGRES.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name + " template " + template);
        } catch (SQLException e) {
            throw new IllegalStateException("Database " + name + " could not be created", e);
        }
        return new TestDatabase(Server.POSTGRES.getJdbcUrl(USER, name));
    }

    /** What any write to these tables would change: how many rows there are, and the last transaction that wrote one. */
    public String lastWrites(String... tables) {
        return Stream.of(tables)
                .map(table -> client().sql(
                                "select count(*) || ' ' || coalesce(max(xmin::text::bigint), 0) from " + table)
                        .query(String.class)
                        .single())
                .collect(Collectors.joining(", "));
    }

    /** For a test that reads or writes by itself. */
    public JdbcClient client() {
        return JdbcClient.create(POOLS.computeIfAbsent(jdbcUrl, TestDatabase::pool));
    }

    /** Holds no connection for longer than a test reads again and again. */
    private static DataSource pool(String jdbcUrl) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(jdbcUrl);
        pool.setUsername(USER);
        pool.setPassword(USER);
        pool.setMinimumIdle(0);
        pool.setMaximumPoolSize(8);
        pool.setIdleTimeout(10_000);
        return pool;
    }

    @Override
    public String getJdbcUrl() {
        return jdbcUrl;
    }

    @Override
    public String getUsername() {
        return USER;
    }

    @Override
    public String getPassword() {
        return USER;
    }
}
