package io.tableflow.iam.testing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * A data source whose connections can all be cut at once, and which notifies of commits by environment: every
 * transaction about an environment first takes the lock on its name or its row.
 */
final class CrashableDataSource extends DelegatingDataSource {

    private final CrashSimulator mortality;

    CrashableDataSource(DataSource target, CrashSimulator mortality) {
        super(target);
        this.mortality = mortality;
    }

    @Override
    public Connection getConnection() throws SQLException {
        mortality.requireAlive();
        Connection connection = super.getConnection();
        mortality.opened(connection);
        return proxy(Connection.class, new Watched(connection));
    }

    private final class Watched implements InvocationHandler {

        private final Connection connection;
        private @Nullable String environment;

        Watched(Connection connection) {
            this.connection = connection;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object[] args) throws Throwable {
            mortality.awaitThaw();
            return switch (method.getName()) {
                case "commit" -> commit(method);
                case "rollback" -> forget(method, args);
                case "close" -> close(method);
                case "prepareStatement" -> prepare((String) args[0], call(connection, method, args));
                default -> call(connection, method, args);
            };
        }

        private @Nullable Object commit(Method method) throws Throwable {
            String whose = environment;
            if (whose == null) {
                return call(connection, method, null);
            }
            mortality.watcher().beforeCommit(whose);
            call(connection, method, null);
            environment = null;
            mortality.watcher().afterCommit(whose);
            return null;
        }

        private @Nullable Object forget(Method method, Object[] args) throws Throwable {
            environment = null;
            return call(connection, method, args);
        }

        private @Nullable Object close(Method method) throws Throwable {
            mortality.closed(connection);
            return call(connection, method, null);
        }

        private @Nullable Object prepare(String sql, @Nullable Object statement) {
            return (sql.contains("pg_advisory_xact_lock") || sql.contains("for no key update"))
                    ? proxy(PreparedStatement.class, (proxy, method, args) -> {
                        if (args != null && args.length > 1 && args[1] instanceof String name) {
                            environment = name;
                        } else if (args != null && args.length > 1 && args[1] instanceof UUID id) {
                            environment = nameOf(id);
                        }
                        return call(statement, method, args);
                    })
                    : statement;
        }

        private @Nullable String nameOf(UUID id) throws SQLException {
            try (PreparedStatement statement =
                    connection.prepareStatement("select name from environment where id = ?")) {
                statement.setObject(1, id);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? row.getString(1) : null;
                }
            }
        }
    }

    private static @Nullable Object call(@Nullable Object target, Method method, Object @Nullable [] args)
            throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(CrashableDataSource.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
