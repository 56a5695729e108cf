package io.tableflow.iam.api.compliance;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of the rules for a page of environments, as callers see it. */
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "ComplianceList", description = "What became of the rules for a page of environments.")
record ComplianceListView(
        @Schema(description = "One for each environment and rule, by the environment's name.")
        List<RuleResultView> rules,

        @Schema(description = "The value of `after` for the next page; null on the last page.") @Nullable
        String next) {}
