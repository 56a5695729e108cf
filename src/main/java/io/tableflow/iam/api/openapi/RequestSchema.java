package io.tableflow.iam.api.openapi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a record that is a part of a request's body: {@code @Nullable} fields are optional, and unknown fields are refused
 * unless its schema says otherwise. All other records always have all of their fields, which may be null.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface RequestSchema {}
