package io.tableflow.iam.api.drift;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.drift.DriftReport;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A comparison as callers see it. */
@Schema(name = "Drift", description = "The result of the latest comparison of live IAM with the desired state.")
record DriftReportView(
        @Schema(description = "When; null before the first comparison.") @Nullable
        Instant checkedAt,

        @Schema(description = "Whether live IAM equals the desired state; null before the first comparison.") @Nullable
        Boolean inSync,

        @Schema(description = "The differences.") List<DifferenceView> differences) {

    /** The view before the first comparison. */
    static DriftReportView none() {
        return new DriftReportView(null, null, List.of());
    }

    static DriftReportView of(DriftReport report) {
        return new DriftReportView(
                report.checkedAt(),
                report.isInSync(),
                report.differences().stream().map(DifferenceView::of).toList());
    }
}
