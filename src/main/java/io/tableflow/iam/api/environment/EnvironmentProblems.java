package io.tableflow.iam.api.environment;

import io.tableflow.iam.environment.EnvironmentException;
import io.tableflow.iam.http.problem.FieldError;
import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import java.util.UUID;

/** The problems with environments: maps refusals of the domain to problems. */
public final class EnvironmentProblems {

    private EnvironmentProblems() {}

    /** The problem for a refused command. */
    public static ProblemException of(EnvironmentException refused) {
        return new ProblemException(
                code(refused.reason()),
                refused.detail(),
                refused.violations().stream()
                        .map(violation -> new FieldError(violation.field(), violation.rule()))
                        .toList());
    }

    static ProblemCode code(EnvironmentException.Reason reason) {
        return switch (reason) {
            case NOT_FOUND -> ProblemCode.ENVIRONMENT_NOT_FOUND;
            case EXISTS -> ProblemCode.ENVIRONMENT_EXISTS;
            case DELETING -> ProblemCode.ENVIRONMENT_DELETING;
            case NOT_FAILED -> ProblemCode.ENVIRONMENT_NOT_FAILED;
            case INVALID -> ProblemCode.INVALID_REQUEST;
            case IMMUTABLE_FIELD -> ProblemCode.ENVIRONMENT_IMMUTABLE_FIELD;
            case REVISION_MISMATCH -> ProblemCode.PRECONDITION_FAILED;
            case ACCOUNT_NOT_ALLOWED -> ProblemCode.ACCOUNT_NOT_ALLOWED;
            case PRINCIPAL_NOT_ALLOWED -> ProblemCode.PRINCIPAL_NOT_ALLOWED;
            case ROLE_NOT_KNOWN -> ProblemCode.ROLE_NOT_KNOWN;
            case INTEGRATION_OF_ANOTHER_ENVIRONMENT -> ProblemCode.INTEGRATION_OF_ANOTHER_ENVIRONMENT;
        };
    }

    /** No environment has that name, or it is gone. */
    public static ProblemException notFound(String name) {
        return of(EnvironmentException.notFound(name));
    }

    /** An environment has no policy with that name. */
    public static ProblemException noPolicy() {
        return new ProblemException(ProblemCode.NOT_FOUND, "The policies of an environment are trust, s3 and glue.");
    }

    /** There is no such workflow, or the caller cannot see it. */
    public static ProblemException noWorkflow(UUID id) {
        return new ProblemException(ProblemCode.WORKFLOW_NOT_FOUND, "There is no workflow " + id + ".");
    }
}
