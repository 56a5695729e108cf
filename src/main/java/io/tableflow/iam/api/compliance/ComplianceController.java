package io.tableflow.iam.api.compliance;

import io.tableflow.iam.access.EnvironmentVisibility;
import io.tableflow.iam.api.environment.EnvironmentProblems;
import io.tableflow.iam.api.paging.Page;
import io.tableflow.iam.api.paging.Paging;
import io.tableflow.iam.compliance.ComplianceReport;
import io.tableflow.iam.compliance.ComplianceReports;
import io.tableflow.iam.compliance.RuleCatalogue;
import io.tableflow.iam.compliance.RuleSeverity;
import io.tableflow.iam.compliance.RuleStatus;
import io.tableflow.iam.compliance.Waivers;
import io.tableflow.iam.compliance.export.ComplianceExport;
import io.tableflow.iam.compliance.export.ComplianceExport.ComplianceFile;
import io.tableflow.iam.compliance.export.RuleFilter;
import io.tableflow.iam.http.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Judges environments by rules. */
@RestController
class ComplianceController implements ComplianceApi {

    private final ComplianceReports reports;
    private final Waivers waivers;
    private final ComplianceExport export;

    ComplianceController(ComplianceReports reports, Waivers waivers, ComplianceExport export) {
        this.reports = reports;
        this.waivers = waivers;
        this.export = export;
    }

    @Override
    @GetMapping("/environments/{name}/compliance")
    @Transactional(readOnly = true)
    public ComplianceReportView report(@PathVariable String name) {
        ComplianceReport report = reports.find(name).orElseThrow(() -> EnvironmentProblems.notFound(name));
        return ComplianceReportView.of(
                report,
                waivers.of(report.environment().id()).stream()
                        .map(waiver -> WaiverView.of(waiver, waivers.state(waiver)))
                        .toList());
    }

    @Override
    @GetMapping("/compliance")
    public ComplianceListView list(
            @RequestParam(required = false) @Nullable RuleSeverity severity,
            @RequestParam(required = false) @Nullable String rule,
            @RequestParam(required = false) @Nullable RuleStatus status,
            Paging paging) {
        RuleFilter filter = filter(severity, rule, status);
        String after = paging.after() == null ? "" : paging.after();
        Page<ComplianceReport> page = Page.of(
                reports.page(after, EnvironmentVisibility.ofCaller().regex(), paging.fetch()),
                paging,
                report -> report.environment().name());
        return new ComplianceListView(
                page.items().stream()
                        .flatMap(report -> filter.of(report)
                                .map(result ->
                                        RuleResultView.of(report.environment().name(), result)))
                        .toList(),
                page.next());
    }

    @Override
    @GetMapping(path = "/compliance", produces = "text/csv")
    public void csv(
            @RequestParam(required = false) @Nullable RuleSeverity severity,
            @RequestParam(required = false) @Nullable String rule,
            @RequestParam(required = false) @Nullable RuleStatus status,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        ComplianceFile file = export.prepare(EnvironmentVisibility.ofCaller().regex(), filter(severity, rule, status));
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"compliance.csv\"");
        if (!HttpMethod.HEAD.matches(request.getMethod())) {
            file.writeTo(response.getOutputStream());
        }
    }

    private static RuleFilter filter(
            @Nullable RuleSeverity severity, @Nullable String rule, @Nullable RuleStatus status) {
        if (rule != null && RuleCatalogue.find(rule).isEmpty()) {
            throw ProblemException.invalid("rule", "must be the id of a rule, such as TFI-TRUST-001");
        }
        return new RuleFilter(severity, rule, status);
    }
}
