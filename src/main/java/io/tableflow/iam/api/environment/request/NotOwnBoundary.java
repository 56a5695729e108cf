package io.tableflow.iam.api.environment.request;

import io.tableflow.iam.policy.ResourceNames;
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
 * A role whose permissions boundary is a policy of its own environment could not be created before the policy, nor the policy
 * be deleted before the role. Reported at {@code permissionsBoundaryArn}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = NotOwnBoundary.Validator.class)
@interface NotOwnBoundary {

    String message() default "must not be a policy that the environment itself creates";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Compares the names, as IAM does: without regard to letter case, and whatever the path is. */
    class Validator implements ConstraintValidator<NotOwnBoundary, EnvironmentRequest> {

        @Override
        public boolean isValid(@Nullable EnvironmentRequest request, ConstraintValidatorContext context) {
            if (request == null || request.name() == null || request.permissionsBoundaryArn() == null) {
                return true;
            }
            ResourceNames names = new ResourceNames(request.name());
            String arn = request.permissionsBoundaryArn();
            String policy = arn.substring(arn.lastIndexOf('/') + 1);
            if (List.of(names.s3Policy(), names.gluePolicy()).stream().noneMatch(policy::equalsIgnoreCase)) {
                return true;
            }
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(context.getDefaultConstraintMessageTemplate())
                    .addPropertyNode("permissionsBoundaryArn")
                    .addConstraintViolation();
            return false;
        }
    }
}
