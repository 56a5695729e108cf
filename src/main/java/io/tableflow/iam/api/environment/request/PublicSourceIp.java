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

/** AWS sees the public address that a request comes from. With any other one, the trust would let in nobody, ever. */
@Target(ElementType.TYPE_USE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = PublicSourceIp.Validator.class)
@interface PublicSourceIp {

    String message() default
            "must be public: AWS never sees private, shared, loopback, link-local, multicast or unique-local addresses";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Calls {@link TrustConditions}, which knows the blocks. */
    class Validator implements ConstraintValidator<PublicSourceIp, String> {

        @Override
        public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
            return text == null || !TrustConditions.isNeverSeen(text);
        }
    }
}
