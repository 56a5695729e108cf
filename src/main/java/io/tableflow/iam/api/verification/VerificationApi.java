package io.tableflow.iam.api.verification;

import static io.tableflow.iam.http.problem.ProblemCode.ENVIRONMENT_NOT_FOUND;
import static io.tableflow.iam.http.problem.ProblemCode.ENVIRONMENT_NOT_VERIFIED;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tableflow.iam.api.environment.EnvironmentNameParameter;
import io.tableflow.iam.api.openapi.ApiProblems;
import io.tableflow.iam.api.openapi.ApiSuccess;

/** The description of {@link VerificationController} in the OpenAPI file. */
@Tag(name = "Verification", description = "Can Confluent get in, can anybody else, and will Tableflow be able to work?")
interface VerificationApi {

    @Operation(
            operationId = "verifyEnvironment",
            summary = "Verify an environment",
            description =
                    "Reads what is live in AWS now, and checks by it whether Confluent can get in, whether anybody else can, and"
                            + " whether the role may do what Tableflow does. Every check is always in the report, also where it could"
                            + " not be run. The answer is 200 whatever the verdict: read `verdict`. Nothing is changed in AWS. The"
                            + " report is stored, so the scope `environments:write` is needed. For 15 seconds after a change of the"
                            + " environment checks are `UNKNOWN`, since IAM may still show what was before.")
    @ApiSuccess(
            value = "The report, also where checks failed.",
            examples = {"verification-passed", "verification-failed"})
    @ApiProblems(ENVIRONMENT_NOT_FOUND)
    VerificationView verify(@EnvironmentNameParameter String name);

    @Operation(
            operationId = "getVerification",
            summary = "Get an environment's latest verification",
            description = "The latest report. This request does not call AWS; `POST` verifies again.")
    @ApiSuccess(
            value = "The latest report.",
            examples = {"verification-passed", "verification-failed"})
    @ApiProblems({ENVIRONMENT_NOT_FOUND, ENVIRONMENT_NOT_VERIFIED})
    VerificationView latest(@EnvironmentNameParameter String name);
}
