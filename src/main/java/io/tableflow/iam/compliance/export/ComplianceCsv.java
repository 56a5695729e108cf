package io.tableflow.iam.compliance.export;

import io.tableflow.iam.compliance.ComplianceReport;
import io.tableflow.iam.compliance.RuleResult;
import io.tableflow.iam.compliance.Waiver;
import io.tableflow.iam.compliance.Waivers;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.policy.AwsAccount;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The reports as lines of a CSV file, one for each environment and rule. Columns are only ever added at the end. */
final class ComplianceCsv {

    static final List<String> HEADER = List.of(
            "evaluated_at",
            "observed_at",
            "environment",
            "environment_id",
            "account_id",
            "region",
            "role_arn",
            "rule_id",
            "rule_title",
            "severity",
            "status",
            "evidence",
            "remedy",
            "source",
            "waiver_state",
            "waiver_until",
            "waiver_requested_by",
            "waiver_approved_by",
            "waiver_reason",
            "waiver_ticket");

    private ComplianceCsv() {}

    static List<String> cells(ComplianceReport report, RuleResult result, Waivers waivers) {
        Environment environment = report.environment();
        AwsAccount account = environment.account();
        Waiver waiver = result.waiver();
        return List.of(
                report.evaluatedAt().toString(),
                text(report.observedAt()),
                environment.name(),
                environment.id().toString(),
                account == null ? text(environment.spec().accountId()) : account.id(),
                environment.spec().regions().getFirst(),
                text(environment.observed().resources().role().arn()),
                result.rule().id(),
                result.rule().title(),
                result.rule().severity().name(),
                result.status().name(),
                result.evidence(),
                result.rule().remedy(),
                result.rule().source(),
                waiver == null ? "" : waivers.state(waiver).name(),
                waiver == null ? "" : waiver.until().toString(),
                waiver == null ? "" : waiver.requestedBy(),
                waiver == null ? "" : text(waiver.approvedBy()),
                waiver == null ? "" : waiver.reason(),
                waiver == null ? "" : text(waiver.ticket()));
    }

    private static String text(@Nullable Object value) {
        return Objects.toString(value, "");
    }
}
