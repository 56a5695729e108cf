package io.tableflow.iam.api.audit;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tableflow.iam.api.openapi.ApiSuccess;

/** The description of {@link ChainValidationController} in the OpenAPI file. */
@Tag(name = "Audit")
interface ChainValidationApi {

    @Operation(
            operationId = "verifyEvents",
            summary = "Recompute the chain",
            description =
                    "Reads the whole audit trail and recomputes its hashes: whoever altered, removed or inserted a line in"
                            + " the database, behind the service's back, is found out, with the place. The answer is 200 in"
                            + " either case; look at `valid`. It takes some seconds for a million lines.")
    @ApiSuccess(
            value = "What came of it.",
            examples = {"audit-valid", "audit-broken"})
    ChainValidationView validate();
}
