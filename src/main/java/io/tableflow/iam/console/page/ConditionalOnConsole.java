package io.tableflow.iam.console.page;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;

/** Marks what only exists where {@code tableflow.console.enabled} is true, as it is by default. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ConditionalOnBooleanProperty(name = "tableflow.console.enabled", matchIfMissing = true)
public @interface ConditionalOnConsole {}
