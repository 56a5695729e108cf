package io.tableflow.iam.testing;

import io.tableflow.iam.localaws.CallListener;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.slf4j.MDC;

/**
 * All moments at which a node can die in the middle of its work: before and after each call to AWS, and before and
 * after each commit. They are found by watching one environment. Then each of many environments is stopped at another
 * moment, until the node is dead.
 */
public final class CrashPoints implements CallListener, CommitListener {

    private static final List<String> SUFFIXES =
            List.of("-confluent-role", "-confluent-tableflow-s3-permission", "-confluent-tableflow-connection");

    private final Map<String, ConcurrentLinkedQueue<String>> moments = new ConcurrentHashMap<>();
    private final Map<String, String> lastMoments = new ConcurrentHashMap<>();
    private final Map<String, Boolean> arrived = new ConcurrentHashMap<>();
    private final CountDownLatch dead = new CountDownLatch(1);

    /** The moments of an environment since it is watched. */
    public List<String> moments(String environment) {
        return List.copyOf(moments.getOrDefault(environment, new ConcurrentLinkedQueue<>()));
    }

    /** Watches an environment from now on. */
    public void watch(String environment) {
        moments.put(environment, new ConcurrentLinkedQueue<>());
    }

    /** Stops the environment at that moment. */
    public void stopAt(String environment, String moment) {
        watch(environment);
        lastMoments.put(environment, moment);
    }

    /** How many environments have stopped. */
    public int arrived() {
        return arrived.size();
    }

    /** The environments that have not reached their moment. */
    public Map<String, String> missing() {
        Map<String, String> missing = new ConcurrentHashMap<>(lastMoments);
        missing.keySet().removeAll(arrived.keySet());
        return missing;
    }

    /** The node is dead: all stopped threads fail. */
    public void dead() {
        dead.countDown();
    }

    @Override
    public void before(String operation, List<String> resources) {
        of(resources).ifPresent(environment -> reached(environment, "before " + operation + what(resources)));
    }

    @Override
    public void after(String operation, List<String> resources) {
        of(resources).ifPresent(environment -> reached(environment, "after " + operation + what(resources)));
    }

    @Override
    public void beforeCommit(String environment) {
        reached(environment, "before a commit by " + who());
    }

    @Override
    public void afterCommit(String environment) {
        reached(environment, "after a commit by " + who());
    }

    private static String who() {
        return MDC.get("workflow") != null
                ? "a workflow"
                : MDC.get("requestId") != null ? "a request" : "the scheduler";
    }

    private void reached(String environment, String what) {
        if (dead.getCount() == 0 || !moments.containsKey(environment)) {
            return;
        }
        if (arrived.containsKey(environment)) {
            standStill();
        }
        ConcurrentLinkedQueue<String> all = moments.get(environment);
        String moment;
        synchronized (all) {
            long nth = all.stream().filter(it -> it.startsWith(what + " #")).count() + 1;
            moment = what + " #" + nth;
            all.add(moment);
        }
        if (moment.equals(lastMoments.get(environment))) {
            arrived.put(environment, true);
            standStill();
        }
    }

    private void standStill() {
        try {
            dead.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("The node has died here");
    }

    private static String what(List<String> resources) {
        return SUFFIXES.stream()
                .filter(suffix -> resources.getLast().endsWith(suffix))
                .findFirst()
                .map(suffix -> " of *" + suffix)
                .orElse("");
    }

    private static Optional<String> of(List<String> resources) {
        return resources.stream()
                .map(resource -> resource.substring(resource.lastIndexOf('/') + 1))
                .flatMap(name -> SUFFIXES.stream()
                        .filter(name::endsWith)
                        .flatMap(suffix -> Stream.of(name.substring(0, name.length() - suffix.length()))))
                .findFirst();
    }
}
