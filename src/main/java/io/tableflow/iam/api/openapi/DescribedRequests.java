package io.tableflow.iam.api.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.tableflow.iam.api.idempotency.IdempotencyKeys;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;

/** Describes bodies as {@link ApiRequestBody} declares them, and headers that mean the same for every operation. */
final class DescribedRequests {

    private DescribedRequests() {}

    static void describe(Operation operation, Components components, HandlerMethod handler) {
        parameters(operation).forEach(DescribedRequests::describe);
        ApiRequestBody takes = handler.getMethodAnnotation(ApiRequestBody.class);
        if (takes == null) {
            if (operation.getRequestBody() != null) {
                throw new IllegalStateException(handler + " has a body and no @ApiRequestBody");
            }
            return;
        }
        MediaType content = new MediaType();
        if (takes.body() == Void.class) {
            content.schema(NamedByPath.schema(generated(operation), operation, components, handler));
        } else {
            content.schema(Schemas.reference(takes.body(), components));
        }
        Examples.add(content, takes.examples(), components);
        operation.requestBody(new RequestBody()
                .description(takes.value())
                .required(true)
                .content(new Content().addMediaType("application/json", content)));
    }

    /** Whether the operation has a parameter or header with that name. */
    static boolean hasParameter(Operation operation, String name) {
        return parameters(operation).stream().anyMatch(it -> name.equalsIgnoreCase(it.getName()));
    }

    private static List<Parameter> parameters(Operation operation) {
        return operation.getParameters() == null ? List.of() : operation.getParameters();
    }

    private static Schema<?> generated(Operation operation) {
        return operation
                .getRequestBody()
                .getContent()
                .values()
                .iterator()
                .next()
                .getSchema();
    }

    /** The two headers have no examples, because "Try it out" would send them. */
    private static void describe(Parameter parameter) {
        if (IdempotencyKeys.HEADER.equals(parameter.getName())) {
            parameter
                    .description(
                            "Makes it safe to send the request again: for a day, and while the environment exists, the same"
                                    + " key is answered with the first answer, and nothing is done twice.")
                    .schema(new StringSchema().minLength(1).maxLength(255).pattern("^[ -~]{1,255}$"));
        } else if (HttpHeaders.IF_MATCH.equals(parameter.getName())) {
            parameter
                    .description(
                            "The ETag of the environment as you have read it, quotes included. If its revision is another"
                                    + " now, or another environment has the name, nothing is done.")
                    .schema(new StringSchema().maxLength(2048));
        }
        Schema<?> schema = parameter.getSchema();
        // springdoc reads an example of digits as a number.
        if (parameter.getExample() instanceof JsonNode number && isText(schema)) {
            parameter.example(number.asText());
        }
        // Handlers read an absent header as an empty one; callers need not know that.
        if (schema != null && Objects.equals(schema.getDefault(), "")) {
            schema.setDefault(null);
            schema.setDefaultSetFlag(false);
        }
    }

    private static boolean isText(@Nullable Schema<?> schema) {
        return schema != null && schema.getTypes() != null && schema.getTypes().contains("string");
    }
}
