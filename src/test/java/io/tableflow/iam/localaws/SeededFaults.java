package io.tableflow.iam.localaws;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Decides about each call by a seed and by which call of its operation and resource it is, so that racing threads do
 * not change the result.
 */
final class SeededFaults {

    private final Map<String, Integer> seen = new ConcurrentHashMap<>();
    private final Predicate<QueryRequest> matcher;
    private final long seed;
    private final double rate;
    private final List<Fault> faults;

    SeededFaults(Predicate<QueryRequest> matcher, long seed, double rate, List<Fault> faults) {
        this.matcher = matcher;
        this.seed = seed;
        this.rate = rate;
        this.faults = List.copyOf(faults);
    }

    Optional<Fault> of(QueryRequest request) {
        if (!matcher.test(request)) {
            return Optional.empty();
        }
        String call = request.action() + request.resources();
        int nth = seen.merge(call, 1, Integer::sum);
        // The first numbers of a SplittableRandom are independent for consecutive seeds, unlike those of Random.
        SplittableRandom fate = new SplittableRandom(seed ^ (((long) call.hashCode() << 32) + nth));
        return fate.nextDouble() < rate ? Optional.of(faults.get(fate.nextInt(faults.size()))) : Optional.empty();
    }
}
