package io.tableflow.iam.simulation;

import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.testing.Cluster;
import io.tableflow.iam.testing.CrashSimulator.FreezePoint;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/** Nodes that die, and nodes that freeze in the middle of an attempt and wake up after they have lost their leases. */
final class Disturbances {

    /** By how much the clock of a node may be off. */
    static final List<String> SKEWS = List.of("PT0S", "PT-40S", "PT25S", "PT0.8S", "PT-0.8S", "PT1H");

    private static final Predicate<String> READS = "findRole"::equals;
    private static final Predicate<String> TRUST = "updateTrust"::equals;
    private final Random random;
    private final LocalAws aws;
    private final Cluster cluster;
    private int frozen;
    private int nodes;

    Disturbances(Random random, LocalAws aws, Cluster cluster) {
        this.random = random;
        this.aws = aws;
        this.cluster = cluster;
    }

    void addNode() {
        cluster.add("test.clock.skew=" + SKEWS.get(nodes++ % SKEWS.size()));
    }

    void kill() {
        cluster.killOne();
        addNode();
    }

    /** At the next call of some kind: for longer than it takes until another node goes on with its work. */
    void freeze() {
        Duration duration = Duration.ofMillis(5000 + random.nextInt(2000));
        cluster.freezeOneAt(
                switch (random.nextInt(5)) {
                    case 0, 1 -> new FreezePoint(READS, true, duration);
                    case 2 -> new FreezePoint(TRUST, random.nextBoolean(), duration);
                    default -> new FreezePoint(Disturbances::isChange, random.nextBoolean(), duration);
                });
        frozen++;
    }

    private static boolean isChange(String call) {
        return call.startsWith("create")
                || call.startsWith("tag")
                || call.startsWith("delete")
                || call.equals("attach")
                || call.equals("detach");
    }

    int frozen() {
        return frozen;
    }

    int calls() {
        return aws.calls().size();
    }
}
