package io.tableflow.iam.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** Actors that play at the same time. One whose environment breaks a promise goes no further, and is told with its seed. */
final class ActorGroup<A extends Actor> {

    private static final Logger log = LoggerFactory.getLogger(ActorGroup.class);

    private static final Duration SETTLE_TIMEOUT = Duration.ofMinutes(2);

    private final States states;
    private final Function<A, String> whatHappened;
    private final Map<A, Long> seeds = new LinkedHashMap<>();
    private final Map<A, Throwable> broken = new ConcurrentHashMap<>();

    /** @param whatHappened the story of an actor whose environment broke a promise */
    ActorGroup(States states, Function<A, String> whatHappened) {
        this.states = states;
        this.whatHappened = whatHappened;
    }

    /** @param seed that of its history */
    void add(A actor, long seed) {
        seeds.put(actor, seed);
    }

    List<A> all() {
        return List.copyOf(seeds.keySet());
    }

    /** What was broken. */
    List<Throwable> broken() {
        return new ArrayList<>(broken.values());
    }

    /** Has each of them do something, at the same time. */
    void each(Consumer<A> what) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<A, Future<?>> all = new LinkedHashMap<>();
            seeds.keySet().stream()
                    .filter(actor -> !broken.containsKey(actor))
                    .forEach(actor -> all.put(actor, threads.submit(() -> what.accept(actor))));
            for (Map.Entry<A, Future<?>> one : all.entrySet()) {
                try {
                    one.getValue().get();
                } catch (ExecutionException e) {
                    broke(one.getKey(), Objects.requireNonNullElse(e.getCause(), e));
                }
            }
        }
    }

    /** Waits until all are at rest, and what has to hold then does. */
    void settle(String what, Consumer<A> holds) throws InterruptedException {
        each(actor -> {
            AtomicReference<Throwable> last = new AtomicReference<>(new AssertionError("nobody has looked"));
            try {
                Awaitility.await(actor.environment() + " " + what)
                        .atMost(SETTLE_TIMEOUT)
                        .pollInterval(Duration.ofMillis(250))
                        .until(() -> isSettled(actor, holds, last));
            } catch (ConditionTimeoutException timeout) {
                timeout.addSuppressed(last.get());
                throw new AssertionError(timeout.getMessage() + ": " + last.get(), timeout);
            }
        });
    }

    private boolean isSettled(A actor, Consumer<A> holds, AtomicReference<Throwable> last) {
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
    }

    private void broke(A actor, Throwable cause) {
        long seed = Objects.requireNonNull(seeds.get(actor), "not of this group");
        log.error(
                "{} broke; -Dsimulation.seed={} plays it again: {}{}",
                actor.environment(),
                seed,
                actor.script(),
                whatHappened.apply(actor),
                cause);
        broken.put(
                actor,
                new AssertionError(
                        "%s, which -Dsimulation.seed=%d plays again: %s"
                                .formatted(actor.environment(), seed, cause.getMessage()),
                        cause));
    }

    /** Does something again and again until it is done. */
    static Thread repeating(AtomicBoolean done, Duration interval, Runnable what) {
        return Thread.ofVirtual().start(() -> {
            while (!done.get()) {
                what.run();
                LockSupport.parkNanos(interval.toNanos());
            }
        });
    }
}
