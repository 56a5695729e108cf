package io.tableflow.iam.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A test's own PostgreSQL, which can be stopped, and started again on the same port with the same data. */
public final class RestartablePostgres implements AutoCloseable {

    private final Path data;
    private EmbeddedPostgres server;

    private RestartablePostgres(Path data) {
        this.data = data;
        this.server = start(data, 0);
    }

    /** Starts one. */
    public static RestartablePostgres in(Path emptyFolder) {
        return new RestartablePostgres(emptyFolder);
    }

    /** Its only database. */
    public TestDatabase database() {
        return new TestDatabase(server.getJdbcUrl("postgres", "postgres"));
    }

    /** Ends all connections and transactions, and starts again at once. */
    public void restart() {
        int port = server.getPort();
        close();
        server = start(data, port);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not stop", e);
        }
    }

    private static EmbeddedPostgres start(Path data, int port) {
        try {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setServerConfig("max_connections", "100");
            return (port == 0 ? builder : builder.setPort(port)).start();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start", e);
        }
    }
}
