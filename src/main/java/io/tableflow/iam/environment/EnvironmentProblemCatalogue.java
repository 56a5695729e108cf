package io.tableflow.iam.environment;

import io.tableflow.iam.web.FieldError;
import io.tableflow.iam.web.ProblemCatalogue;
import io.tableflow.iam.web.ProblemException;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The problems of this room. */
@Component
class EnvironmentProblemCatalogue implements ProblemCatalogue {

    @Override
    public List<ProblemException> examples() {
        return List.of(
                EnvironmentProblems.notFound("dev"),
                EnvironmentProblems.noWorkflow(UUID.fromString("b1aca3fa-2f3e-4d1f-9976-825468307364")),
                EnvironmentProblems.exists("dev"),
                EnvironmentProblems.deleting("dev"),
                EnvironmentProblems.notFailed("dev", EnvironmentState.ACTIVE),
                EnvironmentProblems.immutable(
                        "dev", List.of(new FieldError("accountId", "must be 123456789012, or be left out"))));
    }
}
