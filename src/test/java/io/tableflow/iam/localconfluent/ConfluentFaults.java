package io.tableflow.iam.localconfluent;

import io.tableflow.iam.localconfluent.ConfluentRequest.Operation;
import java.util.List;
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

    ConfluentFaults() {}

    private record Plan(
            Predicate<ConfluentRequest> matcher, AtomicInteger seen, IntPredicate due, ConfluentFault fault) {

        boolean appliesTo(ConfluentRequest request) {
            return matcher.test(request) && due.test(seen.incrementAndGet());
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

    /** Removes all plans. */
    public void clear() {
        plans.clear();
    }

    List<ConfluentFault> of(ConfluentRequest request) {
        return plans.stream()
                .filter(plan -> plan.appliesTo(request))
                .map(Plan::fault)
                .toList();
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
            plans.add(new Plan(matcher, new AtomicInteger(), due, fault));
        }
    }
}
