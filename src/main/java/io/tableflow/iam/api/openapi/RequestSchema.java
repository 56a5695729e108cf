package io.tableflow.iam.api.openapi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A record that is a part of a request's body: what is {@code @Nullable} may be left out, and unknown fields are refused
 * unless its schema says otherwise. Of all other records every field is always there, though it may be null.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface RequestSchema {}
