package io.tableflow.iam.http.problem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.validation.BindException;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** The problems for parameters, headers and path variables that are missing, of the wrong type, or against a constraint. */
public final class ParameterProblems {

    private ParameterProblems() {}

    static @Nullable ProblemException of(Throwable failure) {
        return switch (failure) {
            case MissingServletRequestParameterException e ->
                ProblemException.invalid(e.getParameterName(), "is required");
            case MissingRequestHeaderException e -> ProblemException.invalid(e.getHeaderName(), "is required");
            case MethodArgumentTypeMismatchException e -> mismatch(e.getName(), e.getRequiredType());
            case TypeMismatchException e ->
                mismatch(Objects.requireNonNullElse(e.getPropertyName(), ""), e.getRequiredType());
            case BindException e -> ProblemException.invalid(fields(e));
            case HandlerMethodValidationException e ->
                e.isForReturnValue()
                        ? null
                        : ProblemException.invalid(sorted(e.getParameterValidationResults().stream()
                                .flatMap(result -> errors(result).stream())
                                .toList()));
            default -> null;
        };
    }

    private static ProblemException mismatch(String name, @Nullable Class<?> type) {
        return ProblemException.invalid(name, TypeMismatchMessages.expected(type));
    }

    private static List<FieldError> fields(BindException e) {
        return sorted(e.getFieldErrors().stream()
                .map(error -> new FieldError(
                        error.getField(),
                        error.isBindingFailure()
                                ? TypeMismatchMessages.expected(e.getFieldType(error.getField()))
                                : Objects.requireNonNullElse(error.getDefaultMessage(), "is not valid")))
                .toList());
    }

    private static List<FieldError> errors(ParameterValidationResult result) {
        String name = nameOf(result.getMethodParameter());
        List<FieldError> errors = new ArrayList<>();
        if (result instanceof ParameterErrors nested) {
            nested.getFieldErrors()
                    .forEach(error -> errors.add(new FieldError(
                            error.getField(), Objects.requireNonNullElse(error.getDefaultMessage(), "is not valid"))));
        } else {
            result.getResolvableErrors()
                    .forEach(error -> errors.add(new FieldError(
                            name, Objects.requireNonNullElse(error.getDefaultMessage(), "is not valid"))));
        }
        return errors;
    }

    /** The name that the caller knows: the annotation's, else the Java parameter's. */
    private static String nameOf(MethodParameter parameter) {
        MergedAnnotations annotations = MergedAnnotations.from(parameter.getParameterAnnotations());
        for (Class<? extends java.lang.annotation.Annotation> type :
                List.of(RequestParam.class, PathVariable.class, RequestHeader.class)) {
            MergedAnnotation<?> annotation = annotations.get(type);
            if (annotation.isPresent() && !annotation.getString("name").isEmpty()) {
                return annotation.getString("name");
            }
        }
        return Objects.requireNonNullElse(parameter.getParameterName(), "");
    }

    public static List<FieldError> sorted(List<FieldError> errors) {
        return errors.stream()
                .distinct()
                .sorted(Comparator.comparing(FieldError::field).thenComparing(FieldError::message))
                .toList();
    }
}
