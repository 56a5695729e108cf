package io.tableflow.iam.api.openapi;

import io.tableflow.iam.http.problem.ProblemCode;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The problem codes of this operation alone. Those that follow from the handler's signature are added: an unknown caller, a
 * body that is not JSON, an Idempotency-Key that was used before.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ApiProblems {

    /** The codes. */
    ProblemCode[] value();
}
