package io.tableflow.iam.console.compliance;

import io.tableflow.iam.compliance.ComplianceReport;
import io.tableflow.iam.compliance.ComplianceReports;
import io.tableflow.iam.compliance.Waiver;
import io.tableflow.iam.compliance.Waivers;
import io.tableflow.iam.console.environment.EnvironmentPageQueries;
import io.tableflow.iam.console.page.ComplianceWords;
import io.tableflow.iam.console.page.ConditionalOnConsole;
import io.tableflow.iam.console.page.ConsoleRedirect;
import io.tableflow.iam.console.page.CurlCommand;
import io.tableflow.iam.console.page.FormProblem;
import io.tableflow.iam.environment.EnvironmentException;
import io.tableflow.iam.http.request.Caller;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** What became of all rules for an environment, and its waivers: requested, approved, withdrawn. */
@Controller
@ConditionalOnConsole
class CompliancePageController {

    private static final String PATH = "/console/environments/{name}/compliance";
    private static final String PAGE = "console/compliance";

    private final EnvironmentPageQueries pages;
    private final ComplianceReports reports;
    private final Waivers waivers;
    private final WaiverActions actions;
    private final Clock clock;

    CompliancePageController(
            EnvironmentPageQueries pages,
            ComplianceReports reports,
            Waivers waivers,
            WaiverActions actions,
            Clock clock) {
        this.pages = pages;
        this.reports = reports;
        this.waivers = waivers;
        this.actions = actions;
        this.clock = clock;
    }

    /** A waiver of the environment, and what has become of it. */
    record WaiverLine(Waiver waiver, Waiver.State state) {}

    @GetMapping(PATH)
    String report(@PathVariable String name, @RequestParam(defaultValue = "false") boolean changed, Model model) {
        show(name, WaiverForm.empty(clock.instant()), changed, model);
        return PAGE;
    }

    /** The same terms again change nothing. */
    @PostMapping(PATH + "/{rule}/waiver")
    Object waive(
            @PathVariable String name,
            @PathVariable String rule,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String ticket,
            @RequestParam(defaultValue = "") String until,
            Model model,
            HttpServletResponse response) {
        WaiverForm form = new WaiverForm(rule, reason, ticket, until);
        try {
            waivers.request(name, rule, form.terms(), Caller.current().name());
            return back(name, "#" + rule);
        } catch (RuntimeException failure) {
            show(name, form, false, model);
            FormProblem.show(failure, model, response);
            return PAGE;
        }
    }

    @PostMapping(PATH + "/{rule}/waiver/approval")
    View approve(@PathVariable String name, @PathVariable String rule, @RequestParam UUID waiver) {
        return back(name, actions.approve(name, rule, waiver) ? "#" + rule : "?changed=true");
    }

    @PostMapping(PATH + "/{rule}/waiver/withdrawal")
    View withdraw(@PathVariable String name, @PathVariable String rule, @RequestParam UUID waiver) {
        return back(name, actions.withdraw(name, rule, waiver) ? "#" + rule : "?changed=true");
    }

    private void show(String name, WaiverForm form, boolean changed, Model model) {
        ComplianceReport report = reports.find(name).orElseThrow(() -> EnvironmentException.notFound(name));
        List<RuleLine> lines = report.results().stream()
                .map(it -> new RuleLine(name, it, it.waiver() == null ? null : waivers.state(it.waiver())))
                .toList();
        FormProblem.none(model);
        model.addAttribute("page", pages.get(name));
        model.addAttribute("tab", "compliance");
        model.addAttribute("report", report);
        model.addAttribute("verdict", ComplianceWords.of(report));
        model.addAttribute("severities", SeverityLine.of(lines));
        model.addAttribute(
                "waivers",
                waivers.of(report.environment().id()).stream()
                        .map(it -> new WaiverLine(it, waivers.state(it)))
                        .toList());
        model.addAttribute("form", form);
        model.addAttribute("changed", changed);
        model.addAttribute("curl", CurlCommand.get("/environments/" + name + "/compliance"));
    }

    private static View back(String name, String more) {
        return ConsoleRedirect.to("/console/environments/" + name + "/compliance" + more);
    }
}
