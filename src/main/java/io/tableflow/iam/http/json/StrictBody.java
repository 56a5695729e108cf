package io.tableflow.iam.http.json;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a record that is read from a request body strictly. Unknown fields, wrong types, nulls inside lists and maps, and
 * violations of its Bean Validation constraints are refused, all in one answer, each with its JSON path. Nothing is
 * coerced: {@code "5"} is not a number and {@code 5} not a string. A field that is null counts as absent. A field that is
 * required has {@code @NotNull}, which a primitive cannot have.
 *
 * <p>A controller declares {@code @RequestBody EnvironmentRequest request} and gets a valid record, without {@code @Valid}.
 * Rules belong in constraints, not in the record's constructor: a constructor that throws hides the other errors of its
 * record. The message of its {@link IllegalArgumentException} is shown to the caller.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface StrictBody {

    /** A field that, if absent, takes the value of the path variable with the same name. */
    String fromPath() default "";
}
