package io.tableflow.iam.environment;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tableflow.iam.web.openapi.Fails;
import io.tableflow.iam.web.openapi.Succeeds;
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

    private final EnvironmentRequests requests;
    private final DriftHistory history;

    DriftController(EnvironmentRequests requests, DriftHistory history) {
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
    @Succeeds(
            value = "The latest comparison.",
            examples = {"drift-in-sync", "drift-found"})
    @Fails("environment-not-found")
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
