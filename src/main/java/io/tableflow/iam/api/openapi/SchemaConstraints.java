package io.tableflow.iam.api.openapi;

import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import org.hibernate.validator.constraints.UniqueElements;
import org.springframework.core.annotation.MergedAnnotations;

/** Translates Bean Validation's constraints to JSON Schema, including composed ones and those of elements, keys and values. */
final class SchemaConstraints {

    private SchemaConstraints() {}

    static void apply(AnnotatedType type, Schema<?> schema) {
        MergedAnnotations constraints = MergedAnnotations.from(type.getAnnotations());
        constraints.stream(Pattern.class)
                .map(it -> it.getString("regexp"))
                .filter(SchemaConstraints::isPortable)
                .findFirst()
                .ifPresent(regexp -> schema.setPattern(anchored(regexp)));
        constraints.stream(Size.class).forEach(it -> size(rawType(type), it.getInt("min"), it.getInt("max"), schema));
        constraints.stream(Min.class).forEach(it -> schema.setMinimum(BigDecimal.valueOf(it.getLong("value"))));
        constraints.stream(Max.class).forEach(it -> schema.setMaximum(BigDecimal.valueOf(it.getLong("value"))));
        if (constraints.isPresent(UniqueElements.class)) {
            schema.setUniqueItems(true);
        }
        if (type instanceof AnnotatedParameterizedType container) {
            contents(container.getAnnotatedActualTypeArguments(), schema);
        }
    }

    private static void contents(AnnotatedType[] arguments, Schema<?> schema) {
        if (arguments.length == 1 && schema.getItems() != null) {
            apply(arguments[0], schema.getItems());
        } else if (arguments.length == 2 && schema.getAdditionalProperties() instanceof Schema<?> values) {
            Schema<?> keys = new JsonSchema().types(java.util.Set.of("string"));
            apply(arguments[0], keys);
            if (keys.getPattern() != null || keys.getMaxLength() != null) {
                schema.setPropertyNames(keys);
            }
            apply(arguments[1], values);
        }
    }

    private static void size(Class<?> type, int min, int max, Schema<?> schema) {
        Integer least = min == 0 ? null : Integer.valueOf(min);
        Integer most = max == Integer.MAX_VALUE ? null : Integer.valueOf(max);
        if (Collection.class.isAssignableFrom(type)) {
            schema.setMinItems(least);
            schema.setMaxItems(most);
        } else if (Map.class.isAssignableFrom(type)) {
            schema.setMinProperties(least);
            schema.setMaxProperties(most);
        } else {
            schema.setMinLength(least);
            schema.setMaxLength(most);
        }
    }

    private static Class<?> rawType(AnnotatedType type) {
        return switch (type.getType()) {
            case ParameterizedType container -> (Class<?>) container.getRawType();
            case Class<?> plain -> plain;
            default -> Object.class;
        };
    }

    /** JavaScript has no flags such as (?i) and no classes such as {@code \p{L}}: such rules are left to the description. */
    private static boolean isPortable(String regexp) {
        return !regexp.startsWith("(?") && !regexp.contains("\\p{");
    }

    /** Bean Validation matches the whole text, JSON Schema a part of it. */
    private static String anchored(String regexp) {
        return regexp.contains("|") ? "^(?:" + regexp + ")$" : "^" + regexp + "$";
    }
}
