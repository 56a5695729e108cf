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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Some histories at the same time, from their first act until nothing of them is left on either side. */
final class ZeroTouchRound {

    private static final Logger log = LoggerFactory.getLogger(ZeroTouchRound.class);

    private static final Duration SETTLE_TIMEOUT = Duration.ofMinutes(2);
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
    private final Map<ZeroTouchActor, ZeroTouchHistory> actors = new LinkedHashMap<>();
    private final Map<ZeroTouchActor, Throwable> broken = new ConcurrentHashMap<>();

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
        histories.forEach(history -> history.scripts()
                .forEach(script -> actors.put(
                        new ZeroTouchActor(script, history.seed(), cluster, confluent, ourselves, states), history)));
        this.watch = new TrustWatch(
                aws,
                cluster.database(),
                name -> actors.keySet().stream().anyMatch(it -> it.name().equals(name) && it.hasRemoved()));
    }

    /** Returns what was broken. */
    List<Throwable> play() throws InterruptedException {
        Random random = new Random(histories.getFirst().seed());
        aws.host(ConfluentPrincipals.ACCOUNT);
        confluent.principals(new DelayedPrincipals(aws.endpoint(), random));
        confluent.create(ZeroTouchActor.CONFLUENT_ENVIRONMENT, "arn:aws:iam::123456789012:role/of-others");
        AtomicBoolean done = new AtomicBoolean();
        PassingTime time = new PassingTime(aws, confluent::underWay, cluster);
        Thread looks = repeating(done, LOOK_EVERY, () -> {
            states.read();
            watch.look();
        });
        Thread leaps = repeating(done, LEAP_EVERY, time::leap);
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
            each(ZeroTouchActor::play);
            played.set(true);
            disturbing.join();
            endsOfFaults.forEach(Runnable::run);
            settle("settling", invariants::holdFor);
            each(ZeroTouchActor::leave);
            settle("leaving", invariants::holdFor);
            each(ZeroTouchActor::cleanUp);
            settle("being forgotten", invariants::nothingIsListed);
            List<RecordedCall> calls = aws.calls();
            each(actor -> invariants.heldFor(actor, calls));
        } finally {
            done.set(true);
            looks.join();
            leaps.join();
        }
        List<Throwable> all = new ArrayList<>(broken.values());
        watch.lies().forEach(lie -> all.add(new AssertionError(lie)));
        return all;
    }

    /** A node dies, others freeze, and the key is revoked for a while, again and again. */
    private void disturb(Random random, AtomicBoolean played) {
        disturbances.freeze();
        int calls = disturbances.calls();
        Awaitility.await()
                .atMost(Duration.ofMinutes(10))
                .until(() -> played.get() || disturbances.calls() > calls + 3 * actors.size());
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

    /** Waits until all are at rest, and what has to hold then does. */
    private void settle(String what, Consumer<ZeroTouchActor> holds) throws InterruptedException {
        each(actor -> {
            AtomicReference<Throwable> last = new AtomicReference<>(new AssertionError("nobody has looked"));
            try {
                Awaitility.await(actor.name() + " " + what)
                        .atMost(SETTLE_TIMEOUT)
                        .pollInterval(Duration.ofMillis(250))
                        .until(() -> {
                            try {
                                if (!actor.settle()) {
                                    last.set(new AssertionError("is " + states.of(actor.name())));
                                    return false;
                                }
                                holds.accept(actor);
                                return true;
                            } catch (AssertionError notYet) {
                                last.set(notYet);
                                return false;
                            }
                        });
            } catch (ConditionTimeoutException timeout) {
                throw new AssertionError(actor.name() + " " + what + ": " + last.get(), timeout);
            }
        });
    }

    /** At the same time. One that breaks goes no further. */
    private void each(Consumer<ZeroTouchActor> what) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<ZeroTouchActor, Future<?>> all = new LinkedHashMap<>();
            actors.keySet().stream()
                    .filter(actor -> !broken.containsKey(actor))
                    .forEach(actor -> all.put(actor, threads.submit(() -> what.accept(actor))));
            for (Map.Entry<ZeroTouchActor, Future<?>> one : all.entrySet()) {
                try {
                    one.getValue().get();
                } catch (ExecutionException e) {
                    broke(one.getKey(), Objects.requireNonNullElse(e.getCause(), e));
                }
            }
        }
    }

    private void broke(ZeroTouchActor actor, Throwable cause) {
        ZeroTouchHistory history = Objects.requireNonNull(actors.get(actor), "not of this round");
        log.error(
                "{} broke; -Dsimulation.seed={} plays it again: {}{}",
                actor.name(),
                history.seed(),
                actor.script(),
                whatHappened(actor),
                cause);
        broken.put(
                actor,
                new AssertionError(
                        "%s, which -Dsimulation.seed=%d plays again: %s"
                                .formatted(actor.name(), history.seed(), cause.getMessage()),
                        cause));
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
                .param(actor.name())
                .query(String.class)
                .list()
                .forEach(line -> story.append("\n  ").append(line));
        cluster.database()
                .sql("select created_at || ' ' || kind || ' ' || state || ' ' || steps from workflow"
                        + " where subject_name = ? order by created_at")
                .param(actor.name())
                .query(String.class)
                .list()
                .forEach(workflow -> story.append("\n  ").append(workflow));
        cluster.database()
                .sql("select l::text from left_integration l where environment = ?")
                .param(actor.name())
                .query(String.class)
                .list()
                .forEach(left -> story.append("\n  left: ").append(left));
        return story.toString();
    }

    private static Thread repeating(AtomicBoolean done, Duration interval, Runnable what) {
        return Thread.ofVirtual().start(() -> {
            while (!done.get()) {
                what.run();
                LockSupport.parkNanos(interval.toNanos());
            }
        });
    }
}
