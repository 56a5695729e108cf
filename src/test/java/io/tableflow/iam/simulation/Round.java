package io.tableflow.iam.simulation;

import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.localaws.RecordedCall;
import io.tableflow.iam.testing.AwsUser;
import io.tableflow.iam.testing.Cluster;
import io.tableflow.iam.testing.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** Some histories at the same time, from their first act until nothing of them is left. */
final class Round {

    private static final Logger log = LoggerFactory.getLogger(Round.class);

    private static final Duration SETTLE_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Duration LEAP_EVERY = Duration.ofMillis(10);

    private final List<History> histories;
    private final LocalAws aws;
    private final Cluster cluster;
    private final Disturbances disturbances;
    private final Figures figures;
    private final States states;
    private final ForeignActor foreignActor;
    private final Invariants invariants;
    private final TrustWatch watch;
    private final Map<EnvironmentActor, History> actors = new LinkedHashMap<>();
    private final Map<EnvironmentActor, Throwable> broken = new HashMap<>();

    Round(List<History> histories, LocalAws aws, Cluster cluster, Disturbances disturbances, Figures figures) {
        this.histories = histories;
        this.aws = aws;
        this.cluster = cluster;
        this.disturbances = disturbances;
        this.figures = figures;
        this.states = new States(cluster.database());
        this.foreignActor = new ForeignActor(AwsUser.ofAccount(aws.endpoint(), Node.ACCOUNT));
        this.invariants = new Invariants(aws, cluster.database(), foreignActor);
        this.watch = new TrustWatch(aws, cluster.database(), foreignActor::hasChangedTrustOf);
        histories.forEach(history -> history.scripts()
                .forEach(script -> actors.put(
                        new EnvironmentActor(script, history.seed(), cluster, states, foreignActor), history)));
    }

    /** Returns what was broken. */
    List<Throwable> play() throws InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        PassingTime time = new PassingTime(aws, cluster);
        Thread looks = repeating(done, LOOK_EVERY, () -> {
            states.read();
            watch.look();
        });
        Thread leaps = repeating(done, LEAP_EVERY, time::leap);
        try {
            each(EnvironmentActor::enter);
            List<Runnable> endsOfFaults = histories.stream()
                    .map(history -> aws.faults()
                            .onNamesLike(history.prefix())
                            .seeded(history.seed(), history.faultRate(), SimulationTest.FAULTS))
                    .toList();
            AtomicBoolean played = new AtomicBoolean();
            Thread disturbing = Thread.ofVirtual().start(() -> disturb(played));
            each(EnvironmentActor::play);
            played.set(true);
            disturbing.join();
            endsOfFaults.forEach(Runnable::run);
            each(actor -> foreignActor.leaves(actor.environment()));
            settle("settling", invariants::holdFor);
            each(EnvironmentActor::leave);
            settle("leaving", invariants::holdFor);
            settle("being listed", invariants::whatIsLeftIsListed);
            List<RecordedCall> calls = aws.calls();
            each(actor -> invariants.heldFor(actor, calls));
            figures.played(histories, aws, foreignActor);
        } finally {
            done.set(true);
            looks.join();
            leaps.join();
        }
        watch.lies().forEach(lie -> log.error("{}", lie));
        List<Throwable> all = new ArrayList<>(broken.values());
        watch.lies().forEach(lie -> all.add(new AssertionError(lie)));
        return all;
    }

    private void disturb(AtomicBoolean played) {
        disturbances.freeze();
        int calls = disturbances.calls();
        Awaitility.await()
                .atMost(Duration.ofMinutes(10))
                .until(() -> played.get() || disturbances.calls() > calls + 5 * actors.size());
        if (!played.get()) {
            disturbances.kill();
        }
        if (!played.get()) {
            disturbances.freeze();
        }
    }

    /** Waits until all are at rest, and what has to hold then does. */
    private void settle(String what, Consumer<EnvironmentActor> holds) throws InterruptedException {
        each(actor -> {
            AtomicReference<Throwable> last = new AtomicReference<>(new AssertionError("nobody has looked"));
            try {
                Awaitility.await(actor.environment() + " " + what)
                        .atMost(SETTLE_TIMEOUT)
                        .pollInterval(Duration.ofMillis(250))
                        .until(() -> {
                            try {
                                if (!actor.settle()) {
                                    last.set(new AssertionError("is " + states.of(actor.environment())));
                                    return false;
                                }
                                holds.accept(actor);
                                return true;
                            } catch (AssertionError | NoSuchEntityException notYet) {
                                last.set(notYet);
                                return false;
                            }
                        });
            } catch (ConditionTimeoutException timeout) {
                timeout.addSuppressed(last.get());
                throw new AssertionError(timeout.getMessage() + ": " + last.get(), timeout);
            }
        });
    }

    /** At the same time. One that breaks goes no further. */
    private void each(Consumer<EnvironmentActor> what) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<EnvironmentActor, Future<?>> all = new LinkedHashMap<>();
            actors.keySet().stream()
                    .filter(actor -> !broken.containsKey(actor))
                    .forEach(actor -> all.put(actor, threads.submit(() -> what.accept(actor))));
            for (Map.Entry<EnvironmentActor, Future<?>> one : all.entrySet()) {
                try {
                    one.getValue().get();
                } catch (ExecutionException e) {
                    broke(one.getKey(), Objects.requireNonNullElse(e.getCause(), e));
                }
            }
        }
    }

    private void broke(EnvironmentActor actor, Throwable cause) {
        History history = Objects.requireNonNull(actors.get(actor), "not of this round");
        log.error(
                "{} broke; -Dsimulation.seed={} plays it again: {}{}",
                actor.environment(),
                history.seed(),
                actor.script(),
                whatHappened(actor.environment()),
                cause);
        broken.put(
                actor,
                new AssertionError(
                        "%s, which -Dsimulation.seed=%d plays again: %s"
                                .formatted(actor.environment(), history.seed(), cause.getMessage()),
                        cause));
    }

    private String whatHappened(String environment) {
        StringBuilder story = new StringBuilder();
        aws.calls().stream()
                .filter(call ->
                        call.parameters().values().stream().anyMatch(value -> value.contains(environment + "-")))
                .forEach(call -> story.append("\n  %s %s %s %s %s%s"
                        .formatted(
                                call.at(),
                                call.userAgent().contains("tableflow-iam") ? "service" : "others",
                                call.operation(),
                                call.parameter("PolicyArn")
                                        .or(() -> call.parameter("PolicyName"))
                                        .orElse("role"),
                                call.outcome(),
                                call.delivered() ? "" : ", no answer")));
        cluster.database()
                .sql(
                        "select created_at || ' ' || kind || ' ' || state || ' ' || steps from workflow where subject_name = ?"
                                + " order by created_at")
                .param(environment)
                .query(String.class)
                .list()
                .forEach(workflow -> story.append("\n  ").append(workflow));
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
