package io.tableflow.iam.simulation;

import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.localaws.RecordedCall;
import io.tableflow.iam.localconfluent.ConfluentPrincipals;
import io.tableflow.iam.localconfluent.LocalConfluent;
import io.tableflow.iam.testing.AwsUser;
import io.tableflow.iam.testing.Cluster;
import io.tableflow.iam.testing.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;

/** Some histories at the same time, from their first act until nothing of them is left on either side. */
final class ZeroTouchRound {

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Duration LEAP_EVERY = Duration.ofMillis(10);
    /** There are few calls to Confluent. */
    private static final double LEAST_FAULT_RATE = 0.15;

    private static final int LONGEST_REVOCATION = 1500;

    private final List<ZeroTouchHistory> histories;
    private final LocalAws aws;
    private final LocalConfluent confluent;
    private final Cluster cluster;
    private final Disturbances disturbances;
    private final States states;
    private final ZeroTouchInvariants invariants;
    private final TrustWatch watch;
    private final ActorGroup<ZeroTouchActor> actors;

    ZeroTouchRound(
            List<ZeroTouchHistory> histories,
            LocalAws aws,
            LocalConfluent confluent,
            Cluster cluster,
            Disturbances disturbances) {
        this.histories = histories;
        this.aws = aws;
        this.confluent = confluent;
        this.cluster = cluster;
        this.disturbances = disturbances;
        this.states = new States(cluster.database());
        this.invariants = new ZeroTouchInvariants(aws, confluent, cluster);
        AwsUser ourselves = AwsUser.ofAccount(aws.endpoint(), Node.ACCOUNT);
        this.actors = new ActorGroup<>(states, this::whatHappened);
        histories.forEach(history -> history.scripts()
                .forEach(script -> actors.add(
                        new ZeroTouchActor(script, history.seed(), cluster, confluent, ourselves, states),
                        history.seed())));
        this.watch = new TrustWatch(
                aws,
                cluster.database(),
                name -> actors.all().stream().anyMatch(it -> it.environment().equals(name) && it.hasRemoved()));
    }

    /** Returns what was broken. */
    List<Throwable> play() throws InterruptedException {
        Random random = new Random(histories.getFirst().seed());
        aws.host(ConfluentPrincipals.ACCOUNT);
        confluent.principals(new DelayedPrincipals(aws.endpoint(), random));
        confluent.create(ZeroTouchActor.CONFLUENT_ENVIRONMENT, "arn:aws:iam::123456789012:role/of-others");
        AtomicBoolean done = new AtomicBoolean();
        PassingTime time = new PassingTime(aws, confluent::underWay, cluster);
        Thread looks = ActorGroup.repeating(done, LOOK_EVERY, () -> {
            states.read();
            watch.look();
        });
        Thread leaps = ActorGroup.repeating(done, LEAP_EVERY, time::leap);
        try {
            List<Runnable> endsOfFaults = new ArrayList<>();
            histories.forEach(history -> endsOfFaults.add(aws.faults()
                    .onNamesLike(history.prefix())
                    .seeded(history.seed(), history.faultRate() / 3, SimulationTest.FAULTS)));
            endsOfFaults.add(confluent
                    .faults()
                    .seeded(
                            histories.getFirst().seed(),
                            LEAST_FAULT_RATE + histories.getFirst().faultRate(),
                            ZeroTouchSimulationTest.FAULTS));
            AtomicBoolean played = new AtomicBoolean();
            Thread disturbing = Thread.ofVirtual().start(() -> disturb(random, played));
            actors.each(ZeroTouchActor::play);
            played.set(true);
            disturbing.join();
            endsOfFaults.forEach(Runnable::run);
            actors.settle("settling", invariants::holdFor);
            actors.each(ZeroTouchActor::leave);
            actors.settle("leaving", invariants::holdFor);
            actors.each(ZeroTouchActor::cleanUp);
            actors.settle("being forgotten", invariants::nothingIsListed);
            List<RecordedCall> calls = aws.calls();
            actors.each(actor -> invariants.heldFor(actor, calls));
        } finally {
            done.set(true);
            looks.join();
            leaps.join();
        }
        List<Throwable> all = actors.broken();
        watch.lies().forEach(lie -> all.add(new AssertionError(lie)));
        return all;
    }

    /** A node dies, others freeze, and the key is revoked for a while, again and again. */
    private void disturb(Random random, AtomicBoolean played) {
        disturbances.freeze();
        int calls = disturbances.calls();
        Awaitility.await()
                .atMost(Duration.ofMinutes(10))
                .until(() -> played.get()
                        || disturbances.calls() > calls + 3 * actors.all().size());
        if (!played.get()) {
            disturbances.kill();
            disturbances.freeze();
        }
        while (!played.get()) {
            confluent.goneStatus(random.nextBoolean() ? 404 : 403);
            confluent.duplicateStatus(List.of(409, 400, 422).get(random.nextInt(3)));
            confluent.revoke(LocalConfluent.KEY);
            LockSupport.parkNanos(
                    Duration.ofMillis(random.nextInt(LONGEST_REVOCATION)).toNanos());
            confluent.accept(LocalConfluent.KEY, LocalConfluent.SECRET);
            LockSupport.parkNanos(
                    Duration.ofMillis(2L * random.nextInt(LONGEST_REVOCATION)).toNanos());
        }
    }

    private String whatHappened(ZeroTouchActor actor) {
        StringBuilder story = new StringBuilder();
        confluent
                .pastIntegrationsOf(actor.roleName())
                .forEach(it -> story.append("\n  ").append(it));
        confluent.calls().stream()
                .filter(call -> call.names(actor.roleName())
                        || confluent.pastIntegrationsOf(actor.roleName()).stream()
                                .anyMatch(it -> call.names(it.id())))
                .forEach(call -> story.append("\n  %s %s %s %d%s"
                        .formatted(
                                call.at(),
                                call.operation(),
                                call.resources(),
                                call.status(),
                                call.answered() ? "" : ", no answer")));
        cluster.database()
                .sql("select occurred_at || ' ' || type || ' ' || actor || ' ' || coalesce(details::text, '')"
                        + " from audit_event where environment = ? order by id")
                .param(actor.environment())
                .query(String.class)
                .list()
                .forEach(line -> story.append("\n  ").append(line));
        cluster.database()
                .sql("select created_at || ' ' || kind || ' ' || state || ' ' || steps from workflow"
                        + " where subject_name = ? order by created_at")
                .param(actor.environment())
                .query(String.class)
                .list()
                .forEach(workflow -> story.append("\n  ").append(workflow));
        cluster.database()
                .sql("select l::text from left_integration l where environment = ?")
                .param(actor.environment())
                .query(String.class)
                .list()
                .forEach(left -> story.append("\n  left: ").append(left));
        return story.toString();
    }
}
