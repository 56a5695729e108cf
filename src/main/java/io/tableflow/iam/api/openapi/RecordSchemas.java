package io.tableflow.iam.api.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.tableflow.iam.http.json.StrictBody;
import jakarta.validation.constraints.NotNull;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.stereotype.Component;

/** Adds to the schema of every record what its types imply: which fields are required, nullable or refused. */
@Component
class RecordSchemas implements ModelConverter {

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        Schema<?> resolved = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
        Class<?> raw = Json.mapper().constructType(type.getType()).getRawClass();
        if (resolved != null && raw.isRecord() && raw.getName().startsWith("io.tableflow.")) {
            Schema<?> model = resolved.get$ref() == null
                    ? resolved
                    : context.getDefinedModels()
                            .get(resolved.get$ref().substring(resolved.get$ref().lastIndexOf('/') + 1));
            if (model != null && model.getProperties() != null) {
                complete(model, raw);
            }
        }
        return resolved;
    }

    private static void complete(Schema<?> model, Class<?> type) {
        boolean request = type.isAnnotationPresent(RequestSchema.class) || type.isAnnotationPresent(StrictBody.class);
        JsonInclude inclusion = type.getAnnotation(JsonInclude.class);
        boolean sparing = inclusion != null && inclusion.value() == JsonInclude.Include.NON_EMPTY;
        Set<String> required = new LinkedHashSet<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = name(component);
            Schema<?> property = model.getProperties().get(name);
            if (property == null) {
                continue;
            }
            boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            JsonInclude own = component.getAccessor().getAnnotation(JsonInclude.class);
            boolean absent = own != null && own.value() == JsonInclude.Include.NON_NULL;
            if (request) {
                nullable &= !MergedAnnotations.from(component.getAnnotatedType().getAnnotations())
                        .isPresent(NotNull.class);
                SchemaConstraints.apply(component.getAnnotatedType(), property);
                if (nullable && isContainer(component.getType())) {
                    // Otherwise, clients that were generated would send empty ones where the caller says nothing.
                    model.getProperties().put(name, orNull(property));
                }
            } else {
                if (isAnyObject(property)) {
                    property.setAdditionalProperties(true);
                }
                if (nullable && !sparing && !absent) {
                    model.getProperties().put(name, orNull(property));
                }
            }
            boolean mayBeMissing = nullable && (request || sparing || absent);
            if (!mayBeMissing && !(sparing && Collection.class.isAssignableFrom(component.getType()))) {
                required.add(name);
            }
        }
        model.setRequired(required.isEmpty() ? null : List.copyOf(required));
        if (request && model.getAdditionalProperties() == null) {
            model.setAdditionalProperties(false);
        }
    }

    /** A document of others, which clients read as a map. */
    private static boolean isAnyObject(Schema<?> property) {
        return ("object".equals(property.getType())
                        || (property.getTypes() != null && property.getTypes().contains("object")))
                && property.getAdditionalProperties() == null
                && property.getProperties() == null;
    }

    private static boolean isContainer(Class<?> type) {
        return Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
    }

    private static String name(RecordComponent component) {
        JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
        return renamed == null ? component.getName() : renamed.value();
    }

    private static Schema<?> orNull(Schema<?> property) {
        if (property.get$ref() != null) {
            Schema<?> choice = new JsonSchema();
            choice.setDescription(property.getDescription());
            choice.addAnyOfItem(new JsonSchema().$ref(property.get$ref()));
            choice.addAnyOfItem(new JsonSchema().types(Set.of("null")));
            return choice;
        }
        if (property.getAnyOf() == null) {
            Set<String> types = new LinkedHashSet<>();
            if (property.getTypes() != null) {
                types.addAll(property.getTypes());
            } else if (property.getType() != null) {
                types.add(property.getType());
            }
            types.add("null");
            property.setTypes(types);
        }
        return property;
    }
}
