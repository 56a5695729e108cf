package io.tableflow.iam.testing;

import io.tableflow.iam.localaws.LocalAws;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Several nodes on one database. Any of them may die, and another is started in its place; any may freeze for a while. */
public final class Cluster implements AutoCloseable {

    private final TestDatabase database;
    private final LocalAws aws;
    private final List<Class<?>> beans;
    private final String[] properties;
    private final List<Node> alive = new CopyOnWriteArrayList<>();
    private final AtomicInteger deaths = new AtomicInteger();

    private Cluster(TestDatabase database, LocalAws aws, List<Class<?>> beans, String... properties) {
        this.database = database;
        this.aws = aws;
        this.beans = beans;
        this.properties = properties;
    }

    /** This number of nodes on a new database. */
    public static Cluster of(int nodes, LocalAws aws, String... properties) {
        Cluster cluster = of(aws, List.of(), properties);
        for (int i = 0; i < nodes; i++) {
            cluster.add();
        }
        return cluster;
    }

    /** No node yet, on a new database; those that are added have beans of the test's own. */
    public static Cluster of(LocalAws aws, List<Class<?>> beans, String... properties) {
        return new Cluster(TestDatabase.create(), aws, beans, properties);
    }

    /** Starts another node, with settings of its own beside those of all. */
    public void add(String... own) {
        String[] all = Stream.of(properties, own).flatMap(Stream::of).toArray(String[]::new);
        alive.add(Node.startCrashable(database, aws, CommitListener.NOBODY, beans, all));
    }

    /** Kills a node in the middle of its work. */
    public void killOne() {
        Node victim = alive.remove(ThreadLocalRandom.current().nextInt(alive.size()));
        deaths.incrementAndGet();
        victim.die();
    }

    /** Has one of the nodes freeze at the next such point. */
    public void freezeOneAt(CrashSimulator.FreezePoint point) {
        anyNode().freezeAt(point);
    }

    /** Whether a node is frozen now. */
    public boolean isAnyFrozen() {
        return alive.stream().anyMatch(Node::isFrozen);
    }

    /** How many nodes have died. */
    public int deaths() {
        return deaths.get();
    }

    /** A living node, and if possible one that is not frozen: as a load balancer finds one. */
    public Node anyNode() {
        List<Node> now = List.copyOf(alive);
        List<Node> ready = now.stream().filter(node -> !node.isFrozen()).toList();
        List<Node> candidates = ready.isEmpty() ? now : ready;
        return candidates.get(ThreadLocalRandom.current().nextInt(candidates.size()));
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
