package io.tableflow.iam.api.workflow;

import static io.tableflow.iam.http.problem.ProblemCode.ENVIRONMENT_NOT_FOUND;
import static io.tableflow.iam.http.problem.ProblemCode.WORKFLOW_NOT_FOUND;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tableflow.iam.api.environment.EnvironmentNameParameter;
import io.tableflow.iam.api.openapi.ApiProblems;
import io.tableflow.iam.api.openapi.ApiSuccess;
import io.tableflow.iam.api.paging.Page;
import java.util.UUID;

/** The description of {@link WorkflowController} in the OpenAPI file. */
@Tag(name = "Workflows", description = "The present and past workflows of environments.")
interface WorkflowApi {

    @Operation(
            operationId = "listWorkflows",
            summary = "List an environment's workflows",
            description = "The latest 200 workflows of environments with this name, newest first, also after the"
                    + " environment is gone.")
    @ApiSuccess(value = "The workflows, all on one page.", examples = "workflow-page")
    @ApiProblems(ENVIRONMENT_NOT_FOUND)
    Page<WorkflowView> ofEnvironment(@EnvironmentNameParameter String name);

    @Operation(
            operationId = "getWorkflow",
            summary = "Get a workflow",
            description = "A workflow with its steps: their states, what went wrong, and when the next attempt is.")
    @ApiSuccess(
            value = "The workflow.",
            examples = {"workflow-succeeded", "workflow-failed"})
    @ApiProblems(WORKFLOW_NOT_FOUND)
    WorkflowView get(
            @Parameter(description = "The workflow's id.", example = "b1aca3fa-2f3e-4d1f-9976-825468307364") UUID id);
}
