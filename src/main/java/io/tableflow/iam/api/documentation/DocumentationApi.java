package io.tableflow.iam.api.documentation;

import static io.tableflow.iam.http.problem.ProblemCode.ENVIRONMENT_NOT_FOUND;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tableflow.iam.api.environment.EnvironmentNameParameter;
import io.tableflow.iam.api.openapi.ApiProblems;
import io.tableflow.iam.api.openapi.ApiSuccess;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** The description of {@link DocumentationController} in the OpenAPI file. */
@Tag(name = "Environments")
interface DocumentationApi {

    @Operation(
            operationId = "getDocumentation",
            summary = "Get an environment's documentation",
            description =
                    "What the environment is, who can come in, what it may do and why, its conditions and history,"
                            + " how to check it and how to take it down: as Markdown, or, with `Accept: text/html`, as one page"
                            + " that loads nothing. The same environment has the same text, so it can be kept under version"
                            + " control. The external id is not in it. This request does not call IAM.")
    @ApiSuccess(
            value = "The documentation.",
            body = String.class,
            mediaType = "text/markdown",
            examples = "documentation")
    @ApiSuccess(
            value = "The documentation.",
            body = String.class,
            mediaType = MediaType.TEXT_HTML_VALUE,
            examples = "documentation-html")
    @ApiProblems(ENVIRONMENT_NOT_FOUND)
    ResponseEntity<String> documentation(
            @EnvironmentNameParameter String name, HttpServletRequest request, HttpServletResponse response);
}
