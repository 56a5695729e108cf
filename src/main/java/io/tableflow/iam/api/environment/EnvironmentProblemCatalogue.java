package io.tableflow.iam.api.environment;

import io.tableflow.iam.api.openapi.ProblemCatalogue;
import io.tableflow.iam.environment.EnvironmentState;
import io.tableflow.iam.http.problem.FieldError;
import io.tableflow.iam.http.problem.ProblemException;
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
