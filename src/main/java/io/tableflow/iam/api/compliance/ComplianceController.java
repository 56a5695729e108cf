package io.tableflow.iam.api.compliance;

import io.tableflow.iam.access.EnvironmentVisibility;
import io.tableflow.iam.api.environment.EnvironmentProblems;
import io.tableflow.iam.api.paging.Page;
import io.tableflow.iam.api.paging.Paging;
import io.tableflow.iam.compliance.ComplianceReport;
import io.tableflow.iam.compliance.ComplianceReports;
import io.tableflow.iam.compliance.RuleSeverity;
import io.tableflow.iam.compliance.RuleStatus;
import io.tableflow.iam.compliance.Waivers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

    private static final int CSV_PAGE = 100;

    private final ComplianceReports reports;
    private final Waivers waivers;

    ComplianceController(ComplianceReports reports, Waivers waivers) {
        this.reports = reports;
        this.waivers = waivers;
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
        RuleFilter filter = new RuleFilter(severity, rule, status);
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
        RuleFilter filter = new RuleFilter(severity, rule, status);
        String names = EnvironmentVisibility.ofCaller().regex();
        // Read before the answer begins, so that a failure can still be answered as a problem.
        List<ComplianceReport> page = reports.page("", names, CSV_PAGE);
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"compliance.csv\"");
        if (HttpMethod.HEAD.matches(request.getMethod())) {
            return;
        }
        OutputStream out = response.getOutputStream();
        write(out, CsvLine.of(ComplianceCsv.HEADER));
        while (!page.isEmpty()) {
            for (ComplianceReport report : page) {
                write(out, lines(report, filter));
            }
            out.flush();
            page = page.size() < CSV_PAGE
                    ? List.of()
                    : reports.page(page.getLast().environment().name(), names, CSV_PAGE);
        }
    }

    private String lines(ComplianceReport report, RuleFilter filter) {
        StringBuilder lines = new StringBuilder();
        filter.of(report).forEach(result -> lines.append(CsvLine.of(ComplianceCsv.cells(report, result, waivers))));
        return lines.toString();
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
