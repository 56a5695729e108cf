package io.tableflow.iam.api.verification;

import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentCommands;
import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import io.tableflow.iam.http.request.Caller;
import io.tableflow.iam.verification.EnvironmentVerification;
import io.tableflow.iam.verification.VerificationReports;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Verifies environments, and shows what came of it. */
@RestController
class VerificationController implements VerificationApi {

    private final EnvironmentCommands commands;
    private final EnvironmentVerification verification;
    private final VerificationReports reports;

    VerificationController(
            EnvironmentCommands commands, EnvironmentVerification verification, VerificationReports reports) {
        this.commands = commands;
        this.verification = verification;
        this.reports = reports;
    }

    @Override
    @PostMapping("/environments/{name}/verification")
    public VerificationView verify(@PathVariable String name) {
        Environment environment = commands.get(name);
        return VerificationView.of(
                environment, verification.verify(environment, Caller.current().name()));
    }

    @Override
    @GetMapping("/environments/{name}/verification")
    public VerificationView latest(@PathVariable String name) {
        Environment environment = commands.get(name);
        return reports.latest(environment)
                .map(report -> VerificationView.of(environment, report))
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.ENVIRONMENT_NOT_VERIFIED,
                        "Environment '" + name + "' was not verified yet: POST /environments/" + name
                                + "/verification verifies it."));
    }
}
