package io.tableflow.iam.aws.sdk;

import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.resource.ResourceEvidence;
import io.tableflow.iam.policy.AwsAccount;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The accounts that are in use, with what is open for each. An account that nobody has asked for during {@link #IDLE} is
 * closed, so that a node does not keep clients, credentials and meters of every account that ever had an environment. The next
 * one who asks for it opens it again.
 */
final class AccountConnections {

    /** Longer than any attempt, whose account must stay open to its end, and than the usual time between two sweeps. */
    static final Duration IDLE = Duration.ofMinutes(15);

    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

    private final Map<AwsAccount, Open> open = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;
    private final AtomicLong nextLook;

    /**
     * What is open for an account.
     *
     * @param resources reads the account's buckets, keys and catalogs, by clients that are made when they are needed
     * @param close closes all but what other accounts use, too
     */
    record Connection(IamAccount account, ResourceEvidence resources, Runnable close) {}

    private record Open(Connection connection, long usedAt) {}

    /** @param nanoTime the time, as {@link System#nanoTime()} tells it */
    AccountConnections(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.nextLook = new AtomicLong(nanoTime.getAsLong() + LOOK_EVERY.toNanos());
    }

    /** What is open for the account, which is opened if it is not. */
    Connection get(AwsAccount account, Function<AwsAccount, Connection> connect) {
        long now = nanoTime.getAsLong();
        Open used = open.compute(
                account, (id, known) -> new Open(known == null ? connect.apply(id) : known.connection(), now));
        closeIdle(now);
        return used.connection();
    }

    private void closeIdle(long now) {
        long due = nextLook.get();
        if (now - due >= 0 && nextLook.compareAndSet(due, now + LOOK_EVERY.toNanos())) {
            open.keySet()
                    .forEach(account -> open.computeIfPresent(account, (id, known) -> {
                        if (now - known.usedAt() < IDLE.toNanos()) {
                            return known;
                        }
                        known.connection().close().run();
                        return null;
                    }));
        }
    }

    /** How many accounts are open. */
    int size() {
        return open.size();
    }
}
