package io.tableflow.iam.testing;

import io.tableflow.iam.aws.AwsAccounts;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.confluent.cloud.ConfluentCloud;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;

/**
 * Makes a node in this JVM die as a process does: at one moment it stops all reads and writes, of the database, of AWS and of
 * Confluent Cloud. Its open transactions roll back, and its leases are not returned.
 */
public final class CrashSimulator implements BeanPostProcessor, Ordered {

    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private volatile CommitListener watcher = CommitListener.NOBODY;
    private volatile boolean dead;

    /** The last one, so that it wraps the beans of all others. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        return switch (bean) {
            case DataSource database -> new CrashableDataSource(database, this);
            case AwsAccounts accounts -> mortal(AwsAccounts.class, accounts);
            case ConfluentCloud cloud -> mortal(ConfluentCloud.class, cloud);
            default -> bean;
        };
    }

    /** Sets the listener of all commits from now on. */
    void watch(CommitListener value) {
        watcher = value;
    }

    CommitListener watcher() {
        return watcher;
    }

    void die() {
        dead = true;
        open.forEach(connection -> {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException gone) {
                throw new IllegalStateException("The connection could not be cut", gone);
            }
        });
    }

    void opened(Connection connection) throws SQLException {
        open.add(connection);
        requireAlive();
    }

    void closed(Connection connection) {
        open.remove(connection);
    }

    void requireAlive() throws SQLException {
        if (dead) {
            throw new SQLException("This node is dead");
        }
    }

    private <T> T mortal(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            requireAliveToCall();
            try {
                Object answer = method.invoke(target, args);
                return switch (answer) {
                    case IamAccount account -> mortal(IamAccount.class, account);
                    case ConfluentCloud cloud -> mortal(ConfluentCloud.class, cloud);
                    case null, default -> answer;
                };
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    private void requireAliveToCall() {
        if (dead) {
            throw new IllegalStateException("This node is dead");
        }
    }
}
