package io.tableflow.iam.api.drift;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.drift.DriftReport;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A comparison as callers see it. */
@Schema(name = "Drift", description = "What the latest comparison of live IAM with the spec came to.")
record DriftReportView(
        @Schema(description = "When; null before the first.") @Nullable
        Instant checkedAt,

        @Schema(description = "Whether live IAM is what the spec renders; null before the first.") @Nullable
        Boolean inSync,

        @Schema(description = "What differs.") List<DifferenceView> differences) {

    /** Before the first comparison. */
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
