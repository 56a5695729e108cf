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
            summary = "List the callbacks that came",
            description =
                    "Every callback of the last 30 days whose signature held, newest first, and what became of it; those"
                            + " that were refused too. What nobody has signed is refused without a trace here. A message that"
                            + " comes again is counted, not listed again. What names no environment is shown to those who see"
                            + " all environments.")
    @ApiSuccess(value = "A page of deliveries.", examples = "delivery-page")
    @ApiProblems({})
    Page<DeliveryView> list(
            @Parameter(
                            description = "Only those of which this became.",
                            schema =
                                    @Schema(
                                            implementation = DeliveryOutcome.class,
                                            description =
                                                    "What became of a callback: `ACCEPTED`, its integration was taken in; `DUPLICATE`, it had been before;"
                                                            + " `SUPERSEDED`, one that was signed later had come first, so it changes nothing; `REFUSED`, see `code`."))
                    @Nullable
                    DeliveryOutcome outcome,
            @ParameterObject Paging paging);
}
