package io.tableflow.iam.api.environment;

import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import io.tableflow.iam.planning.PlanningException;
import java.time.Duration;

/** The problems of a dry run: AWS could not be read. */
final class PlanningProblems {

    private PlanningProblems() {}

    static ProblemException of(PlanningException failure) {
        return of(failure.reason(), String.valueOf(failure.getMessage()));
    }

    private static ProblemException of(PlanningException.Reason reason, String detail) {
        return switch (reason) {
            case ACCOUNT_NOT_CONNECTED -> new ProblemException(ProblemCode.ACCOUNT_NOT_CONNECTED, detail);
            case AWS_UNAVAILABLE ->
                new ProblemException(ProblemCode.AWS_UNAVAILABLE, detail).retryAfter(Duration.ofSeconds(5));
            case AWS_REFUSED -> new ProblemException(ProblemCode.AWS_REFUSED, detail);
        };
    }
}
