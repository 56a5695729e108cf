package io.tableflow.iam.api.environment.request;

import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.document.PolicyRenderer;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Glue policy names each database twice for each region, and AWS takes 6144 characters, a quota that it raises for nobody: what is
 * longer could never be written. Reported at {@code glueDatabases}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = GluePolicyFits.Validator.class)
@interface GluePolicyFits {

    String message() default
            "must be fewer, or for fewer regions: the Glue policy would be longer than AWS's 6144" + " characters";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Measures the document that would be written; with stand-ins, none of them too long, for what is not known yet. */
    class Validator implements ConstraintValidator<GluePolicyFits, EnvironmentRequest> {

        private static final int MANAGED_POLICY = 6144;
        private static final AwsAccount ACCOUNT = new AwsAccount("aws", "000000000000");
        private static final String REGION = "us-east-1";

        @Override
        public boolean isValid(@Nullable EnvironmentRequest request, ConstraintValidatorContext context) {
            if (request == null || length(request.regions(), request.glueDatabases()) <= MANAGED_POLICY) {
                return true;
            }
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(context.getDefaultConstraintMessageTemplate())
                    .addPropertyNode("glueDatabases")
                    .addConstraintViolation();
            return false;
        }

        private static int length(@Nullable List<String> regions, @Nullable List<String> databases) {
            return PolicyRenderer.glue(
                            ACCOUNT,
                            regions == null || regions.isEmpty() ? List.of(REGION) : regions,
                            databases == null ? List.of() : databases)
                    .length();
        }
    }
}
