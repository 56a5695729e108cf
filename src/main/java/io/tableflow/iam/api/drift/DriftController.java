package io.tableflow.iam.api.drift;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tableflow.iam.api.environment.EnvironmentNameParameter;
import io.tableflow.iam.api.openapi.ApiProblems;
import io.tableflow.iam.api.openapi.ApiSuccess;
import io.tableflow.iam.drift.DriftHistory;
import io.tableflow.iam.environment.EnvironmentCommands;
import io.tableflow.iam.environment.status.Difference;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What live IAM differed in when it was last looked at. */
@RestController
@Tag(name = "Policies")
class DriftController {

    private final EnvironmentCommands requests;
    private final DriftHistory history;

    DriftController(EnvironmentCommands requests, DriftHistory history) {
        this.requests = requests;
        this.history = history;
    }

    @GetMapping("/environments/{name}/drift")
    @Operation(
            operationId = "getDrift",
            summary = "Look at what live IAM differs in",
            description =
                    "What the latest comparison of live IAM with the spec came to, be it a sweep of the account or one of"
                            + " this environment alone. IAM is not asked: `POST .../reconcile` does that.")
    @ApiSuccess(
            value = "The latest comparison.",
            examples = {"drift-in-sync", "drift-found"})
    @ApiProblems("environment-not-found")
    @Transactional(readOnly = true)
    public DriftResource drift(@EnvironmentNameParameter @PathVariable String name) {
        return history.latest(requests.get(name))
                .map(drift -> new DriftResource(drift.checkedAt(), drift.isInSync(), drift.differences()))
                .orElse(new DriftResource(null, null, List.of()));
    }

    /** A comparison as callers see it. */
    @Schema(name = "Drift", description = "What the latest comparison of live IAM with the spec came to.")
    record DriftResource(
            @Schema(description = "When; null before the first.") @Nullable
            Instant checkedAt,

            @Schema(description = "Whether live IAM is what the spec renders; null before the first.") @Nullable
            Boolean inSync,

            @Schema(description = "What differs.") List<Difference> differences) {}
}
