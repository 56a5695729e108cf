package io.tableflow.iam.api.environment;

import io.tableflow.iam.api.openapi.ProblemCatalogue;
import io.tableflow.iam.http.problem.ProblemException;
import io.tableflow.iam.planning.IamPlanner;
import java.util.List;
import org.springframework.stereotype.Component;

/** The problems of this room that a caller meets at once; those that workflows meet are on their steps. */
@Component
class PlanningProblems implements ProblemCatalogue {

    @Override
    public List<ProblemException> examples() {
        return List.of(
                IamPlanner.unavailable("AWS could not be reached within 10 seconds."),
                IamPlanner.refused(
                        "GetRole failed: AccessDenied: the service is not authorized to perform iam:GetRole."),
                IamPlanner.notConnected("Account 999999999999 is not the service's own. To work in it, set"
                        + " tableflow.aws.provisioner-role-name to a role there that trusts this service."));
    }
}
