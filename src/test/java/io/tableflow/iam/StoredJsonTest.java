package io.tableflow.iam;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.format.jackson.Jackson3JsonFormatMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is stored as JSON stays readable, however the classes are renamed: {@code stored.json} has an example of every
 * JSON column, as versions before have written it. Rows of that form exist, so the examples never change.
 */
class StoredJsonTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final JsonNode EXAMPLES = examples();

    /** As {@code application.yaml} configures it. */
    private final Jackson3JsonFormatMapper hibernate = new Jackson3JsonFormatMapper();

    @ParameterizedTest
    @MethodSource("examplesOfColumns")
    void isReadAndWrittenBackTheSame(Field column, String name) {
        JsonNode example = EXAMPLES.path(name);

        Object value = hibernate.fromString(example.toString(), column.getGenericType());

        assertThat(JSON.readTree(hibernate.toString(value, column.getGenericType())))
                .isEqualTo(example);
    }

    @Test
    void everyColumnHasAnExample() {
        assertThat(columns().map(StoredJsonTest::nameOf))
                .containsExactlyInAnyOrderElementsOf(EXAMPLES.propertyNames().stream()
                        .map(StoredJsonTest::columnOf)
                        .distinct()
                        .toList());
    }

    /** Each column with each of its examples. */
    static Stream<Arguments> examplesOfColumns() {
        return columns()
                .flatMap(column -> EXAMPLES.propertyNames().stream()
                        .filter(name -> columnOf(name).equals(nameOf(column)))
                        .map(name -> Arguments.of(column, name)));
    }

    /** A column that was given more fields later has a further example, with a number behind its name. */
    private static String columnOf(String example) {
        return example.replaceAll("#\\d+$", "");
    }

    static Stream<Field> columns() {
        ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Entity.class));
        scanner.addIncludeFilter(new AnnotationTypeFilter(Embeddable.class));
        List<BeanDefinition> stored =
                List.copyOf(scanner.findCandidateComponents(StoredJsonTest.class.getPackageName()));
        return stored.stream()
                .map(it -> ClassUtils.resolveClassName(Objects.requireNonNull(it.getBeanClassName()), null))
                .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                .filter(field -> field.isAnnotationPresent(JdbcTypeCode.class));
    }

    private static String nameOf(Field column) {
        return column.getDeclaringClass().getSimpleName() + "." + column.getName();
    }

    private static JsonNode examples() {
        try (InputStream file = StoredJsonTest.class.getResourceAsStream("stored.json")) {
            return JSON.readTree(Objects.requireNonNull(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
