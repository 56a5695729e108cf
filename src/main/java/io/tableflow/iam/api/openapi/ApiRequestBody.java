package io.tableflow.iam.api.openapi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes the body that a handler accepts. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ApiRequestBody {

    /** What the body is, in a sentence. */
    String value();

    /** The type of the JSON, for a handler of raw bytes. */
    Class<?> body() default Void.class;

    /** Names of examples: files in {@code openapi/examples}. The first is what "Try it out" starts with. */
    String[] examples();
}
