package io.tableflow.iam.api.accesscheck;

import io.tableflow.iam.policy.statement.PolicyType;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A policy document that IAM would accept. */
@Target({ElementType.FIELD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = PolicyOf.Validator.class)
@interface PolicyOf {

    /** The type of the policy. */
    PolicyType value();

    String message() default "must be a policy document";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Reads the document. */
    class Validator implements ConstraintValidator<PolicyOf, Map<String, Object>> {

        private PolicyType type = PolicyType.IDENTITY;

        @Override
        public void initialize(PolicyOf constraint) {
            type = constraint.value();
        }

        @Override
        public boolean isValid(@Nullable Map<String, Object> document, ConstraintValidatorContext context) {
            if (document == null) {
                return true;
            }
            Violations violations = new Violations(context);
            GivenDocument.errors(type, document).forEach(violations::add);
            return violations.isEmpty();
        }
    }
}
