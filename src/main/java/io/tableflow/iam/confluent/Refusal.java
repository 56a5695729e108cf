package io.tableflow.iam.confluent;

import io.tableflow.iam.environment.EnvironmentException;
import io.tableflow.iam.http.problem.ProblemException;
import java.util.stream.Collectors;

/**
 * Why a callback was refused.
 *
 * @param code the code of the problem that it was answered with
 * @param reason in words
 */
record Refusal(String code, String reason) {

    static Refusal of(ProblemException problem) {
        String reason = problem.errors().isEmpty()
                ? problem.detail()
                : problem.errors().stream()
                        .map(error -> error.field() + " " + error.message())
                        .collect(Collectors.joining("; "));
        return new Refusal(problem.code().value(), reason);
    }

    static Refusal of(EnvironmentException refused) {
        return new Refusal(refused.reason().code(), refused.detail());
    }
}
