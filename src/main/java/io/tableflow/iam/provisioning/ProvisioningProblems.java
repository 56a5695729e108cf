package io.tableflow.iam.provisioning;

import io.tableflow.iam.web.ProblemCatalogue;
import io.tableflow.iam.web.ProblemException;
import java.util.List;
import org.springframework.stereotype.Component;

/** The problems of this room that a caller meets at once; those that workflows meet are on their steps. */
@Component
class ProvisioningProblems implements ProblemCatalogue {

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
