package io.tableflow.iam.api.accesscheck;

import io.tableflow.iam.accesscheck.AccessCheckException;
import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import java.time.Duration;

/** The problems of questions that could not be answered. */
final class AccessCheckProblems {

    private AccessCheckProblems() {}

    static ProblemException of(AccessCheckException failure) {
        String detail = String.valueOf(failure.getMessage());
        return switch (failure.reason()) {
            case ACCOUNT_NOT_CONNECTED -> new ProblemException(ProblemCode.ACCOUNT_NOT_CONNECTED, detail);
            case AWS_UNAVAILABLE ->
                new ProblemException(ProblemCode.AWS_UNAVAILABLE, detail).retryAfter(Duration.ofSeconds(5));
            case AWS_REFUSED -> new ProblemException(ProblemCode.AWS_REFUSED, detail);
            case NO_ROLE -> new ProblemException(ProblemCode.ENVIRONMENT_INCOMPLETE, detail);
            case NOT_ABOUT_ROLE -> ProblemException.invalid("resource", detail);
        };
    }
}
