package io.tableflow.iam.compliance;

import io.tableflow.iam.common.RecurringJob;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

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
        store(Arrays.stream(RuleSeverity.values())
                .map(it -> new Count(it, failed.getOrDefault(it, 0L), waived.getOrDefault(it, 0L)))
                .toList());
    }

    private record Count(RuleSeverity severity, long failed, long waived) {}

    private void store(List<Count> counts) {
        jdbc.sql("""
                insert into compliance_summary (severity, failed, waived, judged_at)
                select severity, failed, waived, :now
                from json_to_recordset(cast(:counts as json)) as (severity text, failed bigint, waived bigint)
                on conflict (severity) do update
                set failed = excluded.failed, waived = excluded.waived, judged_at = excluded.judged_at
                """)
                .param("counts", JsonMapper.shared().writeValueAsString(counts))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}
