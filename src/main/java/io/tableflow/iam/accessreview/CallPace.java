package io.tableflow.iam.accessreview;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Keeps calls apart. Used by one thread. */
final class CallPace {

    private final Duration pause;
    private final Map<String, Long> next = new HashMap<>();

    CallPace(Duration pause) {
        this.pause = pause;
    }

    /** Waits until a call of that kind may be made; false: the thread is to stop. */
    boolean await(String kind) {
        long wait = next.getOrDefault(kind, System.nanoTime()) - System.nanoTime();
        try {
            if (wait > 0) {
                Thread.sleep(Duration.ofNanos(wait));
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
        next.put(kind, System.nanoTime() + pause.toNanos());
        return true;
    }
}
