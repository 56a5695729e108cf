package io.tableflow.iam.api.environment.request;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A time whose year has four digits, as IAM reads it in {@code aws:CurrentTime}. */
@Target({ElementType.FIELD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = IamTime.Validator.class)
@interface IamTime {

    String message() default "must be in the years 1970 to 9999";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Compares. */
    class Validator implements ConstraintValidator<IamTime, Instant> {

        private static final Instant END = Instant.parse("9999-12-31T23:59:59.999999999Z");

        @Override
        public boolean isValid(@Nullable Instant time, ConstraintValidatorContext context) {
            return time == null || (!time.isBefore(Instant.EPOCH) && !time.isAfter(END));
        }
    }
}
