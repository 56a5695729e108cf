package io.tableflow.iam.api.compliance;

import static io.tableflow.iam.http.problem.ProblemCode.ENVIRONMENT_NOT_FOUND;
import static io.tableflow.iam.http.problem.ProblemCode.NOT_FOUND;
import static io.tableflow.iam.http.problem.ProblemCode.RULE_NOT_WAIVABLE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tableflow.iam.api.environment.EnvironmentNameParameter;
import io.tableflow.iam.api.openapi.ApiProblems;
import io.tableflow.iam.api.openapi.ApiRequestBody;
import io.tableflow.iam.api.openapi.ApiSuccess;

/** The description of {@link WaiverController} in the OpenAPI file. */
@Tag(name = "Compliance")
interface WaiverApi {

    /** The description of the path variable. */
    String RULE = "The rule's id.";

    @Operation(
            operationId = "waiveRule",
            summary = "Waive a rule",
            description =
                    "Accepts for a time that a rule fails for an environment: until then its status is WAIVED where"
                            + " it would be FAILED. It hides no finding, and stops no repair. The requester is the caller. The same"
                            + " request again changes nothing; another one replaces the waiver. With"
                            + " `tableflow.compliance.waiver-approval` a waiver is PENDING, and does not count, until somebody else"
                            + " than the requester sends the same request. Rules about who can come in can't be waived.")
    @ApiRequestBody(value = "Why, and until when.", examples = "waiver-request")
    @ApiSuccess(
            value = "The waiver.",
            examples = {"waiver", "waiver-pending"})
    @ApiProblems({ENVIRONMENT_NOT_FOUND, NOT_FOUND, RULE_NOT_WAIVABLE})
    WaiverView waive(
            @EnvironmentNameParameter String name,
            @Parameter(description = RULE, example = "TFI-ROLE-104") String rule,
            WaiverRequest request);

    @Operation(
            operationId = "withdrawWaiver",
            summary = "Withdraw a waiver",
            description = "From now on the rule is FAILED again where its title is not true. The waiver is kept for the"
                    + " record. Where there is none, nothing changes.")
    @ApiSuccess(
            status = 204,
            value = "There is no waiver of the rule any more.",
            examples = {})
    @ApiProblems({ENVIRONMENT_NOT_FOUND, NOT_FOUND})
    void withdraw(
            @EnvironmentNameParameter String name,
            @Parameter(description = RULE, example = "TFI-ROLE-104") String rule);
}
