package io.tableflow.iam.api.orphan;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tableflow.iam.api.openapi.ApiProblems;
import io.tableflow.iam.api.openapi.ApiSuccess;
import io.tableflow.iam.api.paging.Page;
import io.tableflow.iam.api.paging.Paging;
import org.springdoc.core.annotations.ParameterObject;

/** The description of {@link OrphanController} in the OpenAPI file. */
@Tag(name = "Environments")
interface OrphanApi {

    @Operation(
            operationId = "listOrphans",
            summary = "List what belongs to no environment",
            description = "The roles and policies that carry the service's tags and belong to no environment, as the"
                    + " latest sweep of each account found them, and the provider integrations that a forced or abandoned"
                    + " deletion has left at Confluent, by ARN. A sweep covers the accounts that have environments, and"
                    + " those that had one a day ago. A provider integration is listed while no environment has it, until"
                    + " two looks in a row find that Confluent no longer has it. Nothing is changed about an orphan. Those"
                    + " with names that are none of the service's are only shown to callers that see all environments.")
    @ApiSuccess(
            value = "A page of orphans.",
            examples = {"orphan-page", "orphan-page-integration"})
    @ApiProblems({})
    Page<OrphanView> list(@ParameterObject Paging paging);
}
