package io.tableflow.iam.api.openapi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.http.MediaType;

/** One way in which a handler succeeds. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(ApiSuccess.All.class)
public @interface ApiSuccess {

    /** The status. */
    int status() default 200;

    /** When it is answered, in a sentence. */
    String value();

    /** The type of the answer's body, if it is not the handler's return type. */
    Class<?> body() default Void.class;

    /** Names of examples: files in {@code openapi/examples}. */
    String[] examples();

    /** Headers in addition to those of every answer. */
    String[] headers() default {};

    /** The media type of the answer. */
    String mediaType() default MediaType.APPLICATION_JSON_VALUE;

    /** All of them. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface All {
        ApiSuccess[] value();
    }
}
