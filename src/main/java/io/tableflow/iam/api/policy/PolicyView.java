package io.tableflow.iam.api.policy;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A policy document as callers see it. */
@Schema(name = "Policy", description = "A desired policy document.")
record PolicyView(
        @Schema(
                description = "The document; null until the environment's account is known, shortly after the POST.",
                types = "object")
        @JsonRawValue
        @Nullable
        String document,

        @Schema(description = "The number of the latest revision, from 1; null before the first.", example = "1")
        @Nullable
        Integer revision) {}
