package io.tableflow.iam.verification;

import io.tableflow.iam.environment.Environment;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Stores the latest verification of each environment. */
@Component
public class VerificationReports {

    private final VerificationReportRepository reports;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    VerificationReports(VerificationReportRepository reports, JdbcClient jdbc, ApplicationEventPublisher events) {
        this.reports = reports;
        this.jdbc = jdbc;
        this.events = events;
    }

    /** The latest; empty: it was never verified. */
    @Transactional(readOnly = true)
    public Optional<VerificationReport> latest(Environment environment) {
        return reports.findById(environment.id());
    }

    /** Two of them at once replace one another; one of an environment that is gone meanwhile is not stored. */
    @Transactional
    void store(Environment environment, VerificationReport report, String by) {
        jdbc.sql("""
            insert into verification_report (environment_id, generation, started_at, finished_at, verdict, checks, bucket_checks)
            select id, :generation, :startedAt, :finishedAt, :verdict, cast(:checks as jsonb), cast(:bucketChecks as jsonb)
            from environment where id = :id
            on conflict (environment_id) do update set generation = excluded.generation,
                started_at = excluded.started_at, finished_at = excluded.finished_at, verdict = excluded.verdict, checks = excluded.checks,
                bucket_checks = excluded.bucket_checks
            """)
                .param("id", report.environmentId())
                .param("generation", report.generation())
                .param("startedAt", report.startedAt().atOffset(ZoneOffset.UTC))
                .param("finishedAt", report.finishedAt().atOffset(ZoneOffset.UTC))
                .param("verdict", report.verdict().name())
                .param("checks", JsonMapper.shared().writeValueAsString(report.checks()))
                .param("bucketChecks", JsonMapper.shared().writeValueAsString(report.bucketChecks()))
                .update();
        events.publishEvent(new EnvironmentVerified(environment.id(), environment.name(), by, report));
    }
}
