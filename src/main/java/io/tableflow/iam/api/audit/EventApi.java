package io.tableflow.iam.api.audit;

import static io.tableflow.iam.http.problem.ProblemCode.ENVIRONMENT_NOT_FOUND;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tableflow.iam.api.environment.EnvironmentNameParameter;
import io.tableflow.iam.api.openapi.ApiProblems;
import io.tableflow.iam.api.openapi.ApiSuccess;
import io.tableflow.iam.api.paging.Page;
import io.tableflow.iam.api.paging.Paging;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;

/** The description of {@link EventController} in the OpenAPI file. */
@Tag(name = "Audit", description = "Who did what, and the proof that it was not changed since.")
interface EventApi {

    /** The header with which a reader resumes a stream. */
    String LAST_EVENT_ID = "Last-Event-ID";

    String PAGE = "A page of events; with `Accept: text/event-stream`, a stream of events.";

    String STREAM = " With `Accept: text/event-stream` the answer is a stream of server-sent events, oldest"
            + " first, which continues with new events of all nodes: `id` is the event's id, `event`"
            + " its type, and `data` the event. A stream ends after 15 minutes. A client that connects"
            + " again with `Last-Event-ID` misses no event, and gets none twice. A stream has no"
            + " `limit` and no `after`.";

    String LAST_EVENT_ID_MEANS =
            "For a stream: the id of the last event that the client has; 0 for all events. Without it"
                    + " the stream begins with new events.";

    @Operation(
            operationId = "listEvents",
            summary = "List events",
            description = "The audit trail of the whole installation, newest first." + STREAM)
    @ApiSuccess(value = PAGE, examples = "event-page")
    @ApiSuccess(
            value = "",
            body = String.class,
            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
            examples = "event-stream")
    @Parameter(
            name = LAST_EVENT_ID,
            in = ParameterIn.HEADER,
            description = LAST_EVENT_ID_MEANS,
            schema = @Schema(type = "string", pattern = "^[0-9]{1,18}$"))
    Page<AuditEventView> list(
            @Parameter(
                            description = "Only events of environments with this name.",
                            schema = @Schema(type = "string", pattern = "^[a-z0-9-]{1,39}$"))
                    @Nullable
                    String environment,
            @ParameterObject EventQuery query,
            @ParameterObject Paging paging);

    @Operation(
            operationId = "listEnvironmentEvents",
            summary = "List an environment's events",
            description = "The audit trail of all environments that ever had this name, newest first, also after"
                    + " they are gone." + STREAM)
    @ApiSuccess(value = PAGE, examples = "event-page")
    @ApiSuccess(
            value = "",
            body = String.class,
            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
            examples = "event-stream")
    @Parameter(
            name = LAST_EVENT_ID,
            in = ParameterIn.HEADER,
            description = LAST_EVENT_ID_MEANS,
            schema = @Schema(type = "string", pattern = "^[0-9]{1,18}$"))
    @ApiProblems(ENVIRONMENT_NOT_FOUND)
    Page<AuditEventView> ofEnvironment(
            @EnvironmentNameParameter String name, @ParameterObject EventQuery query, @ParameterObject Paging paging);

    @Hidden // described with list
    void stream(
            @Nullable String environment,
            EventQuery query,
            @Nullable String lastEventId,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException;

    @Hidden // described with ofEnvironment
    void streamOfEnvironment(
            String name,
            EventQuery query,
            @Nullable String lastEventId,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException;
}
