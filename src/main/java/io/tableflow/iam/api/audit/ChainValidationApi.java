package io.tableflow.iam.api.audit;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tableflow.iam.api.openapi.ApiSuccess;

/** The description of {@link ChainValidationController} in the OpenAPI file. */
@Tag(name = "Audit")
interface ChainValidationApi {

    @Operation(
            operationId = "verifyEvents",
            summary = "Validate the audit chain",
            description = "Reads the whole audit trail and recomputes its hashes, which detects any line that was"
                    + " altered, removed or inserted in the database other than by the service, with its"
                    + " position. The status is 200 in either case; the result is in `valid`. It takes some"
                    + " seconds for a million lines.")
    @ApiSuccess(
            value = "The result.",
            examples = {"audit-valid", "audit-broken"})
    ChainValidationView validate();
}
