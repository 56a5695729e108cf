package io.tableflow.iam.http.problem;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;

/** Says what a value should have been, but not what it was, which may be a secret, or megabytes. */
public final class TypeMismatchMessages {

    private static final Set<Class<?>> WHOLE =
            Set.of(Integer.class, Long.class, Short.class, Byte.class, BigInteger.class);
    private static final Set<Class<?>> FRACTIONAL = Set.of(Double.class, Float.class, BigDecimal.class);

    private TypeMismatchMessages() {}

    public static String message(JacksonException e) {
        return switch (e) {
            case InvalidNullException nothing -> "must not be null";
            case InputCoercionException tooBig -> "is a number out of range";
            case MismatchedInputException mismatch -> expected(mismatch.getTargetType());
            default -> "is not valid";
        };
    }

    /** A description of the type's values. */
    static String expected(@Nullable Class<?> target) {
        if (target == null) {
            return "is not valid";
        }
        Class<?> type = ClassUtils.resolvePrimitiveIfNecessary(target);
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant -> ((Enum<?>) constant).name())
                    .collect(Collectors.joining(", ", "must be one of ", ""));
        }
        if (CharSequence.class.isAssignableFrom(type)) {
            return "must be a string";
        }
        if (type == Boolean.class) {
            return "must be true or false";
        }
        if (WHOLE.contains(type)) {
            return "must be a whole number";
        }
        if (FRACTIONAL.contains(type)) {
            return "must be a number";
        }
        if (Temporal.class.isAssignableFrom(type)) {
            return "must be a point in time such as 2026-01-31T12:00:00Z";
        }
        if (type == Duration.class) {
            return "must be a duration such as PT1H";
        }
        if (type == UUID.class) {
            return "must be a UUID";
        }
        return Collection.class.isAssignableFrom(type) || type.isArray() ? "must be a list" : "must be an object";
    }

    /** The message of a record's own constructor for the caller, if it has one. */
    public static @Nullable String refusedByConstructor(JacksonException e) {
        IllegalArgumentException refusal = ProblemWriter.cause(e, IllegalArgumentException.class);
        return refusal == null ? null : refusal.getMessage();
    }
}
