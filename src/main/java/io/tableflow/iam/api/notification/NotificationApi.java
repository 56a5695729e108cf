package io.tableflow.iam.api.notification;

import static io.tableflow.iam.http.problem.ProblemCode.NOTIFICATION_ENDPOINT_NOT_FOUND;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tableflow.iam.api.openapi.ApiProblems;
import io.tableflow.iam.api.openapi.ApiSuccess;
import io.tableflow.iam.api.paging.Page;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The description of {@link NotificationController} in the OpenAPI file. */
@Tag(name = "Notifications", description = "The endpoints that are told of events, and how far they are.")
interface NotificationApi {

    String ENDPOINT = "The endpoint's name, as `GET /notifications` shows it.";
    String NAME = "^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$";
    String ALL = " Only for tokens that see all environments.";

    @Operation(
            operationId = "listNotificationEndpoints",
            summary = "List the endpoints that are told of events",
            description =
                    "The endpoints of the setting `tableflow.notifications`, in their order, with what was delivered,"
                            + " what waits, and why." + ALL)
    @ApiSuccess(value = "The endpoints, all on one page.", examples = "notification-page")
    @ApiProblems({})
    Page<NotificationEndpointView> list();

    @Operation(
            operationId = "testNotificationEndpoint",
            summary = "Send a test message",
            description = "Posts a signed message of type `io.tableflow.iam.test` at once, also to an endpoint that is"
                    + " disabled. It is not repeated, and changes nothing else. The status is 200 whatever came of it."
                    + ALL)
    @ApiSuccess(
            value = "What came of it.",
            examples = {"notification-test-delivered", "notification-test-failed"})
    @ApiProblems(NOTIFICATION_ENDPOINT_NOT_FOUND)
    NotificationTestView test(
            @Parameter(description = ENDPOINT, schema = @Schema(type = "string", pattern = NAME), example = "chat")
                    String endpoint);

    @Operation(
            operationId = "replayNotifications",
            summary = "Deliver events again",
            description =
                    "Has the endpoint told once more of all events from one on, with the ids that they had, so that a"
                            + " receiver which knows them can leave them out. Name the first event or a moment. What it was not"
                            + " told yet is not skipped." + ALL)
    @ApiSuccess(status = 202, value = "Accepted: it is told of them.", examples = "notification-endpoint")
    @ApiProblems(NOTIFICATION_ENDPOINT_NOT_FOUND)
    NotificationEndpointView replay(
            @Parameter(description = ENDPOINT, schema = @Schema(type = "string", pattern = NAME), example = "chat")
                    String endpoint,
            @Parameter(
                            description = "The id of the first event. Either this, or `since`.",
                            schema = @Schema(type = "integer", format = "int64", minimum = "1"),
                            example = "42")
                    @Nullable
                    Long from,
            @Parameter(
                            description = "The moment of the first event, such as 2026-03-02T12:00:00Z.",
                            schema = @Schema(type = "string", format = "date-time"))
                    @Nullable
                    Instant since);

    @Operation(
            operationId = "enableNotificationEndpoint",
            summary = "Enable an endpoint, and try it at once",
            description =
                    "An endpoint that is disabled goes on where it was. One that is not is tried again without waiting"
                            + " for the end of its pause." + ALL)
    @ApiSuccess(status = 202, value = "Accepted: it is tried.", examples = "notification-endpoint")
    @ApiProblems(NOTIFICATION_ENDPOINT_NOT_FOUND)
    NotificationEndpointView enable(
            @Parameter(description = ENDPOINT, schema = @Schema(type = "string", pattern = NAME), example = "chat")
                    String endpoint);
}
