package io.tableflow.iam.api.openapi;

import io.tableflow.iam.http.problem.ProblemCode;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The problem codes that are this handler's own. Those that follow from its signature are added: who is not known, a body
 * that is not JSON, a key that was used before.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ApiProblems {

    /** Their codes. */
    ProblemCode[] value();
}
