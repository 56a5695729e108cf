package io.tableflow.iam.compliance.export;

import io.tableflow.iam.compliance.ComplianceReport;
import io.tableflow.iam.compliance.ComplianceReports;
import io.tableflow.iam.compliance.Waivers;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.stereotype.Component;

/** Writes the reports on all environments as one CSV file, a hundred environments at a time. */
@Component
public class ComplianceExport {

    private static final int PAGE = 100;

    private final ComplianceReports reports;
    private final Waivers waivers;

    ComplianceExport(ComplianceReports reports, Waivers waivers) {
        this.reports = reports;
        this.waivers = waivers;
    }

    /** A file that is ready to be written. */
    public interface ComplianceFile {

        /** Writes it, in UTF-8. */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Reads the beginning, so that a failure can still be answered as a problem.
     *
     * @param names a regular expression; environments whose names do not match are left out
     */
    public ComplianceFile prepare(String names, RuleFilter filter) {
        List<ComplianceReport> first = reports.page("", names, PAGE);
        return out -> write(first, names, filter, out);
    }

    private void write(List<ComplianceReport> first, String names, RuleFilter filter, OutputStream out)
            throws IOException {
        write(out, CsvLine.of(ComplianceCsv.HEADER));
        List<ComplianceReport> page = first;
        while (!page.isEmpty()) {
            for (ComplianceReport report : page) {
                write(out, lines(report, filter));
            }
            out.flush();
            page = page.size() < PAGE
                    ? List.of()
                    : reports.page(page.getLast().environment().name(), names, PAGE);
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
