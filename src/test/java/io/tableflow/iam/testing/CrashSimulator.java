package io.tableflow.iam.testing;

import io.tableflow.iam.aws.AwsAccounts;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.confluent.cloud.ConfluentCloud;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;

/**
 * Makes a node in this JVM die as a process does: at one moment it stops all reads and writes, of the database, of AWS and of
 * Confluent Cloud. Its open transactions roll back, and its leases are not returned. Or it freezes, and goes on
 * where it was.
 */
public final class CrashSimulator implements BeanPostProcessor, Ordered {

    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private volatile CommitListener watcher = CommitListener.NOBODY;
    private final AtomicReference<@Nullable FreezePoint> next = new AtomicReference<>();
    private volatile CountDownLatch frozen = new CountDownLatch(0);
    private volatile boolean dead;

    /**
     * Where a node freezes.
     *
     * @param calls the calls to AWS at which it does, by their names in {@link IamAccount}
     * @param isAfter whether it freezes once such a call has been answered; otherwise before it is made
     */
    public record FreezePoint(Predicate<String> calls, boolean isAfter, Duration duration) {

        private boolean isAt(String call, boolean after) {
            return isAfter == after && calls.test(call);
        }
    }

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

    /** Has the node freeze at the next such point, as by SIGSTOP, and go on after a while, as by SIGCONT. */
    void freezeAt(FreezePoint point) {
        next.set(point);
    }

    /** From now on, for so long. */
    void freeze(Duration duration) {
        CountDownLatch thawed = new CountDownLatch(1);
        frozen = thawed;
        Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(duration);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } finally {
                thawed.countDown();
            }
        });
    }

    boolean isFrozen() {
        return frozen.getCount() > 0;
    }

    /** Whatever a node does next, it does not do it while it is frozen. */
    void awaitThaw() {
        try {
            frozen.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void arrived(String call, boolean isAfter) {
        FreezePoint point = next.get();
        if (point != null && point.isAt(call, isAfter) && next.compareAndSet(point, null)) {
            freeze(point.duration());
        }
        awaitThaw();
    }

    void opened(Connection connection) throws SQLException {
        open.add(connection);
        requireAlive();
    }

    void closed(Connection connection) {
        open.remove(connection);
    }

    void requireAlive() throws SQLException {
        awaitThaw();
        if (dead) {
            throw new SQLException("This node is dead");
        }
    }

    private <T> T mortal(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            requireAliveToCall();
            arrived(method.getName(), false);
            try {
                Object answer = method.invoke(target, args);
                arrived(method.getName(), true);
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
