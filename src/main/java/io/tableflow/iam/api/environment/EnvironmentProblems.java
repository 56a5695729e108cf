package io.tableflow.iam.api.environment;

import io.tableflow.iam.environment.EnvironmentState;
import io.tableflow.iam.http.problem.FieldError;
import io.tableflow.iam.http.problem.ProblemException;
import io.tableflow.iam.http.problem.ProblemType;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;

/** What can be wrong with a request for an environment, beside its form. */
public final class EnvironmentProblems {

    static final ProblemType NOT_FOUND =
            new ProblemType("environment-not-found", HttpStatus.NOT_FOUND, "There is no such environment");
    static final ProblemType WORKFLOW_NOT_FOUND =
            new ProblemType("workflow-not-found", HttpStatus.NOT_FOUND, "There is no such workflow");
    static final ProblemType CONFLICT =
            new ProblemType("environment-exists", HttpStatus.CONFLICT, "The environment exists with another spec");
    static final ProblemType DELETING =
            new ProblemType("environment-deleting", HttpStatus.CONFLICT, "The environment is being deleted");
    static final ProblemType NOT_FAILED =
            new ProblemType("environment-not-failed", HttpStatus.CONFLICT, "The environment is not FAILED");

    static final ProblemType IMMUTABLE =
            new ProblemType("environment-immutable-field", HttpStatus.UNPROCESSABLE_CONTENT, "That can't be changed");

    private EnvironmentProblems() {}

    /** No environment has that name, or not any more. */
    public static ProblemException notFound(String name) {
        return new ProblemException(NOT_FOUND, "There is no environment '" + name + "'. GET /environments lists them.");
    }

    public static ProblemException noPolicy() {
        return new ProblemException(ProblemType.NOT_FOUND, "The policies of an environment are trust, s3 and glue.");
    }

    public static ProblemException noWorkflow(UUID id) {
        return new ProblemException(WORKFLOW_NOT_FOUND, "There is no workflow " + id + ".");
    }

    public static ProblemException exists(String name) {
        return new ProblemException(
                CONFLICT,
                "Environment '" + name + "' exists with another spec. GET /environments/" + name
                        + " shows it; PUT /environments/" + name + " changes it.");
    }

    /** It cannot be changed any more. */
    public static ProblemException deleting(String name) {
        return new ProblemException(
                DELETING,
                "Environment '" + name + "' is being deleted. Wait until GET /environments/" + name
                        + " answers 404, then create it again.");
    }

    /** Where an environment is and what it is called stays as it was asked for first. */
    public static ProblemException immutable(String name, List<FieldError> errors) {
        return new ProblemException(
                IMMUTABLE,
                "Environment '" + name + "' keeps its name and account. To have it elsewhere, create another one.",
                errors);
    }

    public static ProblemException notFailed(String name, EnvironmentState state) {
        return new ProblemException(
                NOT_FAILED, "Environment '" + name + "' is " + state + "; only a FAILED one can be retried.");
    }
}
