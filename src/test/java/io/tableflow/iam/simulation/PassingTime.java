package io.tableflow.iam.simulation;

import io.tableflow.iam.config.SkewedTime;
import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.testing.Cluster;
import java.time.Duration;
import java.util.function.IntSupplier;

/**
 * Lets time pass quickly for the service while nothing depends on how long something takes: no call to AWS or Confluent is under way, and
 * no node is frozen. The heartbeats of nodes leap along, so that none seems dead that is alive.
 */
final class PassingTime {

    private static final Duration LEAP = Duration.ofSeconds(1);

    private final LocalAws aws;
    private final IntSupplier otherCalls;
    private final Cluster cluster;

    PassingTime(LocalAws aws, Cluster cluster) {
        this(aws, () -> 0, cluster);
    }

    /** @param otherCalls how many other calls are under way */
    PassingTime(LocalAws aws, IntSupplier otherCalls, Cluster cluster) {
        this.aws = aws;
        this.otherCalls = otherCalls;
        this.cluster = cluster;
    }

    void leap() {
        if (aws.underWay() == 0 && otherCalls.getAsInt() == 0 && !cluster.isAnyFrozen()) {
            cluster.database()
                    .sql(
                            "update scheduled_tasks set last_heartbeat = last_heartbeat + interval '1 second' where picked")
                    .update();
            SkewedTime.DATABASE.pass(LEAP);
        }
    }
}
