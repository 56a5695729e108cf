package io.tableflow.iam.api.accessreview;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** Reviews as callers see them. */
@Schema(name = "ReviewList", description = "The latest reviews of an environment, newest first.")
record ReviewListView(@Schema(description = "100 at most.") List<ReviewView> items) {}
