package io.tableflow.iam.environment;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.web.Page;
import io.tableflow.iam.web.Paging;
import io.tableflow.iam.web.openapi.Fails;
import io.tableflow.iam.web.openapi.Succeeds;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Every document that was ever applied: IAM itself forgets beyond five versions, and a trust has none. */
@RestController
@Tag(name = "Policies")
class RevisionController {

    private final RevisionReader reader;

    RevisionController(RevisionReader reader) {
        this.reader = reader;
    }

    @GetMapping("/environments/{name}/policies/{policy}/revisions")
    @Operation(
            operationId = "listPolicyRevisions",
            summary = "List a policy's revisions",
            description =
                    "Every document that was applied, newest first, with the difference to the one before: also those"
                            + " that IAM has forgotten, and those of environments of this name that are gone. With `at` only the"
                            + " one that stood at that moment, or none.")
    @Succeeds(value = "A page of revisions.", examples = "policy-revision-page")
    @Fails({"environment-not-found", "not-found"})
    Page<RevisionResource> revisions(
            @EnvironmentNameParameter @PathVariable String name,
            @Parameter(
                            description = "Which of the environment's policies.",
                            example = "trust",
                            schema =
                                    @Schema(
                                            type = "string",
                                            allowableValues = {"trust", "s3", "glue"}))
                    @PathVariable
                    String policy,
            @Parameter(description = "Only the one that stood at this moment.", example = "2026-03-02T12:00:00Z")
                    @RequestParam(required = false)
                    @Nullable
                    Instant at,
            @ParameterObject Paging paging) {
        PolicyKind kind = PolicyKind.ofPath(policy).orElseThrow(EnvironmentProblems::noPolicy);
        return at == null ? reader.page(name, kind, paging) : reader.at(name, kind, at);
    }
}
