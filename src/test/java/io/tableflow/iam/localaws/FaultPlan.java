package io.tableflow.iam.localaws;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * The faults that a test plans, for example {@code faults.on("CreateRole").once(Fault.LOSE_ANSWER)}.
 *
 * <p>Each plan counts the matching calls since it was made. A call has the faults of all plans that apply to it.
 */
public final class FaultPlan {

    private final List<Plan> plans = new CopyOnWriteArrayList<>();
    private final Map<Fault, Integer> met = new HashMap<>();

    FaultPlan() {}

    /** The faults that are planned for a call. */
    @FunctionalInterface
    private interface Plan {

        Optional<Fault> of(QueryRequest request);
    }

    /** Counts the matching calls, and applies the fault to those with the planned numbers. */
    private record Counted(Predicate<QueryRequest> matcher, AtomicInteger seen, IntPredicate due, Fault fault)
            implements Plan {

        @Override
        public Optional<Fault> of(QueryRequest request) {
            return matcher.test(request) && due.test(seen.incrementAndGet()) ? Optional.of(fault) : Optional.empty();
        }
    }

    /** Calls of one operation. */
    public On on(String operation) {
        return new On(request -> request.action().equals(operation));
    }

    /** Calls of one operation on the role, policy or instance profile with that name or ARN. */
    public On on(String operation, String resource) {
        return new On(request -> request.action().equals(operation)
                && request.resources().stream()
                        .anyMatch(named -> named.equals(resource) || named.endsWith("/" + resource)));
    }

    /** Calls of a listing that ask for more than so many items a page. */
    public On onPagesLargerThan(int items, String operation) {
        return new On(request -> request.action().equals(operation)
                && request.optional("MaxItems").map(Integer::parseInt).orElse(0) > items);
    }

    /** All calls on resources whose names begin with the prefix. */
    public On onNamesLike(String prefix) {
        return new On(request -> request.resources().stream()
                .anyMatch(named -> named.substring(named.lastIndexOf('/') + 1).startsWith(prefix)));
    }

    /** All calls, of IAM and STS. */
    public On onAny() {
        return new On(request -> true);
    }

    /** All calls that change something in IAM. */
    public On onMutations() {
        return new On(RecordedCall::isMutating);
    }

    /** Removes all plans. */
    public void clear() {
        plans.clear();
    }

    /** How often each fault was applied since the last reset. */
    public synchronized Map<Fault, Integer> met() {
        return Map.copyOf(met);
    }

    synchronized void forgetMet() {
        met.clear();
    }

    synchronized CallFaults forCall(QueryRequest request) {
        List<Fault> due =
                plans.stream().flatMap(plan -> plan.of(request).stream()).toList();
        due.forEach(fault -> met.merge(fault, 1, Integer::sum));
        return new CallFaults(due);
    }

    /** Which of the matching calls have the fault. */
    public final class On {

        private final Predicate<QueryRequest> matcher;

        private On(Predicate<QueryRequest> matcher) {
            this.matcher = matcher;
        }

        /** The next one. */
        public void once(Fault fault) {
            next(1, fault);
        }

        /** The next calls, this many. */
        public void next(int calls, Fault fault) {
            plan(count -> count <= calls, fault);
        }

        /** Only the nth from now, counted from 1. */
        public void nth(int n, Fault fault) {
            plan(count -> count == n, fault);
        }

        /** All of them. */
        public void always(Fault fault) {
            plan(count -> true, fault);
        }

        /**
         * Each call with this probability, and one of these faults. The seed alone decides which fault the nth call of
         * an operation on a resource has, in whatever order calls arrive.
         *
         * @return ends the plan
         */
        public Runnable seeded(long seed, double rate, List<Fault> faults) {
            Plan plan = new SeededFaults(matcher, seed, rate, faults)::of;
            plans.add(plan);
            return () -> plans.remove(plan);
        }

        private void plan(IntPredicate due, Fault fault) {
            plans.add(new Counted(matcher, new AtomicInteger(), due, fault));
        }
    }
}
