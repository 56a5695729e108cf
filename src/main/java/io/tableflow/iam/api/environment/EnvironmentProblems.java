package io.tableflow.iam.api.environment;

import io.tableflow.iam.environment.EnvironmentState;
import io.tableflow.iam.http.problem.FieldError;
import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import java.util.List;
import java.util.UUID;

/** What can be wrong with a request for an environment, beside its form. */
public final class EnvironmentProblems {

    private EnvironmentProblems() {}

    /** No environment has that name, or not any more. */
    public static ProblemException notFound(String name) {
        return new ProblemException(
                ProblemCode.ENVIRONMENT_NOT_FOUND,
                "There is no environment '" + name + "'. GET /environments lists them.");
    }

    public static ProblemException noPolicy() {
        return new ProblemException(ProblemCode.NOT_FOUND, "The policies of an environment are trust, s3 and glue.");
    }

    public static ProblemException noWorkflow(UUID id) {
        return new ProblemException(ProblemCode.WORKFLOW_NOT_FOUND, "There is no workflow " + id + ".");
    }

    public static ProblemException exists(String name) {
        return new ProblemException(
                ProblemCode.ENVIRONMENT_EXISTS,
                "Environment '" + name + "' exists with another spec. GET /environments/" + name
                        + " shows it; PUT /environments/" + name + " changes it.");
    }

    /** It cannot be changed any more. */
    public static ProblemException deleting(String name) {
        return new ProblemException(
                ProblemCode.ENVIRONMENT_DELETING,
                "Environment '" + name + "' is being deleted. Wait until GET /environments/" + name
                        + " answers 404, then create it again.");
    }

    /** Where an environment is and what it is called stays as it was asked for first. */
    public static ProblemException immutable(String name, List<FieldError> errors) {
        return new ProblemException(
                ProblemCode.ENVIRONMENT_IMMUTABLE_FIELD,
                "Environment '" + name + "' keeps its name and account. To have it elsewhere, create another one.",
                errors);
    }

    public static ProblemException notFailed(String name, EnvironmentState state) {
        return new ProblemException(
                ProblemCode.ENVIRONMENT_NOT_FAILED,
                "Environment '" + name + "' is " + state + "; only a FAILED one can be retried.");
    }
}
