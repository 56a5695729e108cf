package io.tableflow.iam.api.accesscheck;

import io.tableflow.iam.access.EnvironmentVisibility;
import io.tableflow.iam.accesscheck.AccessCheckException;
import io.tableflow.iam.accesscheck.AccessChecks;
import io.tableflow.iam.api.environment.EnvironmentProblems;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentCommands;
import io.tableflow.iam.policy.evaluation.EvaluationResult;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Answers whether a principal may take an action. Changes nothing: it is a POST because documents are too long for a query. */
@RestController
class AccessCheckController implements AccessCheckApi {

    private final AccessChecks checks;
    private final EnvironmentCommands commands;

    AccessCheckController(AccessChecks checks, EnvironmentCommands commands) {
        this.checks = checks;
        this.commands = commands;
    }

    @Override
    @PostMapping("/access-checks")
    public AccessCheckView check(@RequestBody AccessCheckRequest request) {
        try {
            return AccessCheckView.of(answer(request));
        } catch (AccessCheckException failure) {
            throw AccessCheckProblems.of(failure);
        }
    }

    private EvaluationResult answer(AccessCheckRequest request) {
        String name = request.environment();
        return name == null
                ? checks.byDocuments(request.toQuestion(), request.toPolicies())
                : checks.live(request.toQuestion(), visible(name));
    }

    /** The name is not in the path, where those of other operations are checked. */
    private Environment visible(String name) {
        if (!EnvironmentVisibility.ofCaller().include(name)) {
            throw EnvironmentProblems.notFound(name);
        }
        return commands.get(name);
    }
}
