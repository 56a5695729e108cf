package io.tableflow.iam.console.compliance;

import io.tableflow.iam.access.EnvironmentVisibility;
import io.tableflow.iam.compliance.ComplianceReport;
import io.tableflow.iam.compliance.ComplianceReports;
import io.tableflow.iam.compliance.Waivers;
import io.tableflow.iam.console.page.ConditionalOnConsole;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Looks through the environments by name for results that are asked for. */
@Component
@ConditionalOnConsole
class FleetQueries {

    /** A page is full with so many results; the last environment's are all on it. */
    static final int FULL = 50;

    /** No page judges more environments than that, however few results they have. */
    static final int MOST_JUDGED = 200;

    private static final int READ_AT_ONCE = 50;

    private final ComplianceReports reports;
    private final Waivers waivers;

    FleetQueries(ComplianceReports reports, Waivers waivers) {
        this.reports = reports;
        this.waivers = waivers;
    }

    /**
     * A part of the list.
     *
     * @param judged how many environments were looked at
     * @param next the last of them, after which the next page begins; null: this is the last
     */
    record FleetPage(
            List<RuleLine> lines, int judged, @Nullable String next) {}

    FleetPage page(FleetFilter filter) {
        String names = EnvironmentVisibility.ofCaller().regex();
        List<RuleLine> lines = new ArrayList<>();
        String after = filter.after();
        int judged = 0;
        while (judged < MOST_JUDGED) {
            List<ComplianceReport> found = reports.page(after, names, READ_AT_ONCE);
            for (ComplianceReport report : found) {
                if (lines.size() >= FULL) {
                    return new FleetPage(lines, judged, after);
                }
                lines.addAll(lines(report, filter));
                after = report.environment().name();
                judged++;
            }
            if (found.size() < READ_AT_ONCE) {
                return new FleetPage(lines, judged, null);
            }
        }
        return new FleetPage(lines, judged, after);
    }

    private List<RuleLine> lines(ComplianceReport report, FleetFilter filter) {
        String name = report.environment().name();
        return filter.rules()
                .of(report)
                .map(it -> new RuleLine(name, it, it.waiver() == null ? null : waivers.state(it.waiver())))
                .toList();
    }
}
