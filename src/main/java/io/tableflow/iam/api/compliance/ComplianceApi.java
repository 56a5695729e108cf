package io.tableflow.iam.api.compliance;

import static io.tableflow.iam.http.problem.ProblemCode.ENVIRONMENT_NOT_FOUND;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tableflow.iam.api.environment.EnvironmentNameParameter;
import io.tableflow.iam.api.openapi.ApiProblems;
import io.tableflow.iam.api.openapi.ApiSuccess;
import io.tableflow.iam.api.paging.Paging;
import io.tableflow.iam.compliance.RuleSeverity;
import io.tableflow.iam.compliance.RuleStatus;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;

/** The description of {@link ComplianceController} in the OpenAPI file. */
@Tag(name = "Compliance", description = "Rules that environments are judged by, and waivers of them.")
interface ComplianceApi {

    @Operation(
            operationId = "getCompliance",
            summary = "Judge an environment by all rules",
            description = "Evaluates the rules on what is desired and on what was last observed of live IAM, at"
                    + " `observedAt`; those on the bucket on what the latest verification found. This request does not call AWS;"
                    + " `POST .../reconcile` compares again, and `POST .../verification` verifies. The waivers are"
                    + " those of this environment, also those that are over.")
    @ApiSuccess(value = "The report, whatever became of the rules.", examples = "compliance-report")
    @ApiProblems(ENVIRONMENT_NOT_FOUND)
    ComplianceReportView report(@EnvironmentNameParameter String name);

    @Operation(
            operationId = "listCompliance",
            summary = "Judge all environments",
            description = "What became of the rules for all environments that the token covers, by name. `limit` is the"
                    + " number of environments on a page. With `Accept: text/csv` it is a file with all of them, one line"
                    + " for each environment and rule, without pages; a cell that a spreadsheet program would take for a"
                    + " formula begins with an apostrophe.")
    @ApiSuccess(value = "A page of results, or all of them as CSV.", examples = "compliance-list")
    @ApiSuccess(
            value = "A page of results, or all of them as CSV.",
            body = String.class,
            mediaType = "text/csv",
            examples = "compliance-csv")
    @ApiProblems({})
    ComplianceListView list(
            @Parameter(description = "Only rules of this severity.") @Nullable RuleSeverity severity,
            @Parameter(
                            description = "Only the rule with this id.",
                            schema = @Schema(type = "string"),
                            example = "TFI-ROLE-104")
                    @Nullable
                    String rule,
            @Parameter(description = "Only rules of which this became.") @Nullable RuleStatus status,
            @ParameterObject Paging paging);

    @Hidden // described with list
    void csv(
            @Nullable RuleSeverity severity,
            @Nullable String rule,
            @Nullable RuleStatus status,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException;
}
