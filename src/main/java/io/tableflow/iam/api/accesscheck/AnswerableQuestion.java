package io.tableflow.iam.api.accesscheck;

import io.tableflow.iam.policy.evaluation.RequestPrincipal;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A question whose fields fit together: one kind of documents, and a resource policy of the resource's type. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = AnswerableQuestion.Validator.class)
@interface AnswerableQuestion {

    String message() default "must be a question that can be answered";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Compares the fields. */
    class Validator implements ConstraintValidator<AnswerableQuestion, AccessCheckRequest> {

        @Override
        public boolean isValid(@Nullable AccessCheckRequest request, ConstraintValidatorContext context) {
            if (request == null) {
                return true;
            }
            Violations violations = new Violations(context);
            documents(request, violations);
            principal(request.principal(), violations);
            if (request.context() != null) {
                keys(request.context().keySet(), violations);
            }
            return violations.isEmpty();
        }

        private static void documents(AccessCheckRequest request, Violations violations) {
            PoliciesRequest policies = request.policies();
            if (policies == null && request.environment() == null) {
                violations.add("environment", "is required where policies is left out");
                violations.add("policies", "is required where environment is left out");
            } else if (policies != null && request.environment() != null) {
                violations.add(
                        "policies",
                        "must be left out where environment is given: either its live documents answer, or these");
            }
            if (policies != null && policies.resource() != null) {
                GivenDocument.errors(PoliciesRequest.typeOfResource(request.resource()), policies.resource())
                        .forEach(rule -> violations.add("policies", "resource", rule));
            }
        }

        private static void principal(@Nullable String principal, Violations violations) {
            if (principal != null && RequestPrincipal.parse(principal).isEmpty()) {
                violations.add(
                        "principal",
                        "must be an ARN of IAM or STS without wildcards, an account of 12 digits, the name of an AWS"
                                + " service or identity provider, or anonymous");
            }
        }

        private static void keys(Set<String> keys, Violations violations) {
            long distinct = keys.stream()
                    .map(key -> key.toLowerCase(Locale.ROOT))
                    .distinct()
                    .count();
            if (distinct < keys.size()) {
                violations.add("context", "must not have a key twice: letter case does not count");
            }
        }
    }
}
