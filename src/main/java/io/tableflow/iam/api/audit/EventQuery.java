package io.tableflow.iam.api.audit;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.access.EnvironmentVisibility;
import io.tableflow.iam.common.AuditEventType;
import io.tableflow.iam.http.problem.FieldError;
import io.tableflow.iam.http.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The query parameters that select events. */
record EventQuery(
        @Parameter(description = "Only events of this type.", schema = @Schema(type = "string")) @Nullable
        String type,

        @Parameter(
                description =
                        "Only events of this actor: token: and the name of a static token, jwt: and the issuer, # and"
                                + " the sub of a JWT, confluent-webhook, or tableflow-iam. Older events have the name or sub alone.",
                schema = @Schema(type = "string", minLength = 1, maxLength = 520))
        @Nullable
        String actor,

        @Parameter(
                description = "Only events of the request with this X-Request-Id, or of the workflow with this id.",
                schema = @Schema(type = "string", pattern = "^[A-Za-z0-9._-]{1,128}$"))
        @Nullable
        String correlationId,

        @Parameter(
                description = "Only events at or after this moment, such as 2026-03-02T12:00:00Z.",
                schema = @Schema(type = "string", format = "date-time"))
        @Nullable
        Instant since,

        @Parameter(
                description = "Only events before this moment, such as 2026-03-03T12:00:00Z.",
                schema = @Schema(type = "string", format = "date-time"))
        @Nullable
        Instant until) {

    private static final Pattern ENVIRONMENT = Pattern.compile("[a-z0-9-]{1,39}");
    private static final Pattern ACTOR = Pattern.compile("[^\\x00]{1,520}");
    private static final Pattern CORRELATION_ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    /**
     * The validated filter, limited to what the caller may see.
     *
     * @throws ProblemException 400, naming every parameter that is wrong
     */
    EventFilter filter(@Nullable String environment) {
        List<FieldError> errors = new ArrayList<>();
        check(environment, ENVIRONMENT, "environment", "must be the name of an environment", errors);
        check(actor, ACTOR, "actor", "must be 1-520 characters", errors);
        check(correlationId, CORRELATION_ID, "correlationId", "must be 1-128 of A-Z a-z 0-9 . _ -", errors);
        if (type != null && !AuditEventType.NAMES.contains(type)) {
            errors.add(new FieldError("type", "must be one of " + String.join(", ", AuditEventType.NAMES)));
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        EnvironmentVisibility visible = EnvironmentVisibility.ofCaller();
        return new EventFilter(
                environment, type, actor, correlationId, since, until, visible.isUnlimited() ? null : visible.regex());
    }

    private static void check(
            @Nullable String value, Pattern grammar, String field, String rule, List<FieldError> errors) {
        if (value != null && !grammar.matcher(value).matches()) {
            errors.add(new FieldError(field, rule));
        }
    }
}
