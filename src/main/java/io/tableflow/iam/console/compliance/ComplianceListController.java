package io.tableflow.iam.console.compliance;

import io.tableflow.iam.access.EnvironmentVisibility;
import io.tableflow.iam.compliance.RuleCatalogue;
import io.tableflow.iam.compliance.RuleSeverity;
import io.tableflow.iam.compliance.RuleStatus;
import io.tableflow.iam.compliance.export.ComplianceExport;
import io.tableflow.iam.compliance.export.ComplianceExport.ComplianceFile;
import io.tableflow.iam.console.page.ConditionalOnConsole;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What became of the rules for all environments, and the same as a file. */
@Controller
@ConditionalOnConsole
class ComplianceListController {

    private final FleetQueries queries;
    private final ComplianceExport export;

    ComplianceListController(FleetQueries queries, ComplianceExport export) {
        this.queries = queries;
        this.export = export;
    }

    @GetMapping("/console/compliance")
    String list(
            @RequestParam(defaultValue = "") String severity,
            @RequestParam(defaultValue = "") String rule,
            @RequestParam(defaultValue = "") String status,
            @RequestParam(defaultValue = "") String after,
            Model model) {
        FleetFilter filter = FleetFilter.of(severity, rule, status, after);
        model.addAttribute("filter", filter);
        model.addAttribute("severities", RuleSeverity.values());
        model.addAttribute("statuses", RuleStatus.values());
        model.addAttribute("rules", RuleCatalogue.all());
        model.addAttribute("list", queries.page(filter));
        model.addAttribute("curl", filter.curl());
        return "console/compliance-list";
    }

    @GetMapping("/console/compliance/csv")
    void csv(
            @RequestParam(defaultValue = "") String severity,
            @RequestParam(defaultValue = "") String rule,
            @RequestParam(defaultValue = "") String status,
            HttpServletResponse response)
            throws IOException {
        ComplianceFile file = export.prepare(
                EnvironmentVisibility.ofCaller().regex(),
                FleetFilter.of(severity, rule, status, "").rules());
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename("compliance.csv")
                        .build()
                        .toString());
        file.writeTo(response.getOutputStream());
    }
}
