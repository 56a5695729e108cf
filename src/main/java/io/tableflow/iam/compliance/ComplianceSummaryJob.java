package io.tableflow.iam.compliance;

import io.tableflow.iam.common.RecurringJob;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Judges all environments again and again, on one node at a time, and stores how many rules fail. So a scrape of the metrics judges
 * none.
 */
@Component
public class ComplianceSummaryJob implements RecurringJob {

    private static final Duration INTERVAL = Duration.ofMinutes(15);
    private static final int PAGE = 100;
    private static final String ANY_NAME = "";

    private final ComplianceReports reports;
    private final JdbcClient jdbc;
    private final Clock clock;

    ComplianceSummaryJob(ComplianceReports reports, JdbcClient jdbc, Clock clock) {
        this.reports = reports;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "compliance-summary";
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public void run(BooleanSupplier stopping) {
        Map<RuleSeverity, Long> failed = new EnumMap<>(RuleSeverity.class);
        Map<RuleSeverity, Long> waived = new EnumMap<>(RuleSeverity.class);
        String after = "";
        List<ComplianceReport> page;
        do {
            page = reports.page(after, ANY_NAME, PAGE);
            for (ComplianceReport report : page) {
                for (RuleSeverity severity : RuleSeverity.values()) {
                    failed.merge(severity, report.failed(severity), Long::sum);
                    waived.merge(severity, report.count(severity, RuleStatus.WAIVED), Long::sum);
                }
                after = report.environment().name();
            }
            if (stopping.getAsBoolean()) {
                return;
            }
        } while (page.size() == PAGE);
        for (RuleSeverity severity : RuleSeverity.values()) {
            store(severity, failed.getOrDefault(severity, 0L), waived.getOrDefault(severity, 0L));
        }
    }

    private void store(RuleSeverity severity, long failed, long waived) {
        jdbc.sql("""
                insert into compliance_summary (severity, failed, waived, judged_at)
                values (:severity, :failed, :waived, :now)
                on conflict (severity) do update
                set failed = excluded.failed, waived = excluded.waived, judged_at = excluded.judged_at
                """)
                .param("severity", severity.name())
                .param("failed", failed)
                .param("waived", waived)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}
