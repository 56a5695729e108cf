package io.tableflow.iam.accesscheck;

import io.tableflow.iam.policy.evaluation.EvaluationRequest;
import io.tableflow.iam.policy.evaluation.EvaluationResult;
import io.tableflow.iam.policy.evaluation.PolicyEvaluator;
import io.tableflow.iam.policy.evaluation.PolicySet;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** Evaluates requests that are made now, unless they state another time. */
final class TimedEvaluation {

    private static final String TIME = "aws:CurrentTime";

    private final Clock clock;

    TimedEvaluation(Clock clock) {
        this.clock = clock;
    }

    /** The decision. That a time was assumed is said only where the decision would depend on it. */
    EvaluationResult evaluate(EvaluationRequest request, PolicySet policies) {
        EvaluationResult result = PolicyEvaluator.evaluate(request, policies);
        if (!result.missingContext().contains(TIME)) {
            return result;
        }
        String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        EvaluationRequest timed = request.withContext(request.context().with(TIME, now));
        return PolicyEvaluator.evaluate(timed, policies)
                .assuming("The request is made now: " + TIME + " is " + now + ".");
    }
}
