package io.tableflow.iam.localaws;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * The misbehaviour that a test plans, for example {@code faults.on("CreateRole").once(Fault.LOSE_ANSWER)}.
 *
 * <p>Each plan counts the calls that match it from when it was made. A call has the faults of all plans that are due.
 */
public final class Faults {

    private final List<Plan> plans = new CopyOnWriteArrayList<>();

    Faults() {}

    private record Plan(Predicate<QueryRequest> matcher, AtomicInteger seen, IntPredicate due, Fault fault) {

        boolean isDue(QueryRequest request) {
            return matcher.test(request) && due.test(seen.incrementAndGet());
        }
    }

    /** Calls of one operation. */
    public On on(String operation) {
        return new On(request -> request.action().equals(operation));
    }

    /** Calls of one operation on the role, policy or instance profile of that name or ARN. */
    public On on(String operation, String resource) {
        return new On(request -> request.action().equals(operation)
                && request.resources().stream()
                        .anyMatch(named -> named.equals(resource) || named.endsWith("/" + resource)));
    }

    /** Every call, of IAM and STS. */
    public On onAny() {
        return new On(request -> true);
    }

    /** Every call that changes something in IAM. */
    public On onMutations() {
        return new On(RecordedCall::isMutating);
    }

    /** Forgets all plans. */
    public void clear() {
        plans.clear();
    }

    synchronized CallFaults forCall(QueryRequest request) {
        return new CallFaults(plans.stream()
                .filter(plan -> plan.isDue(request))
                .map(Plan::fault)
                .toList());
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

        /** The next so many. */
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

        /** Each with this probability, drawn from a source that the test seeds. */
        public void randomly(double rate, RandomGenerator random, Fault fault) {
            plan(count -> random.nextDouble() < rate, fault);
        }

        private void plan(IntPredicate due, Fault fault) {
            plans.add(new Plan(matcher, new AtomicInteger(), due, fault));
        }
    }
}
