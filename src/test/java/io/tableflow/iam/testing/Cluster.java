package io.tableflow.iam.testing;

import io.tableflow.iam.localaws.LocalAws;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Several nodes on one database. Any of them may die, and another is started in its place. */
public final class Cluster implements AutoCloseable {

    private final TestDatabase database;
    private final LocalAws aws;
    private final String[] properties;
    private final List<Node> alive = new CopyOnWriteArrayList<>();
    private final AtomicInteger deaths = new AtomicInteger();

    private Cluster(TestDatabase database, LocalAws aws, String... properties) {
        this.database = database;
        this.aws = aws;
        this.properties = properties;
    }

    /** This number of nodes on a new database. */
    public static Cluster of(int nodes, LocalAws aws, String... properties) {
        Cluster cluster = new Cluster(TestDatabase.create(), aws, properties);
        for (int i = 0; i < nodes; i++) {
            cluster.add();
        }
        return cluster;
    }

    /** Starts another node. */
    public void add() {
        alive.add(Node.startCrashable(database, aws, CommitListener.NOBODY, properties));
    }

    /** Kills a node in the middle of its work. */
    public void killOne() {
        Node victim = alive.remove(ThreadLocalRandom.current().nextInt(alive.size()));
        deaths.incrementAndGet();
        victim.die();
    }

    /** How many nodes have died. */
    public int deaths() {
        return deaths.get();
    }

    /** A living node. */
    public Node anyNode() {
        List<Node> now = List.copyOf(alive);
        return now.get(ThreadLocalRandom.current().nextInt(now.size()));
    }

    /** The nodes' database. */
    public JdbcClient database() {
        return database.client();
    }

    /** A client of a living node, for one call. */
    public ApiClient client() {
        return new ApiClient(anyNode().uri());
    }

    @Override
    public void close() {
        alive.forEach(Node::close);
    }
}
