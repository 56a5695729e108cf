package io.tableflow.iam.api.confluent;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tableflow.iam.api.openapi.ApiProblems;
import io.tableflow.iam.api.openapi.ApiSuccess;
import io.tableflow.iam.api.paging.Page;
import io.tableflow.iam.api.paging.Paging;
import io.tableflow.iam.confluent.DeliveryOutcome;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;

/** The description of {@link DeliveryController} in the OpenAPI file. */
@Tag(name = "Integration")
interface DeliveryApi {

    @Operation(
            operationId = "listDeliveries",
            summary = "List callbacks",
            description = "Every callback of the last 30 days with a valid signature, newest first, with its"
                    + " outcome; also refused ones. Callbacks without a valid signature are not listed. A"
                    + " message that is delivered again is counted, not listed again. Callbacks that name no"
                    + " environment are only shown to callers that see all environments.")
    @ApiSuccess(value = "A page of deliveries.", examples = "delivery-page")
    @ApiProblems({})
    Page<DeliveryView> list(
            @Parameter(
                            description = "Only callbacks with this outcome.",
                            schema =
                                    @Schema(
                                            implementation = DeliveryOutcome.class,
                                            description =
                                                    "The outcome of a callback: `ACCEPTED`, its integration was stored; `DUPLICATE`, it was"
                                                            + " accepted before; `SUPERSEDED`, one that was signed later was accepted before, so it"
                                                            + " changes nothing; `REFUSED`, see `code`."))
                    @Nullable
                    DeliveryOutcome outcome,
            @ParameterObject Paging paging);
}
