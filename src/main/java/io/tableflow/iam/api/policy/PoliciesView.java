package io.tableflow.iam.api.policy;

import io.swagger.v3.oas.annotations.media.Schema;

/** The three policy documents of an environment, as callers see them. */
@Schema(name = "Policies", description = "The three desired policy documents.")
record PoliciesView(
        @Schema(description = "Who may assume the role.") PolicyView trust,

        @Schema(description = "What the role may do in the bucket.")
        PolicyView s3,

        @Schema(description = "What the role may do in the Glue catalog.")
        PolicyView glue) {}
