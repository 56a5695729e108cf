package io.tableflow.iam.api.environment.request;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** IAM compares tag keys without regard to letter case, so two that only differ in it are one key to it. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = DistinctTagKeys.Validator.class)
@interface DistinctTagKeys {

    String message() default "must not have two keys that differ only in letter case: to IAM they are the same";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Compares. */
    class Validator implements ConstraintValidator<DistinctTagKeys, Map<String, String>> {

        @Override
        public boolean isValid(@Nullable Map<String, String> tags, ConstraintValidatorContext context) {
            return tags == null
                    || tags.keySet().stream()
                                    .collect(
                                            Collectors.toCollection(() -> new TreeSet<>(String.CASE_INSENSITIVE_ORDER)))
                                    .size()
                            == tags.size();
        }
    }
}
