package io.tableflow.iam.api.environment;

import io.swagger.v3.oas.annotations.Parameter;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The {@code name} in a path. It is only described, not validated: a malformed name is one that does not exist. */
@Parameter(description = "The environment's name.", example = "dev")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface EnvironmentNameParameter {}
