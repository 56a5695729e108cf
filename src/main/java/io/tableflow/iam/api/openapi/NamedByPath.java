package io.tableflow.iam.api.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.tableflow.iam.http.json.StrictBody;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;

/** A body that may omit a field because the path has it gets a schema of its own, in which the field is optional. */
final class NamedByPath {

    private static final String REQUEST = "Request";

    private NamedByPath() {}

    /** The generated schema, or the one with an optional field if the operation's path has that field. */
    static Schema<?> schema(Schema<?> generated, Operation operation, Components components, HandlerMethod handler) {
        return Arrays.stream(handler.getMethodParameters())
                .filter(parameter -> parameter.hasParameterAnnotation(RequestBody.class))
                .map(MethodParameter::getParameterType)
                .map(type -> type.getAnnotation(StrictBody.class))
                .filter(Objects::nonNull)
                .map(StrictBody::fromPath)
                .filter(field -> isInPath(operation, field))
                .findFirst()
                .<Schema<?>>map(field -> optional(field, generated, components))
                .orElse(generated);
    }

    private static boolean isInPath(Operation operation, String field) {
        return operation.getParameters() != null
                && operation.getParameters().stream()
                        .anyMatch(it -> "path".equals(it.getIn()) && field.equals(it.getName()));
    }

    private static Schema<?> optional(String field, Schema<?> generated, Components components) {
        String reference = generated.get$ref();
        String name = reference.substring(reference.lastIndexOf('/') + 1);
        String sparing = name.replace(REQUEST, "Update" + REQUEST);
        Schema<?> whole = Objects.requireNonNull(components.getSchemas().get(name));
        Schema<?> schema = new JsonSchema();
        schema.setType(whole.getType());
        schema.setTypes(whole.getTypes());
        schema.setDescription(
                whole.getDescription() + " The " + field + " may be left out, because it is in the path.");
        schema.setAdditionalProperties(whole.getAdditionalProperties());
        schema.setProperties(whole.getProperties());
        List<String> required = whole.getRequired() == null
                ? List.of()
                : whole.getRequired().stream().filter(it -> !it.equals(field)).toList();
        schema.setRequired(required.isEmpty() ? null : required);
        components.addSchemas(sparing, schema);
        return new JsonSchema().$ref("#/components/schemas/" + sparing);
    }
}
