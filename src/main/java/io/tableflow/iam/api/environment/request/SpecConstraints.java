package io.tableflow.iam.api.environment.request;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What AWS takes, and we with it. Each is composed of plain constraints, and every one of those speaks for itself.
 * Where Java and JavaScript share it, the API's description shows the regular expression.
 */
final class SpecConstraints {

    private static final String TAG_TEXT = "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*";

    private SpecConstraints() {}

    /** The name of an environment: with it the bucket's default name fits 63 characters. */
    @NotNull(message = "is required")
    @Pattern(
            regexp = "[a-z0-9]([a-z0-9-]{0,37}[a-z0-9])?",
            message = "must be 1-39 of a-z, 0-9 and hyphens, and begin and end with a letter or digit")
    @Target({ElementType.FIELD, ElementType.TYPE_USE})
    @Retention(RetentionPolicy.RUNTIME)
    @Constraint(validatedBy = {})
    @interface EnvironmentName {

        String message() default "";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    /** An AWS account. */
    @Pattern(regexp = "[0-9]{12}", message = "must be an AWS account id of 12 digits")
    @Target({ElementType.FIELD, ElementType.TYPE_USE})
    @Retention(RetentionPolicy.RUNTIME)
    @Constraint(validatedBy = {})
    @interface AccountId {

        String message() default "";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    /** An AWS region. */
    @NotNull(message = "must not be null")
    @Pattern(regexp = "[a-z]{2,}(-[a-z]+)+-[0-9]+", message = "must be an AWS region such as eu-central-1")
    @Target({ElementType.FIELD, ElementType.TYPE_USE})
    @Retention(RetentionPolicy.RUNTIME)
    @Constraint(validatedBy = {})
    @interface RegionName {

        String message() default "";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    /** An S3 bucket. */
    @Pattern(
            regexp = "[a-z0-9](?:(?!\\.\\.)[a-z0-9.-]){1,61}[a-z0-9]",
            message =
                    "must be an S3 bucket name: 3-63 of a-z, 0-9, dots and hyphens, no two dots together, beginning and"
                            + " ending with a letter or digit")
    @Target({ElementType.FIELD, ElementType.TYPE_USE})
    @Retention(RetentionPolicy.RUNTIME)
    @Constraint(validatedBy = {})
    @interface BucketName {

        String message() default "";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    /** A KMS key, not an alias of one: policies know no aliases. */
    @NotNull(message = "must not be null")
    @Pattern(
            regexp = "arn:aws(-[a-z]+)*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]{1,64}",
            message = "must be the ARN of a KMS key (not of an alias): arn:aws:kms:region:account:key/id")
    @Target({ElementType.FIELD, ElementType.TYPE_USE})
    @Retention(RetentionPolicy.RUNTIME)
    @Constraint(validatedBy = {})
    @interface KmsKeyArn {

        String message() default "";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    /** The key of a tag that is not one of ours. */
    @Size(min = 1, max = 128, message = "must have a key of 1-128 characters")
    @Pattern(regexp = TAG_TEXT, message = "must have a key of letters, digits, spaces and _.:/=+-@")
    @Pattern(
            regexp = "(?is)(?!aws:|tableflow-iam:|managed-by$).*",
            message = "must not use a key that begins with aws: or tableflow-iam:, nor managed-by: those are reserved")
    @Target({ElementType.FIELD, ElementType.TYPE_USE})
    @Retention(RetentionPolicy.RUNTIME)
    @Constraint(validatedBy = {})
    @interface TagKey {

        String message() default "";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    /** The value of a tag. */
    @NotNull(message = "must not be null")
    @Size(max = 256, message = "must have a value of at most 256 characters")
    @Pattern(regexp = TAG_TEXT, message = "must have a value of letters, digits, spaces and _.:/=+-@")
    @Target({ElementType.FIELD, ElementType.TYPE_USE})
    @Retention(RetentionPolicy.RUNTIME)
    @Constraint(validatedBy = {})
    @interface TagValue {

        String message() default "";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    /** A managed policy that can be a permissions boundary. */
    @Size(min = 20, max = 2048, message = "must be an ARN of 20-2048 characters")
    @Pattern(
            regexp = "arn:aws(-[a-z]+)*:iam::([0-9]{12}|aws):policy/([!-.0-~]+/)*[A-Za-z0-9_+=,.@-]{1,128}",
            message = "must be the ARN of a managed policy: arn:aws:iam::account:policy/name")
    @Target({ElementType.FIELD, ElementType.TYPE_USE})
    @Retention(RetentionPolicy.RUNTIME)
    @Constraint(validatedBy = {})
    @interface BoundaryArn {

        String message() default "";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    /** How long a session can last at most. */
    @Min(value = 3600, message = "must be 3600 to 43200: AWS allows one to twelve hours")
    @Max(value = 43200, message = "must be 3600 to 43200: AWS allows one to twelve hours")
    @Target({ElementType.FIELD, ElementType.TYPE_USE})
    @Retention(RetentionPolicy.RUNTIME)
    @Constraint(validatedBy = {})
    @interface SessionSeconds {

        String message() default "";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }
}
