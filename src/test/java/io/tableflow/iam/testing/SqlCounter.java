package io.tableflow.iam.testing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Records what a node executes on its database, in the order of time: each statement, each row of a batch as one, and
 * each commit. A statement outside a transaction is a commit of its own. BEGIN and SET are not counted.
 */
public final class SqlCounter implements BeanPostProcessor, Ordered {

    private static final String COMMIT = "commit";

    private final Queue<Statement> executed = new ConcurrentLinkedQueue<>();

    /** For what a node executes something. */
    public enum Purpose {
        /** To answer a request. */
        REQUEST,
        /** To run a workflow. */
        WORKFLOW,
        /** To look for work, to seal the audit trail, and other things that do not depend on one environment. */
        BACKGROUND;

        private static Purpose current() {
            return MDC.get("workflow") != null ? WORKFLOW : MDC.get("requestId") != null ? REQUEST : BACKGROUND;
        }
    }

    /** One statement, or a commit. */
    public record Statement(Purpose purpose, String sql) {

        boolean isCommit() {
            return sql.equals(COMMIT);
        }
    }

    /** What was executed in a while, with the commits. */
    public record Executed(List<Statement> all) {

        /** What was executed for one purpose. */
        public Executed by(Purpose purpose) {
            return new Executed(
                    all.stream().filter(it -> it.purpose() == purpose).toList());
        }

        /** How many statements, without the commits. */
        public long statements() {
            return all.size() - commits();
        }

        /** How many commits. */
        public long commits() {
            return all.stream().filter(Statement::isCommit).count();
        }

        @Override
        public String toString() {
            return statements() + " statements in " + commits() + " commits\n"
                    + all.stream().map(it -> it.purpose() + " " + it.sql()).collect(Collectors.joining("\n"));
        }
    }

    /** Returns what was executed since the last call, and forgets it. */
    public Executed drain() {
        List<Statement> all = new ArrayList<>();
        for (Statement next = executed.poll(); next != null; next = executed.poll()) {
            all.add(next);
        }
        return new Executed(List.copyOf(all));
    }

    private void add(String sql) {
        executed.add(new Statement(Purpose.current(), sql));
    }

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        return bean instanceof DataSource database ? new Counted(database) : bean;
    }

    private final class Counted extends DelegatingDataSource {

        Counted(DataSource target) {
            super(target);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            return proxy(Connection.class, (proxy, method, args) -> {
                if (method.getName().equals("commit")) {
                    add(COMMIT);
                }
                Object result = call(connection, method, args);
                return result instanceof PreparedStatement statement
                        ? proxy(PreparedStatement.class, counting(connection, statement, (String) args[0]))
                        : result;
            });
        }
    }

    private InvocationHandler counting(Connection connection, PreparedStatement statement, String sql) {
        String text = sql.strip().replaceAll("\\s+", " ");
        return (proxy, method, args) -> {
            boolean isBatch =
                    method.getName().equals("executeBatch") || method.getName().equals("executeLargeBatch");
            boolean isOne =
                    method.getName().equals("addBatch") || (method.getName().startsWith("execute") && !isBatch);
            if (isOne && !text.startsWith("set ")) {
                add(text);
            }
            if ((isOne || isBatch) && !method.getName().equals("addBatch") && connection.getAutoCommit()) {
                add(COMMIT);
            }
            return call(statement, method, args);
        };
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(SqlCounter.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
