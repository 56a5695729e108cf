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
        return List.of(IamPlanner.unavailable("AWS could not be reached within 10 seconds."));
    }
}
