package io.tableflow.iam.localconfluent;

import io.tableflow.iam.localconfluent.ConfluentRequest.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * The faults that a test plans: {@code faults.on(Operation.CREATE_INTEGRATION).once(ConfluentFault.LOSE_ANSWER)}. Each plan counts the
 * matching calls since it was made.
 */
public final class ConfluentFaults {

    private final List<Plan> plans = new CopyOnWriteArrayList<>();
    private final Map<ConfluentFault, Integer> met = new ConcurrentHashMap<>();

    ConfluentFaults() {}

    /** Which fault a call has, if any. */
    private interface Plan {
        Optional<ConfluentFault> of(ConfluentRequest request);
    }

    private record Counted(
            Predicate<ConfluentRequest> matcher, AtomicInteger seen, IntPredicate due, ConfluentFault fault)
            implements Plan {

        @Override
        public Optional<ConfluentFault> of(ConfluentRequest request) {
            return matcher.test(request) && due.test(seen.incrementAndGet()) ? Optional.of(fault) : Optional.empty();
        }
    }

    /** By a seed and by which call of its kind it is, so that racing threads do not change the result. */
    private record Seeded(Map<String, Integer> seen, long seed, double rate, List<ConfluentFault> faults)
            implements Plan {

        @Override
        public Optional<ConfluentFault> of(ConfluentRequest request) {
            String call = request.operation() + " " + request.resources();
            int nth = seen.merge(call, 1, Integer::sum);
            SplittableRandom fate = new SplittableRandom(seed ^ (((long) call.hashCode() << 32) + nth));
            return fate.nextDouble() < rate ? Optional.of(faults.get(fate.nextInt(faults.size()))) : Optional.empty();
        }
    }

    /** Calls of one operation. */
    public On on(Operation operation) {
        return new On(request -> request.operation() == operation);
    }

    /** Calls of one operation that name a role, by its ARN or name, or an integration's id. */
    public On on(Operation operation, String resource) {
        return new On(request -> request.operation() == operation
                && request.resources().stream().anyMatch(it -> it.equals(resource) || it.endsWith("/" + resource)));
    }

    /** All calls. */
    public On onAny() {
        return new On(request -> true);
    }

    /**
     * Any call, at random; the same for the same seed and the same call.
     *
     * @param rate the share of the calls that have a fault
     * @return ends them
     */
    public Runnable seeded(long seed, double rate, List<ConfluentFault> faults) {
        Plan plan = new Seeded(new ConcurrentHashMap<>(), seed, rate, List.copyOf(faults));
        plans.add(plan);
        return () -> plans.remove(plan);
    }

    /** Removes all plans. */
    public void clear() {
        plans.clear();
    }

    /** How often each fault was applied. */
    public Map<ConfluentFault, Integer> met() {
        return Map.copyOf(met);
    }

    List<ConfluentFault> of(ConfluentRequest request) {
        List<ConfluentFault> all =
                plans.stream().flatMap(plan -> plan.of(request).stream()).toList();
        all.forEach(fault -> met.merge(fault, 1, Integer::sum));
        return all;
    }

    /** Which of the matching calls have the fault. */
    public final class On {

        private final Predicate<ConfluentRequest> matcher;

        private On(Predicate<ConfluentRequest> matcher) {
            this.matcher = matcher;
        }

        /** The next one. */
        public void once(ConfluentFault fault) {
            next(1, fault);
        }

        /** The next calls, this many. */
        public void next(int calls, ConfluentFault fault) {
            plan(count -> count <= calls, fault);
        }

        /** Every nth from now. */
        public void everyNth(int n, ConfluentFault fault) {
            plan(count -> count % n == 0, fault);
        }

        /** All of them. */
        public void always(ConfluentFault fault) {
            plan(count -> true, fault);
        }

        private void plan(IntPredicate due, ConfluentFault fault) {
            plans.add(new Counted(matcher, new AtomicInteger(), due, fault));
        }
    }
}
