package io.tableflow.iam.http.parameter;

import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;

/** What the signature of an operation says about its query parameters. */
final class DeclaredParameters {

    private DeclaredParameters() {}

    /**
     * The names: of arguments with {@link RequestParam}, and of the components of records that are bound to the query, such
     * as the paging of a list.
     */
    static List<String> of(HandlerMethod operation) {
        return Arrays.stream(operation.getMethodParameters())
                .flatMap(DeclaredParameters::names)
                .toList();
    }

    /** Whether the operation reads a body, as JSON or as raw bytes. */
    static boolean hasBody(HandlerMethod operation) {
        return Arrays.stream(operation.getMethodParameters())
                .anyMatch(it -> it.hasParameterAnnotation(RequestBody.class)
                        || InputStream.class.isAssignableFrom(it.getParameterType()));
    }

    /** Whether the operation reads a header with that name. */
    static boolean hasHeader(HandlerMethod operation, String name) {
        return Arrays.stream(operation.getMethodParameters())
                .map(it -> it.getParameterAnnotation(RequestHeader.class))
                .anyMatch(it -> it != null && it.name().equalsIgnoreCase(name));
    }

    private static Stream<String> names(MethodParameter parameter) {
        RequestParam declared = parameter.getParameterAnnotation(RequestParam.class);
        if (declared != null) {
            return Stream.of(
                    declared.name().isEmpty() ? parameter.getParameter().getName() : declared.name());
        }
        return parameter.getParameterType().isRecord() && !parameter.hasParameterAnnotation(RequestBody.class)
                ? Arrays.stream(parameter.getParameterType().getRecordComponents())
                        .map(RecordComponent::getName)
                : Stream.empty();
    }
}
