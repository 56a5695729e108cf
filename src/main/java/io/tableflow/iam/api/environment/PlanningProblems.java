package io.tableflow.iam.api.environment;

import io.tableflow.iam.api.openapi.ProblemCatalogue;
import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import io.tableflow.iam.planning.PlanningException;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** The problems of a dry run: AWS could not be read. */
@Component
class PlanningProblems implements ProblemCatalogue {

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

    @Override
    public List<ProblemException> examples() {
        return List.of(
                of(PlanningException.Reason.AWS_UNAVAILABLE, "AWS could not be reached within 10 seconds."),
                of(
                        PlanningException.Reason.AWS_REFUSED,
                        "GetRole failed: AccessDenied: the service is not authorized to perform iam:GetRole."),
                of(
                        PlanningException.Reason.ACCOUNT_NOT_CONNECTED,
                        "Account 999999999999 is not the service's own. To work in it, set"
                                + " tableflow.aws.provisioner-role-name to a role there that trusts this service."));
    }
}
