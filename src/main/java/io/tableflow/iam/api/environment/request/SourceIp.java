package io.tableflow.iam.api.environment.request;

import io.tableflow.iam.policy.TrustConditions;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** An IP address or a CIDR block, as IAM accepts it for {@code aws:SourceIp}. */
@Target(ElementType.TYPE_USE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = SourceIp.Validator.class)
@interface SourceIp {

    String message() default "must be an IP address or a CIDR block such as 203.0.113.0/24";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Calls {@link TrustConditions}, which knows what IAM accepts. */
    class Validator implements ConstraintValidator<SourceIp, String> {

        @Override
        public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
            return text == null || TrustConditions.isSourceIp(text);
        }
    }
}
