package io.tableflow.iam.http.json;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a record that is read from a request body to the letter: unknown fields, wrong types, nulls inside lists and
 * maps and violations of its Bean Validation constraints are refused, all in one answer, each with its JSON path.
 * Nothing is coerced: {@code "5"} is no number and {@code 5} no string. A field that is null counts as absent; one that is
 * needed says {@code @NotNull} (a primitive can't).
 *
 * <p>A controller says just {@code @RequestBody EnvironmentRequest request}; what arrives is valid, {@code @Valid} is not
 * needed. Rules belong into constraints rather than the record's constructor: a constructor that throws hides the other
 * errors of its record ({@link IllegalArgumentException}'s message is shown to the caller).
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface StrictBody {

    /** The name of a field that may be left out where the path has a variable of that name, and is then taken from there. */
    String fromPath() default "";
}
