package io.tableflow.iam.console.environment;

import io.tableflow.iam.console.page.ConditionalOnConsole;
import io.tableflow.iam.console.page.ConsoleRedirect;
import io.tableflow.iam.console.page.CurlCommand;
import io.tableflow.iam.environment.EnvironmentCommands;
import io.tableflow.iam.http.request.Caller;
import io.tableflow.iam.verification.EnvironmentVerification;
import io.tableflow.iam.verification.VerificationReport;
import io.tableflow.iam.verification.VerificationReports;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;

/** The latest verification of an environment, by its questions, and a button that verifies it anew. */
@Controller
@ConditionalOnConsole
class VerificationPageController {

    private static final String PATH = "/console/environments/{name}/verification";

    private final EnvironmentPageQueries pages;
    private final EnvironmentCommands commands;
    private final EnvironmentVerification verification;
    private final VerificationReports reports;

    VerificationPageController(
            EnvironmentPageQueries pages,
            EnvironmentCommands commands,
            EnvironmentVerification verification,
            VerificationReports reports) {
        this.pages = pages;
        this.commands = commands;
        this.verification = verification;
        this.reports = reports;
    }

    @GetMapping(PATH)
    String latest(@PathVariable String name, Model model) {
        VerificationReport report = reports.latest(commands.get(name)).orElse(null);
        model.addAttribute("page", pages.get(name));
        model.addAttribute("tab", "verification");
        model.addAttribute("report", report);
        model.addAttribute("tone", report == null ? "off" : QuestionLine.tone(report.verdict()));
        model.addAttribute("questions", report == null ? List.of() : QuestionLine.of(report));
        model.addAttribute("curl", CurlCommand.send("POST", "/environments/" + name + "/verification"));
        return "console/verification";
    }

    /** Sent twice, it reads AWS twice; nothing is changed there. */
    @PostMapping(PATH)
    View verify(@PathVariable String name) {
        verification.verify(commands.get(name), Caller.current().name());
        return ConsoleRedirect.to("/console/environments/" + name + "/verification");
    }
}
