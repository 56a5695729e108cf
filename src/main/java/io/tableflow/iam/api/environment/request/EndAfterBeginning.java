package io.tableflow.iam.api.environment.request;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** A trust that expires before it begins would never let Confluent in. Reported at {@code validUntil}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = EndAfterBeginning.Validator.class)
@interface EndAfterBeginning {

    String message() default "must be after validFrom";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Compares the two. */
    class Validator implements ConstraintValidator<EndAfterBeginning, TrustConditionsRequest> {

        @Override
        public boolean isValid(@Nullable TrustConditionsRequest request, ConstraintValidatorContext context) {
            if (request == null || !request.toTrustConditions().neverHolds()) {
                return true;
            }
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(context.getDefaultConstraintMessageTemplate())
                    .addPropertyNode("validUntil")
                    .addConstraintViolation();
            return false;
        }
    }
}
